/**
 * Every screen of the portal as everybody may meet it: axe in both languages and themes, 320 pixels, twice the size of
 * type, the order of titles, a focus that shows. One life of one account leads through them all: secrets are dear to hash.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { codeAt, stepAt } from '../../server/formats/one-time-code/totp.ts';
import { provision } from '../../server/services/accounts/provision.ts';
import { registerApplication } from '../../server/services/oidc/applications.ts';
import { byBrowser, findFaults, type Turn } from './faults.ts';
import { codeMailedTo, marie, openPortal, type Portal, readSecret, skip, type Visit } from './portal.ts';

let portal: Portal;
let visit: Visit;
let page: Page;
let password = 'Cerise-Violon-82!';
let codes: string[] = [];

before(async () => {
  if (skip) return;
  portal = await openPortal({ factorRule: { requiredFor: ['titulaire'], graceDays: 14 } }, 'ProConnect');
  visit = await portal.visit();
  page = visit.page;
  page.setDefaultTimeout(15_000);
});
after(async () => {
  if (skip) return;
  await visit.close();
  await portal.close();
});

/** What was found on the screens of a test: told together at its end. */
let found: string[] = [];
const checked = async (name: string, on: Page = page, turn?: Turn): Promise<void> => {
  found.push(...(await findFaults(on, turn)).map(fault => `${name}: ${fault}`));
};
afterEach(() => {
  const told = found;
  found = [];
  assert.deepEqual(told, []);
});

const press = (name: string | RegExp, on: Page = page) => on.getByRole('button', { name, exact: true }).first().click();
const write = (label: string, text: string, on: Page = page) => on.getByLabel(label, { exact: true }).fill(text);
const titled = (name: string, on: Page = page) => on.getByRole('heading', { level: 1, name }).waitFor();
const told = (text: string | RegExp, on: Page = page) => on.getByRole('alert').getByText(text).first().waitFor();

async function signIn(on: Page, secret = password): Promise<void> {
  await on.goto('/connexion');
  await write('Votre adresse', marie.address, on);
  await write('Mot de passe', secret, on);
  await press('Se connecter', on);
}
async function proveNumen(on: Page, numen: string): Promise<void> {
  await write('Votre adresse', marie.address, on);
  await write('NUMEN', numen, on);
  await write('Date de naissance', '02/11/1974', on);
  await press('Continuer', on);
}

test('whoever comes: home, help, signing in, a page that is missing', { skip }, async () => {
  await page.goto('/');
  await titled('Votre messagerie professionnelle');
  await checked('home');
  await page.goto('/ailleurs');
  await titled('Cette page n’existe pas');
  await checked('missing');
  await page.goto('/aide');
  await titled('Aide');
  await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
  await checked('help');
  await page.goto('/connexion?refus=preuve');
  await told(/ProConnect/);
  await checked('sign-in, another provider refused');
  await page.route('**/api/session', route => route.abort());
  await signIn(page);
  await told('Le portail ne répond pas');
  await checked('sign-in, nobody answers');
  await page.unroute('**/api/session');
  await press('Se connecter');
  await told('Adresse ou mot de passe incorrect');
  await checked('sign-in, refused');
});

