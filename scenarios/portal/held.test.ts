/** What a house imposes, as people meet it: a second factor that falls due; and the door of another provider. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { activatePerson } from '../../dev/testing/people.ts';
import { findBarriers, marie, openPortal, type Portal, picture, skip } from './portal.ts';

let portal: Portal;
const password = 'Cerise-Violon-82!';

before(async () => {
  if (skip) return;
  portal = await openPortal({ factorRule: { requiredFor: ['titulaire'], graceDays: 14 } }, 'ProConnect');
  const { account, address: identifier, numen } = marie;
  await activatePerson(portal.house, account, { identifier, numen, password, remote: '127.0.0.1' });
});
after(async () => {
  if (!skip) await portal.close();
});

async function signIn(page: Page): Promise<void> {
  await page.goto('/connexion');
  await page.getByLabel('Votre adresse').fill(marie.address);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

test('a second factor that the house demands is announced, then set up before anything else opens', {
  skip,
}, async () => {
  const first = await portal.visit();
  await signIn(first.page);
  await first.page.getByText('Une seconde preuve est demandée pour votre compte avant le 24 septembre 2026').waitFor();
  await first.close();

  portal.clock.advance(15 * 86_400);
  const { page, complaints, close } = await portal.visit();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await signIn(page);
  await page.getByRole('heading', { name: 'Ajoutez une seconde preuve' }).waitFor();
  await page.goto('/compte');
  await page.getByRole('heading', { name: 'Ajoutez une seconde preuve' }).waitFor();
  await picture(page, 'enrolment');
  assert.deepEqual(await findBarriers(page), []);
  const refused = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'Téléphone', scopes: ['imap'] });
    const answer = await fetch('/api/account/app-passwords', { method: 'POST', headers, body });
    return ((await answer.json()) as { reason: string }).reason;
  });
  assert.equal(refused, 'enrolment-needed');
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await page.getByLabel('Nom de la clé').fill('Ordinateur du bureau');
  await page.getByRole('button', { name: 'Créer la clé' }).click();
  await page.getByRole('button', { name: 'Continuer vers le portail' }).click();
  await page.getByRole('heading', { name: 'Bonjour Marie' }).waitFor();

  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByRole('heading', { name: 'Votre messagerie professionnelle' }).waitFor();
  await signIn(page);
  await page.getByRole('alert').getByText('la vôtre est une clé d’accès').waitFor();
  await picture(page, 'sign-in-passkey-needed');
  await page.getByRole('button', { name: 'Avec une clé d’accès' }).click();
  await page.getByRole('heading', { name: 'Bonjour Marie' }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('another provider has its door, says why it opened nothing, and one that is down keeps nobody out', {
  skip,
}, async () => {
  for (const language of ['fr', 'en'] as const) {
    const { page, complaints, close } = await portal.visit({ language, width: 320 });
    await page.goto('/connexion?refus=preuve');
    await page.getByRole('alert').getByText('ProConnect').waitFor();
    await picture(page, `sign-in-provider-${language}`);
    assert.deepEqual(await findBarriers(page), []);
    await page.getByRole('link', { name: language === 'fr' ? 'Avec ProConnect' : 'With ProConnect' }).click();
    await page.waitForURL('**/connexion?refus=fournisseur');
    await page.getByRole('alert').waitFor();
    assert.deepEqual(complaints, []);
    await close();
  }
});

test('the page of help answers, leads on, and is read at twice the size of type', { skip }, async () => {
  const { page, complaints, close } = await portal.visit({ width: 590 });
  await page.goto('/aide');
  await page.getByRole('heading', { name: 'Aide', level: 1 }).waitFor();
  await page.evaluate('document.documentElement.style.fontSize = "200%"');
  await page.getByText('J’ai oublié mon mot de passe').click();
  await page.getByRole('link', { name: 'Retrouver mon compte' }).waitFor();
  await picture(page, 'help');
  assert.deepEqual(await findBarriers(page), []);
  const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  assert.equal(wide, 0);
  await page.getByRole('link', { name: 'Retrouver mon compte' }).click();
  await page.getByRole('heading', { name: 'Mot de passe oublié' }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});
