/** The webmail, as one uses it. */
import type { Browser, Locator, Page } from 'playwright-core';
import { type Gestures, rest, words } from './gestures.ts';
import { beginNow, timed, watcher } from './watch.ts';

const rowsShown = `(document.querySelector('.mail-row .mail-row-title') !== null && document.querySelector('.mail-row-waiting') === null)`;

const tests = {
  list: `() => location.pathname.startsWith('/courrier/boite/') && ${rowsShown}`,
  folder: `name => document.querySelector('.list-bar h1')?.textContent === name && ${rowsShown}`,
  place: `top => Math.abs(document.querySelector('.mail-list').scrollTop - top) < 2 &&
    [...document.querySelectorAll('.mail-row[data-id]')].some(row => Math.abs(row.offsetTop - top) < 200) && ${rowsShown}`,
  message: `title => {
    if (document.querySelector('.reading-title')?.textContent !== title) return false;
    const frame = document.querySelector('.mail-frame');
    if (frame === null) return document.querySelector('.plain-text, .message-content > p') !== null;
    return frame.contentDocument?.body?.childElementCount > 0 && frame.offsetHeight > 20 && frame.style.height !== '';
  }`,
  found: `q => new URL(location.href).searchParams.get('q') === q && document.querySelector('.mail-list')?.dataset.waiting !== 'true' &&
    (document.querySelector('.mail-empty') !== null || ${rowsShown})`,
  writing: `() => location.pathname.endsWith('/ecrire') && document.querySelector('[contenteditable=true]')?.offsetHeight > 0`,
};

export function ours(browser: Browser, url: string, address: string): Gestures {
  async function fresh(): Promise<Page> {
    const context = await browser.newContext({
      baseURL: url,
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      viewport: { width: 1440, height: 900 },
      ignoreHTTPSErrors: true,
    });
    await context.addInitScript(watcher(tests));
    return await context.newPage();
  }
  async function fillIn(page: Page): Promise<void> {
    await page.goto('/connexion?retour=%2Fcourrier%2F');
    await page.locator('input[autocomplete=username]').fill(address);
    await page.locator('input[type=password]').fill('secret');
  }
  const search = async (page: Page, q: string): Promise<number> => {
    await page.locator('#search').fill('');
    return await timed(page, () => typeAndEnter(page.locator('#search'), q), 'found', q);
  };
  return {
    name: 'vaguemestre',
    async script() {
      const page = await fresh();
      return await scriptOf(page, async () => {
        await fillIn(page);
        await this.signIn(page);
      });
    },
    async visit() {
      const page = await fresh();
      await fillIn(page);
      return page;
    },
    async home(page) {
      await page.goto('/courrier/');
      await page.locator('.mail-row .mail-row-title').first().waitFor();
    },
    async signIn(page) {
      return await timed(page, () => page.locator('input[type=password]').press('Enter'), 'list');
    },
    async openFolder(page, round) {
      const names = ['Archives', 'Envoyés', 'Boîte de réception'];
      const name = names[round % names.length]!;
      return await timed(page, () => press(page.getByRole('link', { name, exact: false }).first()), 'folder', name);
    },
    async nextPage(page, round) {
      const height = (await page.evaluate(`document.querySelector('.mail-list').scrollHeight`)) as number;
      const top = Math.floor((height * ((round * 7) % 97)) / 97);
      const scroll = `${beginNow} document.querySelector('.mail-list').scrollTop = ${top}`;
      return await timed(page, () => page.evaluate(scroll), 'place', top);
    },
    async openMessage(page, round) {
      const row = page.locator('.mail-row[data-id]').nth(9 + (round % 4));
      const title = (await row.locator('.mail-row-title').textContent()) ?? '';
      const taken = await timed(page, () => press(row.locator('.mail-row-text')), 'message', title);
      await page.keyboard.press('Escape');
      await page.evaluate(`document.querySelector('.mail-list').scrollTop += 700`);
      await page.waitForTimeout(400);
      return taken;
    },
    subjectSearch: (page, round) => search(page, `objet:"${words[round % words.length]}" avant:${2027 + round}`),
    textSearch: (page, round) => search(page, `"${words[round % words.length]}" avant:${2127 + round}`),
    async compose(page) {
      const button = page.locator('.compose-button');
      if ((await button.count()) === 0) return null;
      const taken = await timed(page, () => press(button), 'writing');
      await page.waitForTimeout(200);
      await this.home(page);
      return taken;
    },
  };
}

/** As a hand does it: the pointer comes, rests for a moment, presses. */
export async function press(target: Locator): Promise<void> {
  await target.hover();
  await target.page().waitForTimeout(rest);
  await target.page().mouse.down();
  await target.page().mouse.up();
}

export async function typeAndEnter(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Enter');
}

/** Kilobytes of script that came over the wire while the work was done. */
export async function scriptOf(page: Page, work: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let bytes = 0;
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.mimeType.includes('javascript')) scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await work();
  await page.waitForTimeout(500);
  await page.context().close();
  return bytes / 1000;
}
