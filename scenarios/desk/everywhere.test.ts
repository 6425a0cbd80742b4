/** Every room of the desk and the console, in both languages, light and dark, down to 320 pixels. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type As, type DeskHouse, findBarriers, openDeskHouse, picture, skip } from './house.ts';

let desk: DeskHouse;

before(async () => {
  if (skip) return;
  desk = await openDeskHouse();
});
after(async () => {
  if (!skip) await desk.close();
});

const views: readonly (As & { name: string })[] = [
  { name: 'dark-english', theme: 'dark', language: 'en' },
  { name: 'contrast', contrast: 'more', width: 1100 },
  { name: 'narrowest', width: 320, height: 640 },
  { name: 'narrowest-dark-english', width: 320, height: 640, theme: 'dark', language: 'en' },
];

const rooms = [
  ['/bureau/personnes?q=ma', 'a[data-row]'],
  ['/bureau/lettres', 'h1'],
  ['/bureau/a-confirmer', 'h1'],
  ['/console/flux', 'h1'],
  ['/console/file', 'h1'],
  ['/console/file/trajet', 'h1'],
  ['/console/roles', '.line'],
  ['/console/fonctions', 'h1'],
  ['/console/listes', 'h1'],
  ['/console/journal', '.journal-act'],
] as const;

for (const { name, ...as } of views) {
  test(`R35 R38 every room passes axe and never scrolls sideways: ${name}`, { skip }, async () => {
    const { page, complaints, close } = await desk.visit('francoise.mercier', as);
    const { accountId } = await desk.account('patrick.morel');
    for (const [path, there] of [...rooms, [`/bureau/personnes/${accountId}`, '.pairs']] as const) {
      await page.goto(path);
      await page.locator(there).first().waitFor();
      const room = path.split(/[/?]/)[2];
      const shown = /\d$/.test(path) ? 'person' : path.endsWith('trajet') ? 'trajet' : room;
      await picture(page, `${path.startsWith('/bureau') ? 'desk' : 'admin'}-${name}-${shown}`);
      assert.deepEqual(await findBarriers(page), [], path);
      const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      assert.equal(wide, 0, `${path} is no wider than ${as.width}`);
      if (as.language === 'en')
        assert.doesNotMatch(
          (await page.locator('.office').textContent())!,
          /Rubriques|établissement|aucun|\bcompte\b/i,
        );
    }
    assert.deepEqual(complaints, []);
    await close();
  });
}

test('the first screen of the desk costs less than 140 KB of compressed script', { skip }, async () => {
  for (const path of ['/bureau/', '/console/']) {
    const { page, close } = await desk.visit('francoise.mercier');
    const scripts: Promise<{ responseBodySize: number }>[] = [];
    page.on('response', response => {
      if (response.url().endsWith('.js')) scripts.push(response.request().sizes());
    });
    await page.goto(path);
    await page.getByRole('navigation').waitFor();
    await page.waitForLoadState('networkidle');
    const bytes = (await Promise.all(scripts)).reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    console.log(`${path}: ${bytes} bytes of script`);
    assert.ok(bytes > 10_000 && bytes < 140 * 1024, `${path}: ${bytes} bytes`);
    await close();
  }
});
