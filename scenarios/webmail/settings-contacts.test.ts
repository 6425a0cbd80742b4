import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Actor } from '../../server/services/actor.ts';
import { searchContacts } from '../../server/services/contacts/search.ts';
import { point } from './letters.ts';
import { findBarriers, openWebmail, picture, skip, type Webmail } from './webmail.ts';

let webmail: Webmail;
let marie: Actor;

before(async () => {
  if (skip) return;
  webmail = await openWebmail();
  marie = await webmail.account('marie.martin');
});
after(async () => {
  if (!skip) await webmail.close();
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

const file = `BEGIN:VCARD
VERSION:3.0
FN:Yanis Ouali
N:Ouali;Yanis;;;
EMAIL:yanis.ouali@exemple.fr
TEL:03 22 00 00 01
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Yanis OUALI
N:OUALI;Yanis;;;
EMAIL:yanis.ouali@exemple.fr
ORG:Lycée Mireille-Grenet
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Solène Rivière
EMAIL:solene.riviere@exemple.fr
END:VCARD
`;

test('R9 contacts are brought in, made one, found, changed with a photo and a group, written to, removed', {
  skip,
}, async () => {
  const { page, complaints, close } = await webmail.visit(marie);
  await page.goto('/courrier/');
  await page.getByRole('button', { name: 'Votre compte' }).click();
  await page.getByRole('link', { name: 'Contacts' }).click();
  await page.getByText('Aucun contact ici.').waitFor();
  await page.getByLabel('Importer un fichier').setInputFiles({
    name: 'contacts.vcf',
    mimeType: 'text/vcard',
    buffer: Buffer.from(file.replaceAll('\n', '\r\n')),
  });
  await page.getByText(/ajoutés/).waitFor();
  await press(page, 'Chercher les doublons');
  const merge = page.getByRole('button', { name: 'Fusionner les fiches de Yanis' });
  await merge.or(page.getByText('Aucun doublon.')).waitFor();
  if (await merge.isVisible()) {
    await merge.click();
    await page.getByText('Les fiches n’en font plus qu’une').waitFor();
  }
  await page.getByText('2 contacts', { exact: true }).waitFor();

  await press(page, 'Nouveau groupe');
  await page.getByLabel('Nom du groupe').fill('Conseil pédagogique');
  await press(page, 'Enregistrer');
  await page.getByText('Aucun contact ici.').waitFor();
  await press(page, 'Tous les contacts');

  await press(page, 'Nouveau contact');
  await press(page, 'Enregistrer');
  await page.getByText('Donnez au moins un nom ou une adresse.').waitFor();
  await page.getByLabel('Prénom').fill('Aïcha');
  await page.getByLabel('Nom', { exact: true }).fill('Benali');
  await page.getByLabel('Adresse 1', { exact: true }).fill('aicha.benali@exemple.fr');
  await press(page, 'Ajouter un téléphone');
  await page.getByLabel('Téléphone 1', { exact: true }).fill('03 22 11 22 33');
  await page.getByLabel('Établissement ou organisme').fill('Collège Jean-Moulin');
  await page.getByLabel('Conseil pédagogique').check();
  const photo = { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from(point, 'base64') };
  await page.getByLabel('Choisir une photo').setInputFiles(photo);
  await page.getByRole('button', { name: 'Retirer la photo' }).waitFor();
  await picture(page, 'webmail-settings-contact-editor');
  assert.deepEqual(await findBarriers(page), []);
  await press(page, 'Enregistrer');
  await page.getByRole('heading', { level: 2, name: 'Aïcha Benali' }).waitFor();
  await page.locator('.contact-head img.face').waitFor();
  await picture(page, 'webmail-settings-contacts');
  assert.deepEqual(await findBarriers(page), []);
  await press(page, 'Conseil pédagogique');
  await page.getByText('1 contact', { exact: true }).waitFor();
  await press(page, 'Tous les contacts');

  await page.getByLabel('Chercher un contact').fill('riviere');
  await page.getByRole('button', { name: /Solène Rivière/ }).click();
  await press(page, 'Modifier');
  await page.getByLabel('Fonction').fill('Proviseure');
  await press(page, 'Enregistrer');
  await page.getByText('Proviseure').waitFor();
  const [solene] = await searchContacts(webmail.house, marie, 'solene riviere');
  assert.equal(solene?.fullName, 'Solène Rivière');
  await press(page, 'Supprimer');
  await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
  await page.getByText('Aucun contact ne correspond.').waitFor();
  assert.deepEqual(complaints, []);
  await close();
});
