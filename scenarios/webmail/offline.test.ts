import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Actor } from '../../server/services/actor.ts';
import { plainLetter } from './letters.ts';
import { openWebmail, picture, skip, type Webmail } from './webmail.ts';

let webmail: Webmail;
let marie: Actor;

before(async () => {
  if (skip) return;
  webmail = await openWebmail();
  marie = await webmail.account('marie.martin');
  for (const subject of ['Lu avant le train', 'À archiver dans le train', 'Jamais ouvert'])
    await webmail.put(marie, plainLetter({ subject }, `Le texte de « ${subject} ».`));
});
after(async () => {
  if (!skip) await webmail.close();
});

test('R14 without network the last mails are read, acts wait, and leave when it is back', { skip }, async () => {
  const { page, close } = await webmail.visit(marie);
  await page.goto('/courrier/');
  await page.getByRole('row', { name: 'Lu avant le train' }).click();
  await page.getByText('Le texte de « Lu avant le train ».').last().waitFor();
  await page.evaluate('navigator.serviceWorker.ready.then(() => null)');
  await page.goto('/courrier/');
  await page.getByRole('row', { name: 'Lu avant le train' }).waitFor();
  await page.waitForTimeout(500);

  await page.context().setOffline(true);
  await page.getByText('Hors ligne', { exact: false }).waitFor();
  await page.getByRole('row', { name: 'À archiver dans le train' }).focus();
  await page.keyboard.press('e');
  await page.getByText('1 action partira au retour du réseau.', { exact: false }).waitFor();
  await page.getByRole('row', { name: 'À archiver' }).waitFor({ state: 'detached' });
  await picture(page, 'webmail-offline');

  await page.reload();
  await page.getByRole('row', { name: 'Lu avant le train' }).click();
  await page.getByText('Le texte de « Lu avant le train ».').last().waitFor();
  assert.equal(await page.getByRole('row', { name: 'À archiver' }).count(), 0, 'the act outlives the page');

  await page.context().setOffline(false);
  await page.getByText('Hors ligne', { exact: false }).waitFor({ state: 'detached', timeout: 20_000 });
  await page.getByText('partira', { exact: false }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Archives' }).click();
  await page.getByRole('row', { name: 'À archiver dans le train' }).waitFor();
  await close();
});

test('when the session ends nothing is left on this machine, and words say how to go on', { skip }, async () => {
  const { page, close } = await webmail.visit(marie);
  await page.goto('/courrier/');
  await page.getByRole('row', { name: 'Lu avant le train' }).waitFor();
  await page.getByRole('button', { name: 'Votre compte', exact: false }).click();
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.waitForURL(/localhost:\d+\/$/);
  const left = await page.evaluate(`new Promise(resolve => {
    indexedDB.open('courrier').onsuccess = ({ target: { result } }) => {
      const asked = ['facts', 'bodies'].map(name => result.transaction(name).objectStore(name).count());
      setTimeout(() => resolve(asked.reduce((sum, each) => sum + each.result, 0)), 300);
    };
  })`);
  assert.equal(left, 0);
  await page.goto('/courrier/boite/reception');
  await page.getByRole('heading', { name: 'Vous n’êtes pas connecté' }).waitFor();
  await close();
});
