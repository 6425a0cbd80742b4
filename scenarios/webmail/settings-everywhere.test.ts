import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Actor } from '../../server/services/actor.ts';
import { writeRules } from '../../server/services/filters/rules.ts';
import { plainLetter } from './letters.ts';
import { type As, findBarriers, openWebmail, picture, skip, type Webmail } from './webmail.ts';

let webmail: Webmail;
let marie: Actor;

before(async () => {
  if (skip) return;
  webmail = await openWebmail();
  marie = await webmail.account('marie.martin');
  await webmail.put(marie, plainLetter({ subject: 'Réunion de jeudi' }, 'On se voit jeudi ?'));
  await writeRules(webmail.house, marie, [
    {
      id: 'r1',
      name: 'Rectorat',
      enabled: true,
      when: 'all',
      conditions: [{ kind: 'from', match: 'contains', values: ['rectorat.exemple'] }],
      actions: [{ kind: 'move', mailbox: 'Archives' }],
      last: false,
    },
  ]);
});
after(async () => {
  if (!skip) await webmail.close();
});

const screens = ['absence', 'signature', 'filtres', 'dossiers', 'place', 'affichage', 'depart'];

const views: readonly (As & { name: string })[] = [
  { name: 'french-light' },
  { name: 'french-dark', theme: 'dark' },
  { name: 'english-light', language: 'en' },
  { name: 'english-dark', theme: 'dark', language: 'en' },
  { name: 'narrowest', width: 320, height: 640 },
  { name: 'phone-dark', width: 390, height: 844, theme: 'dark' },
];

/** Words of one language that must not be seen in the other. */
const french = /\b(?:vous|votre|vos|dossier|enregistrer|règle|réglages)\b/i;

for (const { name, ...as } of views) {
  test(`R9 every screen of the settings passes axe and never scrolls sideways: ${name}`, { skip }, async () => {
    const { page, complaints, close } = await webmail.visit(marie, as);
    for (const screen of [...screens.map(each => `reglages/${each}`), 'contacts']) {
      await page.goto(`/courrier/${screen}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page
        .getByText(/^(?:Un instant…|One moment…)$/)
        .first()
        .waitFor({ state: 'detached' });
      await page.waitForTimeout(150);
      await picture(page, `webmail-settings-${name}-${screen.replace('reglages/', '')}`);
      assert.deepEqual(await findBarriers(page), [], screen);
      const wide = await page.evaluate(
        "Math.max(...[document.documentElement, document.querySelector('.settings')].map(each => each.scrollWidth - each.clientWidth))",
      );
      assert.equal(wide, 0, screen);
      if (as.language === 'en') {
        const text = ((await page.locator('.settings').textContent()) ?? '').replaceAll(/« ?.*? ?»|“.*?”/g, '');
        assert.doesNotMatch(text, french, screen);
      }
    }
    assert.deepEqual(complaints, []);
    await close();
  });
}