test('activation, step by step, with all it refuses', { skip }, async () => {
  const letter = await provision(portal.house, 'console', marie.account, { validDays: 60 });
  await page.goto('/activation');
  await titled('Prenez votre lettre');
  await checked('letter');
  await press('Je n’ai pas de NUMEN');
  await press('Continuer');
  await page.getByText('À remplir').first().waitFor();
  await checked('letter, empty, by birth date');
  await press('J’ai un NUMEN');
  await write('Votre adresse', marie.address);
  await write('Mot de passe provisoire', letter.password);
  await write('NUMEN', '80E0499999ABC');
  await press('Continuer');
  await told('ne vont pas ensemble');
  await checked('letter, refused');
  await write('NUMEN', marie.numen);
  await press('Continuer');
  await titled('La charte d’usage de la messagerie');
  await press('Continuer');
  await told('Il faut accepter la charte');
  await checked('charter, not accepted');
  await page.getByText('J’ai lu la charte').click();
  await press('Continuer');
  await titled('Choisissez votre mot de passe');
  await write('Nouveau mot de passe', 'Martin');
  await checked('password, some rules met');
  await write('Nouveau mot de passe', 'Martin-Violon-82');
  await press('Afficher');
  await press('Activer mon compte');
  await told('Aucune référence à vous');
  await checked('password, verdicts');
  await write('Nouveau mot de passe', password);
  await press('Activer mon compte');
  await titled('Si vous perdez votre mot de passe');
  await write('Votre adresse personnelle', marie.address);
  await press('Recevoir un code');
  await told('Cette adresse ne convient pas');
  await checked('contact, refused');
  await write('Votre adresse personnelle', 'marie@chez-elle.test');
  await press('Recevoir un code');
  await write('Code à six chiffres', '12');
  await press('Confirmer');
  await told('Ce code ne convient pas');
  await checked('contact, code refused');
  await press('Plus tard');
  await titled('Votre compte est ouvert');
  await checked('done');
});

test('signing in, a password for a device, signing out: by keyboard alone', { skip }, async () => {
  const { page: on, complaints, close } = await portal.visit();
  const here = () => on.evaluate<string>(`(document.activeElement.textContent || document.activeElement.name).trim()`);
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let step = 0; step < 90; step += 1) {
      await on.keyboard.press('Tab');
      if (name.test(await here())) return;
    }
    assert.fail(`Tab never came to ${name}`);
  };
  await on.goto('/');
  await titled('Votre messagerie professionnelle', on);
  await on.keyboard.press('Shift+Tab');
  await on.goto('/connexion');
  await titled('Se connecter', on);
  await on.keyboard.press('Tab');
  await on.keyboard.type(marie.address);
  await on.keyboard.press('Tab');
  await on.keyboard.type(password);
  await on.keyboard.press('Enter');
  await titled('Bonjour Marie', on);
  assert.match(await here(), /Bonjour Marie/, 'the title has the focus');
  await tabTo(/^Mon compte/);
  await on.keyboard.press('Enter');
  await titled('Marie Martin', on);
  await tabTo(/^Ajouter un appareil/);
  await on.keyboard.press('Enter');
  await on.getByLabel('Nom de l’appareil').waitFor();
  await on.keyboard.type('Téléphone');
  await on.keyboard.press('Enter');
  const device = (await on.locator('.code').textContent())!;
  assert.match(await here(), /^Mots de passe d’appareil/, 'what held the focus is gone: the title of its card has it');
  const actor = await portal.house.signIn({ user: marie.address, password: device, door: 'imap', remote: '127.0.0.1' });
  assert.equal(actor.accountId, marie.account);
  await tabTo(/^Révoquer/);
  await on.keyboard.press('Space');
  await on.getByRole('button', { name: /Révoquer.*Téléphone/ }).waitFor({ state: 'detached' });
  assert.match(await here(), /^Mots de passe d’appareil/);
  await on.keyboard.press('Shift+Tab');
  await tabTo(/^Ajouter un appareil/);
  await on.evaluate('document.querySelector("h1").focus()');
  for (let step = 0; step < 9 && !/^Se déconnecter/.test(await here()); step += 1) await on.keyboard.press('Shift+Tab');
  await on.keyboard.press('Enter');
  await titled('Votre messagerie professionnelle', on);
  assert.deepEqual(complaints, []);
  await close();
});

