/** What is wrong with one screen for anybody who may meet it: both languages, both themes, narrow, large type, keyboard. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { findBarriers } from './portal.ts';

const themes = ['light', 'dark'] as const;
type Language = 'fr' | 'en';
type Theme = (typeof themes)[number];

/** How a page is turned: the portal by its own buttons, pages without script by the browser. */
export type Turn = {
  readonly languages: readonly Language[];
  language(page: Page, language: Language): Promise<void>;
  theme(page: Page, theme: Theme): Promise<void>;
};

/** By the buttons of the portal's head: what is typed and what was told stays. */
export const byButtons: Turn = {
  languages: ['en', 'fr'],
  async language(page, language) {
    if ((await page.locator('html').getAttribute('lang')) === language) return;
    await page.locator('.page-head button:has(span[lang])').click();
    await page.locator(`html[lang=${language}]`).waitFor();
  },
  async theme(page, theme) {
    // Nothing is said until somebody chose: the machine's, which is light here.
    const isOn = `(document.documentElement.style.colorScheme || 'light') === '${theme}'`;
    if (!(await page.evaluate(isOn))) await page.locator('.page-head .row > button').first().click();
    assert.ok(await page.evaluate(isOn), `${theme} is on`);
  },
};

/** By what the browser asks for; its language is that of the visit. */
export const byBrowser = (language: Language): Turn => ({
  languages: [language],
  language: async () => {},
  theme: (page, theme) => page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' }),
});

const strangers = { fr: /\b(your|you|password)\b/i, en: /\b(votre|vous|mot de passe)\b/i };
const wide = { width: 1180, height: 860 };

/** In words, each with the language and theme it was found in; empty where nothing is wrong. The page is left in French, light. */
export async function findFaults(page: Page, turn: Turn = byButtons): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const faults = await findBlindFocus(page);
  for (const language of turn.languages) {
    const note = (where: string, found: readonly string[]) =>
      faults.push(...found.map(fault => `${language} ${where}: ${fault}`));
    await turn.language(page, language);
    for (const theme of themes) {
      await turn.theme(page, theme);
      note(theme, await findBarriers(page));
    }
    note('words', await findStrangers(page, language));
    note('headings', await findSkippedHeadings(page));
    await page.setViewportSize({ width: 320, height: 640 });
    note('320 px', await findOverflow(page));
    await page.setViewportSize({ width: 590, height: 860 });
    await page.evaluate('document.documentElement.style.fontSize = "200%"');
    note('200 %', await findOverflow(page));
    await page.evaluate('document.documentElement.style.fontSize = ""');
    await page.setViewportSize(wide);
  }
  await turn.theme(page, 'light');
  return faults;
}

async function findOverflow(page: Page): Promise<string[]> {
  const excess = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  return excess === 0 ? [] : [`${excess} px too wide`];
}

/** Words of the other language, outside passages marked as such. */
async function findStrangers(page: Page, language: Language): Promise<string[]> {
  const text = await page.evaluate<string>(`(() => {
    const copy = document.body.cloneNode(true);
    for (const each of copy.querySelectorAll('[lang], script, style')) each.remove();
    return document.title + ' ' + copy.textContent;
  })()`);
  const found = strangers[language].exec(text);
  return found === null ? [] : [text.slice(Math.max(0, found.index - 40), found.index + 40)];
}

/** One title of the first level, and no level skipped. */
async function findSkippedHeadings(page: Page): Promise<string[]> {
  const levels = await page.evaluate<number[]>(
    `[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(each => Number(each.tagName[1]))`,
  );
  const skipped = levels.some((level, at) => level > (levels[at - 1] ?? 0) + 1);
  return levels.filter(level => level === 1).length === 1 && !skipped ? [] : [levels.join(' ')];
}

/** Walks the page by Tab and names whatever takes the focus without showing it, or out of sight. */
async function findBlindFocus(page: Page): Promise<string[]> {
  await page.evaluate('document.activeElement?.blur()');
  const faults: string[] = [];
  const seen = new Set<string>();
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press('Tab');
    const [name, shown] = await page.evaluate<[string, boolean]>(focusShown);
    // Where the walk begins is where the focus was last: it goes round, by way of the browser's own buttons.
    if (name === '') continue;
    if (seen.has(name)) break;
    seen.add(name);
    if (!shown) faults.push(`focus not shown: ${name}`);
  }
  if (seen.size === 0) faults.push('nothing takes the focus');
  return faults;
}

/** The element in focus by its path, and whether it or the label that stands for it has an outline inside the window. */
const focusShown = `(() => {
  const inside = document.activeElement;
  if (inside === null || inside === document.body) return ['', false];
  const path = [];
  for (let each = inside; each !== document.body; each = each.parentElement)
    path.unshift(each.tagName + [...each.parentElement.children].indexOf(each));
  const outlined = each => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  };
  const bearer = inside.closest('label') ?? inside;
  const { top, bottom, width } = bearer.getBoundingClientRect();
  const inSight = width > 0 && bottom > 0 && top < innerHeight;
  const named = (inside.getAttribute('aria-label') ?? inside.textContent).trim().slice(0, 30);
  return [path.join('/') + ' ' + named, inSight && [bearer, ...bearer.querySelectorAll('*')].some(outlined)];
})()`;
