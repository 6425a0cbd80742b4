/**
 * What people wait for in the webmail, in a real browser, from the press to the painted answer, with Roundcube over Dovecot
 * beside it in the same run: `node bench/web/run.ts [messages] [rounds]`, on one account of 100,000 messages of the
 * invented académie. Prints a table with ratios, and asserts nothing. Chromium is Debian's, on loopback, without a
 * graphics card. As root on Debian it installs what Roundcube needs; elsewhere ours is measured alone.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { installDebianPackages } from '../../dev/install-packages.ts';
import { openWebmail } from '../../scenarios/webmail/webmail.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { fill, multiply } from './fill.ts';
import type { Gestures } from './gestures.ts';
import { ours } from './ours.ts';
import { roundcube, roundcubePackages, startRoundcube } from './roundcube.ts';

const messages = Number(process.argv[2] ?? 100_000);
const rounds = Number(process.argv[3] ?? 20);
/** Written and taken in one by one; the others are the same over, older by the hour. */
const real = Math.min(messages, 5000);
const times = Math.max(1, Math.round(messages / real));

type Row = {
  readonly what: string;
  readonly target: number;
  readonly run: (by: Gestures, page: Page, round: number) => Promise<number | null>;
};

const rows: readonly Row[] = [
  { what: 'open a folder', target: 80, run: (by, page, round) => by.openFolder(page, round) },
  { what: 'next page, never seen', target: 60, run: (by, page, round) => by.nextPage(page, round) },
  { what: 'open a message', target: 60, run: (by, page, round) => by.openMessage(page, round) },
  { what: 'subject search', target: 80, run: (by, page, round) => by.subjectSearch(page, round) },
  { what: 'text search', target: 150, run: (by, page, round) => by.textSearch(page, round) },
  { what: 'compose', target: 100, run: (by, page, round) => by.compose(page, round) },
];

async function measure(contenders: readonly Gestures[]): Promise<void> {
  console.log(
    `| gesture, milliseconds | target | ${contenders.map(({ name }) => `${name}, median | 95th | `).join('')}ratio of the 95th |`,
  );
  console.log(`| --- | --- | ${contenders.map(() => '--- | --- | ').join('')}--- |`);
  const before: number[] = [];
  const signIns = new Map<Gestures, number[]>();
  for (const by of contenders) signIns.set(by, []);
  for (let round = 0; round < rounds; round += 1) {
    for (const by of contenders) {
      const page = await by.visit();
      signIns.get(by)!.push(await by.signIn(page));
      if (by === contenders[0])
        before.push((await page.evaluate('performance.timeOrigin - sessionStorage.began')) as number);
      await page.context().close();
    }
  }
  print(
    'sign-in to list',
    200,
    contenders.map(by => signIns.get(by)!),
  );
  print('of it, until its page is asked for', null, [before]);

  const pages = await Promise.all(
    contenders.map(async by => {
      const page = await by.visit();
      await by.signIn(page);
      await page.waitForTimeout(1000);
      return page;
    }),
  );
  for (const { what, target, run } of rows) {
    const taken: number[][] = contenders.map(() => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [at, by] of contenders.entries()) {
        const one = await run(by, pages[at]!, round);
        if (one !== null) taken[at]!.push(one);
      }
    }
    print(what, target, taken);
    if (what !== 'next page, never seen' && what !== 'open a message') {
      for (const [at, by] of contenders.entries()) {
        await by.home(pages[at]!);
        await pages[at]!.waitForTimeout(500);
      }
    }
  }
  for (const page of pages) await page.context().close();
  const scripts: string[] = [];
  for (const by of contenders) scripts.push((await by.script()).toFixed(0));
  console.log(`| script of the list, compressed, KB | 170 | ${scripts.map(size => `${size} | | `).join('')}|`);
}

function print(what: string, target: number | null, taken: readonly (readonly number[])[]): void {
  const [own, other] = taken.map(list => share(list, 0.95));
  const ratio = own === undefined || other === undefined ? '' : (own / other).toFixed(2);
  const cells = taken.map(list =>
    list.length === 0 ? 'none | ' : `${share(list, 0.5)!.toFixed(0)} | ${share(list, 0.95)!.toFixed(0)}`,
  );
  console.log(`| ${what} | ${target ?? ''} | ${cells.join(' | ')} | ${ratio} |`);
}

function share(list: readonly number[], part: number): number | undefined {
  const sorted = list.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

installDebianPackages(roundcubePackages);
const webmail = await openWebmail();
const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-roundcube-'));
try {
  const marie = await webmail.account('marie.martin', { allowedBytes: 1e11 });
  await fill(webmail.house, marie, real);
  await multiply(webmail.house, marie, times - 1);
  const certificate = await throwawayCertificate('localhost', new Date());
  const beside = await startRoundcube({ directory, address: marie.address, messages: real, times, certificate });
  try {
    console.log(
      `${real * times} messages (${real} different ones), ${rounds} rounds; Node ${process.version}, Chromium ${webmail.browser.version()}; ` +
        `${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()
          .map(each => each.toFixed(1))
          .join(' ')}\n`,
    );
    await measure([
      ours(webmail.browser, webmail.url, marie.address),
      ...(beside === null ? [] : [roundcube(webmail.browser, beside.url, marie.address)]),
    ]);
    console.log(
      `\nLoad at the end: ${loadavg()
        .map(each => each.toFixed(1))
        .join(' ')}`,
    );
  } finally {
    await beside?.stop();
  }
} finally {
  await rm(directory, { recursive: true, force: true });
  await webmail.close();
}
