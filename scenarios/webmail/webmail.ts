/** A house with its pages and its JMAP door, a mailbox to look at, and visitors in Debian's Chromium. */
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type Cookie, chromium, type Page } from 'playwright-core';
import { correspondent } from '../../dev/academie/addresses.ts';
import { cast } from '../../dev/academie/cast.ts';
import { mailbox } from '../../dev/academie/mail.ts';
import { randomFrom } from '../../dev/academie/random.ts';
import { schools } from '../../dev/academie/schools.ts';
import { buildFront, frontDirectory } from '../../dev/demo/build-front.ts';
import { type MailHouse, mailHouse } from '../../dev/testing/mail-house.ts';
import type { AccountId } from '../../server/model/account.ts';
import { parisZone } from '../../server/model/clock.ts';
import { flagBits } from '../../server/model/email.ts';
import { firstMailboxes, type MailboxId } from '../../server/model/mailbox.ts';
import { jmapRoutes } from '../../server/protocols/jmap/routes.ts';
import { startWeb } from '../../server/protocols/web/server.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import type { Actor } from '../../server/services/actor.ts';
import { importEmail } from '../../server/services/emails/import.ts';
import type { House } from '../../server/services/house.ts';
import { usualLife } from '../../server/services/lifecycle/rules.ts';
import { ownAccess } from '../../server/services/mailboxes/access.ts';
import { create } from '../../server/services/mailboxes/create.ts';

export { picture, skip } from '../portal/portal.ts';

export type As = {
  readonly language?: 'fr' | 'en';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly contrast?: 'more';
};

export type Visit = {
  readonly page: Page;
  /** What the page complained of, and whatever it asked of another machine. */
  readonly complaints: string[];
  close(): Promise<void>;
};

export type Webmail = MailHouse & {
  readonly url: string;
  readonly browser: Browser;
  /** Where packages of who leaves lie. */
  readonly packages: string;
  /** A fresh visitor, signed in. */
  visit(actor: Actor, as?: As): Promise<Visit>;
  /** Puts a message into a folder of the first ones; lines end as they please. */
  put(actor: Actor, text: string | Buffer, more?: Putting): Promise<void>;
};

export type Putting = { readonly role?: string; readonly at?: Date; readonly seen?: boolean };

/** The day of the mailbox that is made up. */
export const today = '2026-11-24';

/** `more`: parts of the house that its tests have not by themselves. */
export async function openWebmail(more: Partial<House> = {}): Promise<Webmail> {
  await buildFront(() => {});
  const opened = await mailHouse();
  const house: House = { ...opened.house, ...more };
  const packages = await mkdtemp(join(tmpdir(), 'vaguemestre-packages-'));
  const certificate = await throwawayCertificate('localhost', new Date());
  const secure = serverSecureContext(certificate);
  const web = await startWeb(house, {
    host: '127.0.0.1',
    port: 0,
    secureContext: () => secure,
    limits: { total: 300, perNetwork: 300 },
    front: frontDirectory,
    portalName: 'Arena',
    departure: { packages, rules: usualLife, openRemote: () => Promise.reject(new Error('no other house')) },
    routes: [(app, bySession) => jmapRoutes(app, house, { authenticate: bySession })],
  });
  const url = `https://localhost:${web.port}`;
  const trusted = `--ignore-certificate-errors-spki-list=${keyHash(certificate.certificate)}`;
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--headless', trusted],
  });
  const known: KnownBrowsers = new Map();
  return {
    ...opened,
    house,
    url,
    browser,
    packages,
    visit: (actor, as) => visit(browser, url, known, actor, as),
    put: (actor, text, more) => put(opened, actor, text, more),
    async close() {
      await browser.close();
      await web.close(0);
      await opened.close();
      await rm(packages, { recursive: true });
    },
  };
}

/** The cookie by which each person's browser is known again: nobody is told of a sign-in from a new place at each visit. */
type KnownBrowsers = Map<AccountId, Cookie>;

