import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Actor } from '../../server/services/actor.ts';
import { makePackage } from '../../server/services/departure/packages.ts';
import { partsOf } from '../../server/services/departure/parts.ts';
import { readAbsence } from '../../server/services/filters/absence.ts';
import { readRules } from '../../server/services/filters/rules.ts';
import { create } from '../../server/services/mailboxes/create.ts';
import { quotaOf } from '../../server/services/mailboxes/quota.ts';
import { listGrants } from '../../server/services/mailboxes/share.ts';
import { composeSignature } from '../../server/services/signatures/compose.ts';
import { plainLetter } from './letters.ts';
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

async function openSettings(screen: string, as: Parameters<Webmail['visit']>[1] = {}) {
  const visit = await webmail.visit(marie, { height: 1100, ...as });
  await visit.page.goto(`/courrier/reglages/${screen}`);
  await visit.page.getByRole('heading', { level: 1 }).waitFor();
  return visit;
}

const toTop = (page: Page) => page.evaluate("document.querySelector('.settings').scrollTop = 0");
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('R25 an absence is set from the school holidays, previewed, told on every page, and switched off', {
  skip,
}, async () => {
  const { page, complaints, close } = await openSettings('absence');
  await page.getByText('Aucune réponse automatique n’est envoyée.').waitFor();
  await page.getByRole('button', { name: 'Vacances de Noël' }).click();
  assert.equal(await page.getByLabel('Premier jour d’absence').inputValue(), '2026-12-19');
  await page.getByLabel('Texte de la réponse').fill('Je suis en congé.');
  await page.getByText('Répondre autrement aux personnes extérieures').click();
  await press(page, 'Activer la réponse automatique');
  await page.getByText('Écrivez d’abord ce qui sera répondu.').waitFor();
  await page.getByLabel('Texte pour les personnes extérieures').fill('L’établissement est fermé.');
  await page.getByLabel('Nom de la personne').fill('Yanis Ouali');
  await page.getByLabel('Son adresse').fill('yanis.ouali@ac-amiens.test');
  await press(page, 'Voir ce qui sera envoyé');
  await page.getByText('vous pouvez écrire à Yanis Ouali : yanis.ouali@ac-amiens.test').first().waitFor();
  await toTop(page);
  await picture(page, 'webmail-settings-absence');
  assert.deepEqual(await findBarriers(page), []);
  await press(page, 'Activer la réponse automatique');
  await page.getByText('C’est enregistré.').waitFor();
  await page
    .getByText('Votre réponse automatique commencera le samedi 19 décembre', { exact: false })
    .first()
    .waitFor();
  const kept = await readAbsence(webmail.house, marie);
  assert.equal(kept?.state, 'pending');
  assert.equal(kept.absence.until?.toISOString(), '2027-01-03T23:00:00.000Z');

  await page.getByLabel('Premier jour d’absence').fill('');
  await press(page, 'Enregistrer');
  await page.getByText('Votre réponse automatique est active jusqu’au dimanche 3 janvier.').waitFor();
  await page.goto('/courrier/');
  await page.getByText('Votre réponse automatique est active jusqu’au dimanche 3 janvier.').waitFor();
  await picture(page, 'webmail-settings-absence-told');
  assert.deepEqual(await findBarriers(page), []);
  await page.getByRole('link', { name: 'Modifier' }).click();
  await press(page, 'Désactiver');
  await page.getByText('Aucune réponse automatique n’est envoyée.').waitFor();
  assert.equal((await readAbsence(webmail.house, marie))?.state, 'off');
  await page.locator('.absence-line').waitFor({ state: 'detached' });
  assert.deepEqual(complaints, []);
  await close();
});

test('R24 the signature is shown as it is sent, takes own lines, and the server signs for phones or not', {
  skip,
}, async () => {
  const { page, complaints, close } = await openSettings('signature');
  await page.frameLocator('.signature-frame').getByText('Collège d’essai').waitFor();
  await page.getByLabel('Lignes ajoutées à votre signature').fill('1\n2\n3\n4\n5');
  await page.getByText('Il y a trop de lignes : 4 au plus.').waitFor();
  await page.getByLabel('Lignes ajoutées à votre signature').fill('Bureau 12\n03 22 00 00 00');
  await page.getByLabel('Ajouter ma signature aux messages').uncheck();
  await press(page, 'Enregistrer');
  await page.frameLocator('.signature-frame').getByText('Bureau 12').waitFor();
  await toTop(page);
  await picture(page, 'webmail-settings-signature');
  assert.deepEqual(await findBarriers(page), []);
  const { lines, added } = await composeSignature(webmail.house, marie.accountId);
  assert.deepEqual({ lines, added }, { lines: 'Bureau 12\n03 22 00 00 00', added: false });
  assert.deepEqual(complaints, []);
  await close();
});