test('a forgotten password without anything registered: refused, by the secretary, waiting, seen from inside', {
  skip,
}, async () => {
  const other = await portal.visit();
  await other.page.goto('/oubli');
  await titled('Mot de passe oublié', other.page);
  await press('Le secrétariat m’a remis un code', other.page);
  await press('Continuer', other.page);
  await other.page.getByText('À remplir').first().waitFor();
  await checked('recovery by a code, empty', other.page);
  await press('J’ai mon NUMEN', other.page);
  await proveNumen(other.page, '80E0499999ABC');
  await told('ne vont pas ensemble', other.page);
  await checked('recovery, refused', other.page);
  await proveNumen(other.page, marie.numen);
  await titled('Choisissez votre mot de passe', other.page);
  await write('Nouveau mot de passe', 'Tisane&Boussole91', other.page);
  await press('Enregistrer le nouveau mot de passe', other.page);
  await told('Gardez cette page ouverte', other.page);
  await checked('recovery, waiting', other.page);
  assert.deepEqual(other.complaints, []);
  await other.close();

  for (const name of ['Inscription aux formations', 'Mouvement et mutations'])
    await registerApplication(portal.house, 'console', {
      name,
      confidential: true,
      redirectUris: ['https://formations.ac-amiens.test/retour'],
      signOutUris: [],
      backChannelUri: null,
      homeUri: `https://${name.slice(0, 5).toLowerCase()}.ac-amiens.test/`,
      pairwise: true,
      scopes: ['profile'],
    });
  await portal.house.store.database.query({
    text: 'update mail_account set used_bytes = 960000000, allowed_bytes = 1000000000',
  });
  // The password of a device that was revoked ended every session but the one that did it.
  await signIn(page);
  await titled('Bonjour Marie');
  await page.getByText(/Quelqu’un a demandé un nouveau mot de passe/).waitFor();
  await checked('launcher, with a recovery, a factor due, a mailbox nearly full');
  await press('Annuler cette demande');
  await page.getByText(/Quelqu’un a demandé/).waitFor({ state: 'detached' });
});

test('the pages of the provider of identity, which have no script', { skip }, async () => {
  const { clientId } = await registerApplication(portal.house, 'console', {
    name: 'Courrier de poche',
    confidential: false,
    redirectUris: [],
    signOutUris: [],
    backChannelUri: null,
    homeUri: null,
    pairwise: false,
    scopes: ['mail', 'offline_access'],
  });
  for (const language of ['fr', 'en'] as const) {
    const { page: on, complaints, close } = await portal.visit({ language });
    // Signed in as before: the provider knows the portal's session.
    await on.context().addCookies(await page.context().cookies());
    const turn = byBrowser(language);
    const submit = () => on.locator('button[type=submit]').first().click();
    const discovery = await on.request.get('/oidc/.well-known/openid-configuration', { ignoreHTTPSErrors: true });
    const { device_authorization_endpoint: endpoint } = await discovery.json();
    const form = { client_id: clientId, scope: 'openid mail offline_access' };
    const device = await (await on.request.post(endpoint, { form, ignoreHTTPSErrors: true })).json();
    await on.goto(device.verification_uri);
    await checked('device', on, turn);
    await on.locator('#code').fill('AAAA-AAAA');
    await submit();
    await on.getByRole('alert').waitFor();
    await checked('device, code refused', on, turn);
    await on.locator('#code').fill(device.user_code);
    await submit();
    await on.getByText('Courrier de poche').waitFor();
    await checked('device, to allow', on, turn);
    await submit();
    await titled(language === 'fr' ? 'C’est fait' : 'Done', on);
    await checked('device, done', on, turn);
    await on.goto('/oidc/authorization?client_id=nobody');
    await checked('a request that cannot be met', on, turn);
    await on.goto('/oidc/sign-out');
    await on.locator('button[name=logout]').waitFor();
    await checked('to sign out', on, turn);
    await on.context().clearCookies();
    await on.goto('/oidc/sign-out');
    await checked('signed out', on, turn);
    assert.deepEqual(complaints, []);
    await close();
  }
});

