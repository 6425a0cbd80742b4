/**
 * From a gesture to the painted answer, in a real browser: the page itself notes when the gesture reached it, looks at each
 * frame whether what was asked for is there, and notes when that frame has been painted. What is waited for survives a
 * navigation, so that pages that load anew are measured alike.
 */
import type { Page } from 'playwright-core';

/** Tests by name, as source: each is told what it is about, and answers whether it is shown. */
export type Tests = Readonly<Record<string, string>>;

/** Has every page of a context watch. */
export function watcher(tests: Tests): string {
  const all = Object.entries(tests).map(([name, source]) => `${JSON.stringify(name)}: ${source}`);
  return `(() => {
    if (window.top !== window) return;
    const tests = { ${all.join(',\n')} };
    const origin = performance.timeOrigin;
    const begin = event => {
      if (sessionStorage.wanted === undefined || sessionStorage.began !== undefined) return;
      if (event.type === 'keydown' && event.key !== 'Enter') return;
      sessionStorage.began = origin + event.timeStamp;
    };
    for (const type of ['pointerdown', 'keydown']) addEventListener(type, begin, true);
    const look = () => {
      requestAnimationFrame(look);
      const { wanted, began } = sessionStorage;
      if (wanted === undefined || began === undefined) return;
      const [name, about] = JSON.parse(wanted);
      let shown = false;
      // A page that is half drawn has not yet what the test looks into: it is looked at again at the next frame.
      try { shown = tests[name](about); } catch { return; }
      if (!shown) return;
      delete sessionStorage.wanted;
      // A task after this frame's callbacks runs when the frame has been painted.
      setTimeout(() => { sessionStorage.painted = origin + performance.now(); }, 0);
    };
    requestAnimationFrame(look);
  })()`;
}

/** Milliseconds from the press of `act` until the test is true and painted. */
export async function timed(
  page: Page,
  act: () => Promise<unknown>,
  test: string,
  about: unknown = null,
): Promise<number> {
  const wanted = JSON.stringify([test, about]);
  await page.evaluate(
    `delete sessionStorage.began; delete sessionStorage.painted; sessionStorage.wanted = ${JSON.stringify(wanted)}`,
  );
  await act();
  const last = Date.now() + patience;
  for (;;) {
    const taken = await page.evaluate('sessionStorage.painted - sessionStorage.began').catch(whileItLoads);
    if (typeof taken === 'number' && taken >= 0) return taken;
    if (Date.now() > last) throw new Error(`${test} ${about}: nothing after ${patience} ms at ${page.url()}`);
    await page.waitForTimeout(20);
  }
}

const patience = 30_000;

/** A page that gives way to another cannot be asked: the next one will be. */
function whileItLoads(error: Error): null {
  if (/context was destroyed|navigat/i.test(error.message)) return null;
  throw error;
}

/** For a gesture the page makes itself, such as a scroll to a place. */
export const beginNow = 'sessionStorage.began = performance.timeOrigin + performance.now();';
