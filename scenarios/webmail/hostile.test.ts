import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Actor } from '../../server/services/actor.ts';
import { attacks } from './attacks.ts';
import { htmlLetter } from './letters.ts';
import { openWebmail, picture, skip, type Visit, type Webmail } from './webmail.ts';

let webmail: Webmail;
let marie: Actor;
let visit: Visit;
const names = Object.keys(attacks);
/** No subject is the beginning of another. */
const subjectOf = (at: number) => `Attaque numéro ${100 + at}`;

before(async () => {
  if (skip) return;
  webmail = await openWebmail();
  marie = await webmail.account('marie.martin');
  for (const [at, name] of names.entries()) {
    const letter = htmlLetter({ subject: subjectOf(at) }, attacks[name]!);
    await webmail.put(marie, letter, { at: new Date(Date.UTC(2026, 10, 20, 8, at)) });
  }
  visit = await webmail.visit(marie);
  await visit.page.goto('/courrier/');
  await visit.page.getByRole('row').first().waitFor();
});
after(async () => {
  if (skip) return;
  await visit.close();
  await webmail.close();
});

async function openLetter(page: Page, subject: string): Promise<void> {
  await page.getByRole('row', { name: subject }).first().click();
  await page.getByRole('heading', { name: subject, exact: true }).waitFor();
  await page.frameLocator('.mail-frame').getByText('lettre').first().waitFor({ state: 'attached' });
}

for (const [at, name] of names.entries()) {
  test(`R21 a letter with ${name} runs nothing, fetches nothing, and stays in its frame`, { skip }, async () => {
    const { page, complaints } = visit;
    complaints.length = 0;
    await page.getByLabel('Rechercher dans le courrier').fill(`objet:"${subjectOf(at)}"`);
    await page.getByLabel('Rechercher dans le courrier').press('Enter');
    await page.getByRole('grid', { name: 'Résultats de la recherche' }).waitFor();
    await openLetter(page, subjectOf(at));
    const frame = page.frames().find(each => each.parentFrame() === page.mainFrame())!;
    await page.waitForTimeout(150);

    assert.equal(await page.evaluate('window.caught'), undefined);
    assert.ok(page.url().startsWith(webmail.url), page.url());
    assert.equal(page.context().pages().length, 1);
    assert.deepEqual(
      complaints.filter(each => !/Content.Security.Policy|sandboxed/i.test(each)),
      [],
    );
    assert.equal(complaints.filter(each => each.startsWith('asked ')).length, 0, complaints.join('\n'));
    assert.equal(
      await frame.locator('script, iframe, object, embed, form, input, link, meta:not(head meta), svg, math').count(),
      0,
    );
    const acting = await frame.evaluate(
      "[...document.querySelectorAll('*')].flatMap(each => each.getAttributeNames().filter(name => name.startsWith('on')))",
    );
    assert.deepEqual(acting, []);
    const height = await page.locator('.mail-frame').evaluate(element => element.getBoundingClientRect().height);
    assert.ok(height < 6000, `${height} pixels high`);
  });
}

test('R21 a link whose text shows another machine is told before it opens, by mouse and by keyboard', {
  skip,
}, async () => {
  const { page } = visit;
  const at = names.indexOf('a name that is another’s');
  await page.getByLabel('Rechercher dans le courrier').fill(`objet:"${subjectOf(at)}"`);
  await page.getByLabel('Rechercher dans le courrier').press('Enter');
  await openLetter(page, subjectOf(at));
  await page.frameLocator('.mail-frame').getByRole('link').click();
  const dialog = page.getByRole('dialog', { name: 'Ouvrir ce lien' });
  await dialog.getByText('outil.test', { exact: true }).waitFor();
  await dialog.getByText('Le texte du lien montre une autre adresse', { exact: false }).waitFor();
  await picture(page, 'webmail-link');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.frameLocator('.mail-frame').getByRole('link').focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  assert.equal(page.context().pages().length, 1);
  await page.keyboard.press('Escape');
});

test('the page itself forbids scripts and frames of others, so that a hole in one wall opens nothing', {
  skip,
}, async () => {
  const { page } = visit;
  const policyOf = async (path: string) => (await page.goto(path))!.headers()['content-security-policy']!;
  const policy = await policyOf('/courrier/boite/reception/E1');
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self'(?:;|$)/);
  assert.match(policy, /img-src 'self' data: blob:(?:;|$)/);
  assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline/);
  assert.doesNotMatch(await policyOf('/connexion'), /unsafe-inline/);
});