test('R9 rules are made without a script, ordered by keyboard, run on old mail, taken back', { skip }, async () => {
  await webmail.put(marie, plainLetter({ subject: 'Note de service', from: 'DSDEN <note@dsden.test>' }, 'À lire.'));
  await webmail.put(marie, plainLetter({ subject: 'Cantine' }, 'Menu.'));
  const { page, complaints, close } = await openSettings('filtres');
  await page.getByText('Aucune règle pour l’instant').waitFor();
  await press(page, 'Nouvelle règle');
  await press(page, 'Enregistrer la règle');
  await page.getByText('Il manque quelque chose').waitFor();
  await page.getByLabel('Nom de la règle').fill('Rectorat');
  await page.getByLabel('Valeurs').fill('dsden; rectorat');
  await page.getByRole('dialog').getByLabel('Dossier').selectOption('Archives');
  await press(page, 'Ajouter une action');
  await picture(page, 'webmail-settings-rule');
  assert.deepEqual(await findBarriers(page), []);
  await press(page, 'Enregistrer la règle');
  await page
    .getByText('Si l’expéditeur contient « dsden » ou « rectorat » : ranger dans « Archives », puis marquer comme lu')
    .waitFor();

  await press(page, 'Nouvelle règle');
  await page.getByLabel('Nom de la règle').fill('Ailleurs');
  await page.getByLabel('Condition 1', { exact: true }).selectOption('attachment');
  await page.getByLabel('Action 1', { exact: true }).selectOption('forward');
  const address = page.getByRole('dialog').getByLabel('Adresse');
  await address.fill('moi@exemple.fr');
  await press(page, 'Enregistrer la règle');
  await page.getByText('Cette adresse n’est pas de la maison').waitFor();
  await address.fill('yanis.ouali@ac-amiens.test');
  await press(page, 'Enregistrer la règle');
  await page.getByRole('button', { name: 'Monter la règle « Ailleurs »' }).press('Enter');
  await page.getByText('Règle « Ailleurs » : place 1 sur 2.').waitFor();
  await page.getByLabel('Règle « Ailleurs » active').uncheck();
  await page.getByText('inactive').waitFor();
  await page.waitForTimeout(300);
  const { rules } = await readRules(webmail.house, marie);
  assert.deepEqual(
    rules.map(({ name, enabled }) => [name, enabled]),
    [
      ['Ailleurs', false],
      ['Rectorat', true],
    ],
  );

  await page.getByRole('button', { name: 'Appliquer la règle « Rectorat »' }).click();
  await press(page, 'Chercher les messages concernés');
  await page.getByText('1 message concerné.').waitFor();
  await page.getByRole('dialog').getByText('Note de service').waitFor();
  await picture(page, 'webmail-settings-rule-run');
  await press(page, 'Appliquer à 1 message');
  await page.getByText('C’est fait pour 1 message.').waitFor();
  await press(page, 'Annuler');
  await page.getByText('C’est annulé').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).first().click();
  await toTop(page);
  await picture(page, 'webmail-settings-filters');
  assert.deepEqual(await findBarriers(page), []);
  assert.deepEqual(complaints, []);
  await close();
});

