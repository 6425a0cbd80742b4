/** People at the desk: found, explained, helped within the role and the reach of whoever stands there. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { sealContact } from '../../server/services/accounts/contacts.ts';
import { insertEvent } from '../../server/store/account-events.ts';
import { keepContact } from '../../server/store/recovery-contacts.ts';
import { type DeskHouse, findBarriers, openDeskHouse, picture, skip } from './house.ts';

let desk: DeskHouse;

before(async () => {
  if (skip) return;
  desk = await openDeskHouse();
});
after(async () => {
  if (!skip) await desk.close();
});
afterEach(() => {
  if (!skip) assert.deepEqual(desk.faults, []);
});

async function search(page: Page, words: string, name: string): Promise<void> {
  await page.goto('/bureau/');
  await page.getByRole('searchbox', { name: 'Chercher une personne' }).fill(words);
  await page.getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function stateOf(local: string): Promise<string> {
  const { accountId } = await desk.account(local);
  const [row] = await desk.house.store.database.query<{ state: string }>({
    text: 'select state from account where account_id = $1',
    values: [accountId],
  });
  return row!.state;
}

/** Some days of somebody's life, so that the card has something to tell. */
async function live(local: string): Promise<void> {
  const { house } = desk;
  const db = house.store.database;
  const { accountId } = await desk.account(local);
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const lines = [
    ['2026-11-02T07:12:00Z', 'signed-in', 'portal', firefox],
    ['2026-11-09T18:40:00Z', 'app-password', 'portal', firefox],
    ['2026-11-20T06:55:00Z', 'signed-in', 'imap', null],
    ['2026-11-23T07:05:00Z', 'signed-in', 'jmap', firefox],
    ['2026-11-23T19:31:00Z', 'guessed', 'submission', null],
  ] as const;
  for (const [at, kind, door, client] of lines) {
    const detail = client === null ? {} : { client };
    await insertEvent(db, accountId, { at: new Date(at), kind, door, network: '192.0.2.0/24', detail });
  }
  const phone = { kind: 'phone', value: '+33612345678' } as const;
  await keepContact(db, accountId, {
    kind: 'phone',
    sealed: sealContact(house, accountId, phone),
    provenAt: null,
  });
  await db.run({
    text: 'update mail_account set used_bytes = 810000000 where account_id = $1',
    values: [accountId],
  });
}