test('the account with every card at work, signing in by code, the second factor that is due', { skip }, async () => {
  portal.clock.advance(15 * 86_400);
  await page.context().clearCookies();
  await signIn(page);
  await titled('Ajoutez une seconde preuve');
  await press('Ajouter une clé d’accès');
  await press('Activer');
  const link = await page.getByRole('link', { name: /application de cet appareil/ }).getAttribute('href');
  await write('Code à six chiffres', '12');
  await press('Vérifier et activer');
  await told('Ce code ne convient pas');
  await checked('enrolment');
  const secret = readSecret(new URL(link!).searchParams.get('secret')!);
  await write('Code à six chiffres', codeAt(secret, stepAt(portal.clock.now())));
  await press('Vérifier et activer');
  await page.getByText('La double authentification est activée.').waitFor();
  codes = await page.locator('.codes li').allTextContents();
  await checked('enrolment, codes');
  await press('Continuer vers le portail');
  await titled('Bonjour Marie');

  const other = await portal.visit();
  await signIn(other.page);
  await titled('Votre code', other.page);
  await write('Code à six chiffres', '12', other.page);
  await press('Se connecter', other.page);
  await told('Ce code ne convient pas', other.page);
  await checked('sign-in, code refused', other.page);
  await write('Code à six chiffres', codes[0]!, other.page);
  await press('Se connecter', other.page);
  await titled('Bonjour Marie', other.page);
  assert.deepEqual(other.complaints, []);
  await other.close();

  await page.goto('/compte');
  await titled('Marie Martin');
  await checked('account');
  await press('Changer de mot de passe');
  await write('Mot de passe actuel', 'not the one');
  await write('Nouveau mot de passe', 'Granit_Papaye_38');
  await press('Enregistrer le nouveau mot de passe');
  await told('Le mot de passe actuel est incorrect');
  await press('Ajouter un appareil');
  await write('Nom de l’appareil', 'Téléphone');
  await press('Créer le mot de passe');
  await page.locator('.code').waitFor();
  await press('Ajouter une clé d’accès');
  await write('Nom de la clé', 'Ordinateur du bureau');
  await press('Désactiver');
  await write('Code à six chiffres', '12');
  await press('Désactiver');
  await told('Ce code ne convient pas');
  portal.clock.advance(16 * 60);
  await press('Ajouter une adresse');
  await write('Votre adresse personnelle', 'marie@chez-elle.test');
  await press('Recevoir un code');
  await page.getByText('Votre session est ouverte depuis plus').waitFor();
  await checked('account, every card at work');
  await page.getByLabel('Mot de passe actuel').last().fill(password);
  await press('Recevoir un code');
  await page.getByText('Il est valable dix minutes').waitFor();
  await page
    .getByLabel('Code à six chiffres')
    .first()
    .fill(await codeMailedTo(portal, 'marie@chez-elle.test'));
  await press('Confirmer');
  await page.getByRole('button', { name: 'Retirer : marie@chez-elle.test' }).click();
  await page.getByText('Votre session est ouverte depuis plus').waitFor();
  await press('Ajouter un téléphone');
  await checked('account, a contact leaving, a telephone coming');
});

test('a forgotten password with something registered, then a year later', { skip }, async () => {
  await page.context().clearCookies();
  await page.goto('/oubli');
  await proveNumen(page, marie.numen);
  await titled('Une seconde preuve');
  await checked('second proof');
  await press('Recevoir un code à m•••@c•••.test');
  await write('Code à six chiffres', '12');
  await press('Continuer');
  await told('Ce code ne convient pas');
  await checked('second proof, code refused');
  await write('Code à six chiffres', await codeMailedTo(portal, 'marie@chez-elle.test'));
  await press('Continuer');
  await titled('Choisissez votre mot de passe');
  await write('Nouveau mot de passe', 'Martin-Violon-82');
  await press('Enregistrer le nouveau mot de passe');
  await told('Ce mot de passe ne convient pas');
  await checked('recovery, verdicts');
  password = 'Cerfeuil-Plume#47';
  await write('Nouveau mot de passe', password);
  await press('Enregistrer le nouveau mot de passe');
  await titled('Votre mot de passe est changé');
  await checked('recovery, done');

  portal.clock.advance(366 * 86_400);
  await signIn(page);
  await write('Code à six chiffres', codes[1]!);
  await press('Se connecter');
  await titled('Renouvelez votre mot de passe');
  await write('Mot de passe actuel', password);
  await write('Nouveau mot de passe', password);
  await press('Enregistrer le nouveau mot de passe');
  await told('Différent de celui d’aujourd’hui');
  await checked('renewal, verdicts');
  assert.deepEqual(visit.complaints, []);
});
