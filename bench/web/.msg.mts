import { chromium } from 'playwright-core';
import { ours, press } from './ours.ts';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--headless','--ignore-certificate-errors'] });
const g = ours(browser, process.argv[2]!, 'marie.martin@ac-amiens.test');
const p = await g.visit(); await g.signIn(p); await p.waitForTimeout(1500);
for (let r = 0; r < 8; r++) {
  await p.evaluate(`(() => { window.marks = {}; const mark = n => { window.marks[n] ??= Math.round(performance.now() - window.marks0); };
    addEventListener('pointerdown', e => { window.marks0 = e.timeStamp; }, {capture: true, once: true});
    addEventListener('click', () => mark('click'), {capture: true, once: true});
    const mo = new MutationObserver(() => { if (document.querySelector('.reading-title')) mark('title'); if (document.querySelector('.message-coming')) mark('coming'); const f = document.querySelector('.mail-frame'); if (f) { mark('frame'); if (!f.seen) { f.seen = 1; f.addEventListener('load', () => mark('load')); } if (f.style.height) mark('height'); } if (document.querySelector('.plain-text')) mark('plain'); });
    mo.observe(document.documentElement, {subtree: true, childList: true, attributes: true}); })()`);
  const row = p.locator('.mail-row[data-id]').nth(2 + r % 6);
  await press(row.locator('.mail-row-text')); await p.waitForTimeout(900);
  console.log(JSON.stringify(await p.evaluate('window.marks')));
  await p.keyboard.press('Escape'); await p.evaluate(`document.querySelector('.mail-list').scrollTop += 700`); await p.waitForTimeout(500);
}
await browser.close(); process.exit(0);