test('R35 R36 R39 the support goes from the search to the acts by the keyboard alone, and reads why', {
  skip,
}, async () => {
  await live('gerard.lemaire');
  const { page, complaints, close } = await desk.visit('karim.haddad');
  await page.goto('/bureau/');
  await page.getByText('Cherchez quelqu’un', { exact: false }).waitFor();
  await picture(page, 'desk-start');
  await page.keyboard.press('/');
  await page.keyboard.type('le');
  await page.getByText(/^\d+ personnes$/).waitFor();
  await picture(page, 'desk-found');
  await page.keyboard.type('maire');
  await page.getByText('1 personne', { exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Gérard Lemaire' }).waitFor();
  await page.getByText('Départ : dernier jour de service le 22 décembre 2026', { exact: false }).waitFor();
  await page.getByText('Boîte remplie à 81 %', { exact: false }).waitFor();
  await page.getByText('06 12 34 56 78').waitFor();
  await page.getByText('webmail', { exact: false }).first().waitFor();
  await page.getByText('Essais de mot de passe par des inconnus').waitFor();
  await picture(page, 'desk-person');
  assert.deepEqual(await findBarriers(page), []);
  await page.keyboard.press('a');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Suspendre le compte de Gérard Lemaire' }).waitFor();
  assert.deepEqual(await findBarriers(page), [], 'the question');
  await picture(page, 'desk-suspend');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.locator('button:focus').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate('document.activeElement.dataset.row !== undefined'), true, 'back on the row');
  assert.equal(await stateOf('gerard.lemaire'), 'leaving');
  assert.deepEqual(complaints, []);
  await close();
});

test('R35 an account is suspended with a reason and opened again, and each says what it did', { skip }, async () => {
  const { page, complaints, close } = await desk.visit('karim.haddad');
  await search(page, 'rousseau', 'Camille Rousseau');
  await page.getByRole('button', { name: 'Suspendre', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Suspendre le compte' }).click();
  await dialog.getByText('Dites pourquoi.').waitFor();
  assert.equal(await stateOf('camille.rousseau'), 'active');
  await dialog.getByLabel('Pourquoi').fill('Mot de passe donné au téléphone.');
  await dialog.getByRole('button', { name: 'Suspendre le compte' }).click();
  await page.getByText('Le compte de Camille Rousseau est suspendu.').waitFor();
  await page.getByText('Compte suspendu par la maison : Mot de passe donné au téléphone.').waitFor();
  assert.equal(await stateOf('camille.rousseau'), 'suspended');
  await page.getByRole('button', { name: 'Rouvrir', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rouvrir le compte' }).click();
  await page.getByText('Compte actif.').waitFor();
  assert.equal(await stateOf('camille.rousseau'), 'active');
  assert.deepEqual(complaints, []);
  await close();
});

test('R33 R35 a one-time code asks how the identity was checked and is shown once', { skip }, async () => {
  const { page, complaints, close } = await desk.visit('sylvie.carpentier');
  await search(page, 'ouali', 'Yanis Ouali');
  await page.getByRole('button', { name: 'Remettre un code' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Faire le code' }).click();
  await dialog.getByText('Dites comment vous avez vérifié l’identité.').waitFor();
  await dialog.getByLabel('Carte professionnelle').check();
  await dialog.getByRole('button', { name: 'Faire le code' }).click();
  const code = (await dialog.locator('.code').textContent())!;
  assert.match(code, /^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  await picture(page, 'desk-code');
  assert.deepEqual(await findBarriers(page), []);
  await dialog.getByRole('button', { name: 'Fermer' }).last().click();
  assert.equal(await page.getByText(code).count(), 0);
  assert.deepEqual(complaints, []);
  await close();
});

test('R35 what opens the account of a role holder is proposed by one and confirmed by another', { skip }, async () => {
  const karim = await desk.visit('karim.haddad');
  await search(karim.page, 'carpentier', 'Sylvie Carpentier');
  await karim.page.getByRole('button', { name: 'Remettre un code' }).click();
  const ask = karim.page.getByRole('dialog');
  await ask.getByText('tient un rôle dans la maison', { exact: false }).waitFor();
  await ask.getByLabel('Carte d’identité').check();
  await ask.getByLabel('Pourquoi, pour la seconde personne').fill('Venue au rectorat sans son téléphone.');
  await ask.getByRole('button', { name: 'Proposer à une seconde personne' }).click();
  await karim.page.getByText('C’est proposé', { exact: false }).waitFor();
  await karim.page.goto('/bureau/a-confirmer');
  await karim.page.getByText('Vous l’avez proposé', { exact: false }).waitFor();
  assert.equal(await karim.page.getByRole('button', { name: 'Confirmer' }).count(), 0);

  const elodie = await desk.visit('elodie.petit');
  const { page } = elodie;
  await page.goto('/bureau/');
  await page.getByRole('link', { name: 'À confirmer 1' }).click();
  await page.getByText('Venue au rectorat sans son téléphone.').waitFor();
  await page.getByText('Proposé par Karim Haddad', { exact: false }).waitFor();
  await picture(page, 'desk-confirm');
  assert.deepEqual(await findBarriers(page), []);
  await page.getByRole('button', { name: 'Confirmer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click();
  assert.match((await page.getByRole('dialog').locator('.code').textContent())!, /^[A-Z0-9]{4}-/);
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).last().click();
  await page.getByText('Rien n’attend une seconde personne.').waitFor();
  // The one who proposed finds it settled, in words.
  await karim.page.getByRole('button', { name: 'Écarter' }).click();
  await karim.page.getByText('Cette proposition n’attend plus', { exact: false }).waitFor();
  assert.deepEqual([...karim.complaints, ...elodie.complaints], []);
  await karim.close();
  await elodie.close();
});

test('R5 R38 a secretary prints and hands over the letters of their own school, and reaches nobody else', {
  skip,
}, async () => {
  const { page, complaints, close } = await desk.visit('sylvie.carpentier');
  await page.goto('/bureau/lettres');
  await page.getByText('Toutes les lettres imprimées ont été remises.').waitFor();
  assert.equal(await page.getByText('Lettres des nouveaux comptes').count(), 0, 'the whole house is not theirs');
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Préparer le PDF' }).click();
  const file = await readFile((await (await waiting).path())!);
  assert.equal(file.subarray(0, 5).toString(), '%PDF-');
  await page.getByText('Le PDF est dans vos téléchargements', { exact: false }).waitFor();
  await page.getByText('Noé Béranger').waitFor();
  await picture(page, 'desk-letters');
  assert.deepEqual(await findBarriers(page), []);
  await page.getByRole('button', { name: 'Signer la remise de la lettre à Noé Béranger' }).click();
  await page.getByRole('dialog').getByLabel('Personne connue de moi').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Signer la remise' }).click();
  await page.getByText('La remise de la lettre à Noé Béranger est signée.').waitFor();
  await page.getByText('Noé Béranger', { exact: true }).waitFor({ state: 'detached' });

  await page.getByRole('searchbox').fill('fauvel');
  await page.getByText('0 personne', { exact: false }).waitFor();
  const { accountId } = await desk.account('brigitte.fauvel-lambert');
  await page.goto(`/bureau/personnes/${accountId}`);
  await page.getByText('Votre rôle ne permet pas', { exact: false }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('R40 a référent numérique sees the state and its reason, and neither acts nor sign-ins nor telephone', {
  skip,
}, async () => {
  const { page, complaints, close } = await desk.visit('thomas.nguyen');
  await search(page, 'lefevre', 'Anne-Sophie Lefèvre');
  await page.getByText('Compte actif.').waitFor();
  await page.getByText('Votre rôle ne demande aucune opération', { exact: false }).waitFor();
  assert.equal(await page.getByRole('toolbar').count(), 0);
  assert.equal(await page.getByText('Rappeler la personne').count(), 0);
  assert.equal(await page.getByText('Dernières connexions').count(), 0);
  assert.deepEqual(await page.getByRole('navigation').getByRole('link').allTextContents(), ['Personnes']);
  await picture(page, 'desk-referent');
  assert.deepEqual(complaints, []);
  await close();
});

test('R41 whoever holds no role, or has not signed in, is told so kindly and shown the way', { skip }, async () => {
  for (const [local, title] of [
    ['gerard.lemaire', 'Cette page est réservée à l’assistance'],
    [null, 'Connectez-vous'],
  ] as const) {
    const { page, complaints, close } = await desk.visit(local);
    for (const path of ['/bureau/', '/console/journal']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      assert.deepEqual(await findBarriers(page), []);
    }
    if (local !== null) await picture(page, 'desk-no-role');
    const href = await page.locator('.card a').getAttribute('href');
    assert.equal(href, local === null ? '/connexion?retour=%2Fconsole%2Fjournal' : '/');
    assert.deepEqual(complaints, []);
    await close();
  }
  // A secretary has a desk and no console.
  const { page, close } = await desk.visit('sylvie.carpentier');
  await page.goto('/console/');
  await page.getByRole('heading', { level: 1, name: 'Cette page est réservée à l’assistance' }).waitFor();
  await close();
});

test('a session that ends while one writes loses nothing: it is told, and the act is done after signing in again', {
  skip,
}, async () => {
  const { page, close } = await desk.visit('karim.haddad');
  await search(page, 'wojcik', 'Łukasz Wójcik');
  await page.getByRole('button', { name: 'Suspendre', exact: true }).click();
  await page.getByLabel('Pourquoi').fill('Poste volé.');
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.getByRole('dialog').getByRole('button', { name: 'Suspendre le compte' }).click();
  await page.getByText('Votre session est terminée.', { exact: false }).waitFor();
  assert.equal(await page.getByLabel('Pourquoi').inputValue(), 'Poste volé.');
  await page.context().addCookies(cookies);
  await page.getByRole('dialog').getByRole('button', { name: 'Suspendre le compte' }).click();
  await page.getByText('Compte suspendu par la maison : Poste volé.').waitFor();
  await close();
});