test('R9 a script written by hand is refused with its line, kept when right, and stands beside the rules', {
  skip,
}, async () => {
  const { page, complaints, close } = await openSettings('filtres');
  await press(page, 'Nouveau script');
  await page.getByLabel('Nom du script').fill('À la main');
  await page.getByLabel('Texte du script').fill('require "fileinto";\nif size :over 1M {\n  fileinto "Gros"\n}\n');
  await press(page, 'Enregistrer');
  await page.getByText('Une erreur : le script n’est pas enregistré.').waitFor();
  await page.getByText('Ligne 4, colonne 1 :').waitFor();
  await press(page, 'Y aller');
  await picture(page, 'webmail-settings-script');
  await page.getByLabel('Texte du script').fill('require "fileinto";\nif size :over 1M {\n  fileinto "Gros";\n}\n');
  await press(page, 'Enregistrer');
  await page.getByText('Script enregistré.').waitFor();
  await page.getByRole('button', { name: 'Activer le script « À la main »' }).click();
  await page.getByRole('button', { name: 'Désactiver le script « À la main »' }).waitFor();
  await page.getByText('Aucune règle pour l’instant').waitFor();
  await page.getByRole('button', { name: 'Activer le script « Règles »' }).click();
  await page.getByRole('button', { name: 'Désactiver le script « Règles »' }).waitFor();
  await page.getByRole('button', { name: 'Ouvrir le script « Règles »' }).click();
  const area = page.getByLabel('Texte du script « Règles »');
  await area.waitFor();
  await area.fill(`${await area.inputValue()}# à la main\n`);
  await press(page, 'Enregistrer');
  await page.getByText('Le script « Règles » contient aussi du texte écrit à la main.').waitFor();
  await page.getByText('Rectorat', { exact: true }).waitFor();
  assert.deepEqual(await findBarriers(page), []);
  assert.deepEqual(complaints, []);
  await close();
});

test('R4 folders are ordered, made private, hidden; one is shared with a colleague who then reads it', {
  skip,
}, async () => {
  const yanis = await webmail.account('yanis.ouali');
  for (const name of ['Projets', 'Vacances']) await create(webmail.house, marie, name);
  const { page, complaints, close } = await openSettings('dossiers');
  await page.getByRole('button', { name: 'Monter Vacances' }).click();
  await page.getByText('Vacances : place 1 sur', { exact: false }).waitFor();
  const menu = (name: string) => page.getByRole('button', { name: `Autres réglages de ${name}` });
  await menu('Vacances').click();
  await press(page, 'Rendre privé');
  await page.getByText('« Vacances » est maintenant dans le dossier Privé.').waitFor();
  await page.locator('.settings-list li', { hasText: 'Vacances' }).getByText('privé', { exact: true }).waitFor();
  await menu('Projets').click();
  await press(page, 'Montrer sur les appareils');
  await page.locator('.settings-list li', { hasText: 'Projets' }).getByText('masqué').waitFor({ state: 'detached' });
  await menu('Projets').click();
  await press(page, 'Partager…');
  await page.getByLabel('Adresse du collègue').fill('personne@ac-amiens.test');
  await page.getByRole('dialog').getByRole('button', { name: 'Partager' }).click();
  await page.getByRole('dialog').locator('.field-error').waitFor();
  await page.getByLabel('Adresse du collègue').fill(yanis.address);
  await page.getByLabel('Lire et ranger').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Partager' }).click();
  await page.getByRole('dialog').getByText(yanis.address, { exact: true }).waitFor();
  await picture(page, 'webmail-settings-sharing');
  assert.deepEqual(await findBarriers(page), []);
  const rights = async () => (await listGrants(webmail.house, marie, 'Projets')).slice(1).map(each => each.rights);
  assert.deepEqual(await rights(), ['lrswipte']);
  await page.getByLabel(`Droits de ${yanis.address}`).selectOption('read');
  await page.getByText('C’est enregistré.').waitFor();
  await page.waitForTimeout(300);
  assert.deepEqual(await rights(), ['lrs']);
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).first().click();
  await toTop(page);
  await picture(page, 'webmail-settings-folders');
  assert.deepEqual(await findBarriers(page), []);
  assert.deepEqual(complaints, []);
  await close();
});

