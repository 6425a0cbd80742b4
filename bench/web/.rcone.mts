import { chromium } from 'playwright-core';
import { roundcube } from './roundcube.ts';

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--headless', '--ignore-certificate-errors'],
});
const g = roundcube(browser, process.argv[2]!, 'marie.martin@ac-amiens.test');
const steps: any[] = ['openFolder', 'nextPage', 'openMessage', 'subjectSearch', 'textSearch', 'compose'];
try {
  const p = await g.visit();
  console.log('signIn', await g.signIn(p));
  await p.waitForTimeout(500);
  for (const s of steps) {
    for (let r = 0; r < 2; r++) console.log(s, await (g as any)[s](p, r).catch((e: any) => String(e).slice(0, 300)));
    if (s === 'openFolder') {
      await p.screenshot({ path: '/tmp/ws/rc.png' });
      await g.openFolder(p, 0);
    }
    if (s === 'textSearch') {
      await p.goto('/?_task=mail');
      await p.waitForTimeout(500);
    }
  }
  console.log('script', await g.script());
} catch (e) {
  console.log(e);
} finally {
  await browser.close();
}
process.exit(0);
