import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Actor } from '../../server/services/actor.ts';
import { htmlLetter, plainLetter } from './letters.ts';
import { type As, fillMailbox, findBarriers, openWebmail, picture, skip, type Webmail } from './webmail.ts';

let webmail: Webmail;
let marie: Actor;

const newsletter =
  '<body bgcolor="#f4f4f4"><table width="640" align="center" bgcolor="#ffffff"><tr><td style="padding:24px;color:#222"><h1 style="color:#7a1f4b">Lettre du réseau</h1><p>Un texte noir sur blanc, dans un tableau large, comme en font les lettres d’information.</p></td></tr></table></body>';

before(async () => {
  if (skip) return;
  webmail = await openWebmail();
  marie = await webmail.account('marie.martin');
  await fillMailbox(webmail, marie, 120);
  await webmail.put(marie, plainLetter({ subject: 'Réunion de jeudi' }, 'On se voit jeudi ?'));
  await webmail.put(marie, htmlLetter({ subject: 'Lettre du réseau' }, newsletter));
  await webmail.put(
    marie,
    htmlLetter(
      { subject: 'Sans couleurs' },
      '<p>Un mot <b>gras</b> et un <a href="https://ac-amiens.test/">lien</a>.</p>',
    ),
  );
});
after(async () => {
  if (!skip) await webmail.close();
});

const views: readonly (As & { name: string })[] = [
  { name: 'desktop', width: 1440 },
  { name: 'desktop-dark', width: 1440, theme: 'dark' },
  { name: 'desktop-english-dark', width: 1440, theme: 'dark', language: 'en' },
  { name: 'desktop-contrast', width: 1440, contrast: 'more' },
  { name: 'tablet', width: 900 },
  { name: 'phone', width: 390, height: 800 },
  { name: 'phone-dark-english', width: 390, height: 800, theme: 'dark', language: 'en' },
  { name: 'narrowest', width: 320, height: 640 },
];

for (const { name, ...as } of views) {
  test(`R9 list and message pass axe and never scroll sideways: ${name}`, { skip }, async () => {
    const { page, complaints, close } = await webmail.visit(marie, as);
    const english = as.language === 'en';
    await page.goto('/courrier/');
    await page.getByRole('grid', { name: english ? 'Messages of Inbox' : 'Messages de Boîte de réception' }).waitFor();
    await page.getByRole('row', { name: 'Réunion de jeudi' }).waitFor();
    await picture(page, `webmail-${name}-list`);
    assert.deepEqual(await findBarriers(page), [], 'the list');
    for (const subject of ['Sans couleurs', 'Lettre du réseau']) {
      await page.getByRole('row', { name: subject }).click();
      await page.getByRole('heading', { level: 1, name: subject }).waitFor();
      await page.frameLocator('.mail-frame').locator('p').first().waitFor();
      await page.waitForTimeout(200);
      await picture(page, `webmail-${name}-${subject === 'Sans couleurs' ? 'plain' : 'coloured'}`);
      assert.deepEqual(await findBarriers(page), [], subject);
      if ((as.width ?? 1440) < 1024)
        await page.getByRole('button', { name: english ? 'Back to the list' : 'Retour à la liste' }).click();
    }
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    assert.equal(wide, 0);
    if (english) assert.doesNotMatch((await page.locator('.mail-head').textContent())!, /Rechercher|Courrier/);
    assert.deepEqual(complaints, []);
    await close();
  });
}

test('R9 on a telephone the folders come over the list, and a finger archives', { skip }, async () => {
  const { page, complaints, close } = await webmail.visit(marie, { width: 390, height: 800 });
  await page.goto('/courrier/');
  const row = page.getByRole('row', { name: 'Réunion de jeudi' });
  await row.waitFor();
  await page.getByRole('button', { name: 'Afficher les dossiers' }).click();
  await page.getByRole('link', { name: 'Corbeille' }).waitFor();
  await page.waitForTimeout(250);
  await picture(page, 'webmail-phone-folders');
  assert.deepEqual(await findBarriers(page), []);
  await page.keyboard.press('Escape');
  const box = (await row.boundingBox())!;
  const client = await page.context().newCDPSession(page);
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x, y: box.y + box.height / 2 }],
    });
  await touch('touchStart', 120);
  for (let x = 140; x <= 300; x += 20) await touch('touchMove', x);
  await touch('touchEnd', 300);
  await page.getByText('1 message archivé.').waitFor();
  await page.getByRole('button', { name: 'Annuler' }).click();
  await row.waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('the first screen costs less than 170 KB of compressed script', { skip }, async () => {
  const { page, close } = await webmail.visit(marie);
  const scripts: Promise<{ responseBodySize: number }>[] = [];
  page.on('response', response => {
    if (response.url().endsWith('.js') && !response.url().includes('worker')) scripts.push(response.request().sizes());
  });
  await page.goto('/courrier/');
  await page.getByRole('row', { name: 'Réunion de jeudi' }).waitFor();
  const bytes = (await Promise.all(scripts)).reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  console.log(`${bytes} bytes of script`);
  assert.ok(bytes > 10_000 && bytes < 170 * 1024, `${bytes} bytes`);
  await close();
});