test('R36 R37 room is shown; the biggest messages go to the bin, the bin is emptied', { skip }, async () => {
  await webmail.put(marie, plainLetter({ subject: 'Photos de classe' }, 'x'.repeat(300_000)));
  await webmail.put(marie, plainLetter({ subject: 'Compte rendu' }, 'x'.repeat(90_000)), {
    at: new Date('2024-09-02T08:00:00Z'),
    role: 'archive',
  });
  const { page, complaints, close } = await openSettings('place');
  await page.getByText('utilisés sur 1 Go').waitFor();
  const lines = page.locator('.settings-list').first().locator('li');
  await lines.first().getByText('Photos de classe').waitFor();
  await page.getByLabel('Messages montrés').selectOption('oldest');
  await lines.first().getByText('Compte rendu').waitFor();
  await page.getByLabel('Messages montrés').selectOption('biggest');
  await lines.first().getByText('Photos de classe').waitFor();
  await page.getByLabel('Sélectionner : Photos de classe').check();
  await page.getByText('1 message sélectionné : 300 ko').waitFor();
  await picture(page, 'webmail-settings-room');
  assert.deepEqual(await findBarriers(page), []);
  await press(page, 'Mettre à la corbeille');
  await page.getByText('1 message mis à la corbeille.').waitFor();
  await lines.first().getByText('Compte rendu').waitFor();
  const used = async () => (await quotaOf(webmail.house, marie, marie.address)).usedBytes;
  const before = await used();
  await page.waitForTimeout(300);
  await press(page, 'Vider la corbeille');
  await page.getByRole('dialog').getByRole('button', { name: 'Vider' }).click();
  await page.getByText('1 message supprimé pour de bon.').waitFor();
  assert.ok((await used()) < before - 250_000);
  assert.deepEqual(complaints, []);
  await close();
});

test('R9 theme, language, density and keys act at once and stay', { skip }, async () => {
  const { page, complaints, close } = await openSettings('affichage');
  await page.getByLabel('Thème').selectOption('dark');
  assert.equal(await page.evaluate('document.documentElement.style.colorScheme'), 'dark');
  await page.getByText('Regrouper les messages en conversations').click();
  await page.getByLabel('Densité').selectOption('dense');
  await toTop(page);
  await picture(page, 'webmail-settings-display-dark');
  assert.deepEqual(await findBarriers(page), []);
  await page.getByLabel('Langue').selectOption('en');
  await page.getByRole('heading', { level: 1, name: 'Display and keyboard' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Display and keyboard' }).waitFor();
  assert.equal(await page.getByLabel('Density').inputValue(), 'dense');
  assert.ok(await page.getByLabel('Gather messages into conversations').isChecked());
  assert.deepEqual(complaints, []);
  await close();
});

test('R27 R28 who leaves sees the days left, asks for the archive and takes it along', { skip }, async () => {
  const nadia = await webmail.account('nadia.berthe');
  await leaving(nadia, '2026-11-30', '2026-12-30');
  await webmail.put(nadia, plainLetter({ subject: 'À garder' }, 'Souvenir.'));
  const { page, complaints, close } = await webmail.visit(nadia, { height: 1100 });
  await page.goto('/courrier/reglages/depart');
  await page.getByText('Il vous reste 36 jours.').waitFor();
  await page.getByText('lundi 30 novembre 2026').waitFor();
  await page.getByText('mercredi 30 décembre 2026').waitFor();
  await press(page, 'Préparer mon archive');
  await page.getByText('Votre archive sera préparée dans un instant.').waitFor();
  assert.ok(await makePackage(webmail.house, webmail.packages, id => partsOf(webmail.house, id)));
  await page.getByText('Votre archive est prête').waitFor();
  await picture(page, 'webmail-settings-departure');
  assert.deepEqual(await findBarriers(page), []);
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Télécharger l’archive')]);
  const file = await readFile((await download.path())!);
  const sum = createHash('sha256').update(file).digest('hex');
  assert.equal(await page.locator('.departure-sum').textContent(), sum);
  const [contacts] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Contacts en vCard' }).click(),
  ]);
  assert.match(contacts.suggestedFilename(), /\.vcf$/);
  assert.deepEqual(complaints, []);
  await close();
});

test('R28 who stays may take a copy too', { skip }, async () => {
  const { page, close } = await openSettings('depart');
  await page.getByText('Aucun départ n’est annoncé pour vous.').waitFor();
  await page.getByRole('button', { name: 'Préparer mon archive' }).waitFor();
  await close();
});

/** As the HR feed would have it. */
async function leaving({ accountId }: Actor, lastDay: string, closesOn: string): Promise<void> {
  await webmail.house.store.database.transaction(async tx => {
    await tx.run({
      text: `with made as (
               insert into person (hr_key, title, family_name, given_name, birth_date, population, function, first_day, last_day)
               values ('nadia', 'Mme', 'Berthe', 'Nadia', '', 'enseignant', 'Professeure', '2020-09-01', $2) returning person_id
             )
             update account set person_id = made.person_id, post_id = null, closes_on = $3 from made where account_id = $1`,
      values: [accountId, lastDay, closesOn],
    });
  });
}