async function visit(browser: Browser, url: string, known: KnownBrowsers, actor: Actor, as: As = {}): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    locale: as.language === 'en' ? 'en-GB' : 'fr-FR',
    timezoneId: 'Europe/Paris',
    colorScheme: as.theme ?? 'light',
    viewport: { width: as.width ?? 1440, height: as.height ?? 900 },
    hasTouch: (as.width ?? 1440) < 600,
    ...(as.contrast === undefined ? {} : { contrast: as.contrast }),
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(String(error.stack ?? error.message)));
  page.on('console', message => {
    // What our own instruments try inside a letter's frame is refused there, which is told as an error.
    const instrument = message.text().startsWith("Blocked script execution in 'about:srcdoc'");
    if (message.type() === 'error' && !instrument && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  context.on('request', request => {
    if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(url))
      complaints.push(`asked ${request.url()}`);
  });
  const cookie = known.get(actor.accountId);
  if (cookie !== undefined) await context.addCookies([cookie]);
  await signIn(page, actor);
  const device = (await context.cookies()).find(({ name }) => name === '__Host-device');
  if (device !== undefined) known.set(actor.accountId, device);
  return { page, complaints, close: () => context.close() };
}

/** What axe finds on the page, in words. The frame of a letter runs no script, so that axe cannot look into it. */
export async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .exclude('.mail-frame')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`);
}

/** As the portal's own page does it. */
async function signIn(page: Page, { address }: Actor): Promise<void> {
  await page.goto('/mark.svg');
  const status = await page.evaluate(async identifier => {
    const body = JSON.stringify({ identifier, password: 'secret' });
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/session', { method: 'POST', headers, body })).status;
  }, address);
  if (status !== 200) throw new Error(`the sign-in answered ${status}`);
}

async function put(
  { house, clock }: MailHouse,
  actor: Actor,
  text: string | Buffer,
  more: Putting = {},
): Promise<void> {
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text.replace(/\r?\n/g, '\r\n'));
  const receivedAt = more.at ?? clock.now();
  await importEmail(house, ownAccess(actor), {
    bytes,
    mailboxIds: [idOfRole(more.role ?? 'inbox')],
    marks: { bits: more.seen ? flagBits.seen : 0, keywords: [] },
    receivedAt,
    receivedZone: parisZone(receivedAt),
  });
}

/** The first mailboxes have their ids in their order. */
function idOfRole(role: string): MailboxId {
  return (firstMailboxes.findIndex(each => each.role === role) + 1) as MailboxId;
}

/** A mailbox of the invented académie: `messages` of a year's life, filed as people file. */
export async function fillMailbox(webmail: Webmail, actor: Actor, messages: number): Promise<void> {
  const { house } = webmail;
  const all = schools(randomFrom('webmail'), 12);
  const people = cast(today)
    .filter(({ state }) => state !== 'expected')
    .map(({ person }, rank) =>
      correspondent(person, (rank === 0 ? actor.address : `personne${rank}@ac-amiens.test`) as never),
    );
  const [owner, ...others] = people;
  const folders = new Map<string, MailboxId>(firstMailboxes.map(({ name }, at) => [name, (at + 1) as MailboxId]));
  for (const item of mailbox(randomFrom('webmail mail'), owner!, others, all, { messages, today })) {
    let id = folders.get(item.folder);
    if (id === undefined) {
      id = (await create(house, actor, item.folder)).ref.mailboxId;
      folders.set(item.folder, id);
    }
    const { receivedAt } = item;
    let bits = 0;
    for (const flag of item.flags) bits |= flagBits[flag.replace('\\', '').toLowerCase() as keyof typeof flagBits] ?? 0;
    await importEmail(house, ownAccess(actor), {
      bytes: item.raw,
      mailboxIds: [id],
      marks: { bits, keywords: [] },
      receivedAt,
      receivedZone: parisZone(receivedAt),
    });
  }
}

function keyHash(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}
