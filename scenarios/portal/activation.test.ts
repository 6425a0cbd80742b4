import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { provision } from '../../server/services/accounts/provision.ts';
import { codeMailedTo, findBarriers, marie, openPortal, type Portal, picture, skip, yanis } from './portal.ts';

let portal: Portal;
before(async () => {
  if (!skip) portal = await openPortal();
});
after(async () => {
  if (!skip) await portal.close();
});

const never = /L’administration ne vous demandera jamais votre mot de passe par courriel/;
const chosen = 'Cerise-Violon-82!';

async function checked(page: Page, name: string): Promise<void> {
  await picture(page, name);
  assert.deepEqual(await findBarriers(page), [], name);
  assert.match((await page.locator('main').textContent())!, never);
  assert.match((await page.locator('main').textContent())!, /secrétariat de votre établissement/);
}

test('R6 R7 R8 R15 R16 R19 R41 an agent activates the account from a letter, and the same password opens IMAP', {
  skip,
}, async () => {
  const letter = await provision(portal.house, 'console', marie.account, { validDays: 60 });
  const { page, complaints, close } = await portal.visit();
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await checked(page, 'home');
  await page.getByRole('link', { name: 'Activer mon compte' }).click();

  await page.getByRole('heading', { name: 'Prenez votre lettre' }).waitFor();
  await page.getByRole('button', { name: 'Continuer' }).click();
  assert.equal(await page.getByText('À remplir').count(), 3);
  await checked(page, 'activation-empty');
  await page.getByLabel('Votre adresse').fill(marie.address);
  await page.getByLabel('Mot de passe provisoire').fill('Kx7m-Pq4t-Zr9w');
  await page.getByLabel('NUMEN', { exact: true }).fill('80e0412345abc');
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByRole('alert').getByText('ne vont pas ensemble').waitFor();
  await checked(page, 'activation-refused');
  await page.getByLabel('Mot de passe provisoire').fill(letter.password);
  await page.getByRole('button', { name: 'Continuer' }).click();

  await page.getByText('Bonjour Marie').waitFor();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByText('Il faut accepter la charte').waitFor();
  await checked(page, 'activation-charter');
  await page.getByText('J’ai lu la charte').click();
  await page.getByRole('button', { name: 'Continuer' }).click();

  const field = page.getByLabel('Nouveau mot de passe');
  await field.fill('Martin-Violon-82');
  await page.getByRole('button', { name: 'Activer mon compte' }).click();
  await page.getByRole('alert').getByText('Aucune référence à vous').waitFor();
  await checked(page, 'activation-password');
  await field.fill(chosen);
  await page.getByRole('button', { name: 'Activer mon compte' }).click();

  await page.getByRole('heading', { name: 'Si vous perdez votre mot de passe' }).waitFor();
  await page.getByLabel('Votre adresse personnelle').fill(marie.address);
  await page.getByRole('button', { name: 'Recevoir un code' }).click();
  await page.getByRole('alert').getByText('Cette adresse ne convient pas').waitFor();
  await checked(page, 'activation-contact');
  await page.getByLabel('Votre adresse personnelle').fill('marie@chez-elle.test');
  await page.getByRole('button', { name: 'Recevoir un code' }).click();
  await page.getByLabel('Code à six chiffres').waitFor();
  await page.getByLabel('Code à six chiffres').fill(await codeMailedTo(portal, 'marie@chez-elle.test'));
  await checked(page, 'activation-contact-code');
  await page.getByRole('button', { name: 'Confirmer' }).click();
  await page.getByRole('heading', { name: 'Votre compte est ouvert' }).waitFor();
  assert.match(
    (await page.locator('main').textContent())!,
    /imap\.ac-amiens\.test[\s\S]*993[\s\S]*smtp\.ac-amiens\.test[\s\S]*465/,
  );
  await checked(page, 'activation-done');
  await page.getByRole('link', { name: 'Ouvrir le portail' }).click();
  await page.getByRole('heading', { name: 'Bonjour Marie' }).waitFor();
  assert.deepEqual(complaints, []);
  await close();

  const actor = await portal.house.signIn({ user: marie.address, password: chosen, door: 'imap', remote: '127.0.0.1' });
  assert.equal(actor.accountId, marie.account);
});

test('R6 a person without NUMEN gives the birth date, by keyboard alone, on a narrow screen in the dark', {
  skip,
}, async () => {
  const letter = await provision(portal.house, 'console', yanis.account, { validDays: 60 });
  const { page, complaints, close } = await portal.visit({ width: 320, theme: 'dark' });
  await page.goto('/activation');
  await page.getByRole('heading', { name: 'Prenez votre lettre' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type(yanis.address);
  await page.keyboard.press('Tab');
  await page.keyboard.type(letter.password);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByLabel('Date de naissance').waitFor();
  await checked(page, 'activation-narrow-dark');
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  assert.equal(overflow, 0, 'nothing is wider than a screen of 320 pixels');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('18031998');
  await page.keyboard.press('Enter');
  await page.getByText('Bonjour Yanis').waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('the pages speak English whole to whom asks for it, and pass axe there too', { skip }, async () => {
  const { page, complaints, close } = await portal.visit({ language: 'en', theme: 'dark' });
  for (const path of ['/', '/activation', '/connexion', '/oubli', '/aide', '/nowhere']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.deepEqual(await findBarriers(page), [], path);
    assert.doesNotMatch((await page.locator('body').textContent())!, /votre|mot de passe/i);
  }
  assert.deepEqual(complaints, []);
  await close();
});
