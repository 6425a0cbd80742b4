/** The invented académie behind its portal, with people at their desks in Debian's Chromium. */
import { createHash, X509Certificate } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { cast } from '../../dev/academie/cast.ts';
import { hrFile } from '../../dev/academie/hr-file.ts';
import { randomFrom } from '../../dev/academie/random.ts';
import { demoSchools, schools } from '../../dev/academie/schools.ts';
import { buildFront, frontDirectory } from '../../dev/demo/build-front.ts';
import { type MailHouse, mailHouse } from '../../dev/testing/mail-house.ts';
import { readHrCsv } from '../../server/formats/hr/csv.ts';
import { usualRule } from '../../server/formats/person-name/address-rule.ts';
import type { AccountId, Address } from '../../server/model/account.ts';
import { startWeb } from '../../server/protocols/web/server.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import type { House } from '../../server/services/house.ts';
import { live } from '../../server/services/lifecycle/live.ts';
import { usualLife } from '../../server/services/lifecycle/rules.ts';
import { grantRole } from '../../server/services/people/grant-role.ts';
import { importFeed } from '../../server/services/people/import-feed.ts';
import { importSchools } from '../../server/services/people/import-schools.ts';
import { settlePosts } from '../../server/services/people/posts.ts';
import { openSession } from '../../server/services/signing-in/sessions.ts';

export { picture, skip } from '../portal/portal.ts';

export const collège = demoSchools.collègeAmiens.uai;

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

export type DeskHouse = Omit<MailHouse, 'account'> & {
  readonly url: string;
  /** The account of somebody of the cast, by the local part of the address. */
  account(local: string): Promise<{ accountId: AccountId; address: Address }>;
  /** A fresh visitor, signed in as somebody of the cast; nobody without a name. */
  visit(local: string | null, as?: As): Promise<Visit>;
};

const today = '2026-11-24';
const domain = 'ac-amiens.test';

/** @param more parts of the house that this story needs */
export async function openDeskHouse(more: (house: House) => Partial<House> = () => ({})): Promise<DeskHouse> {
  await buildFront(() => {});
  const bare = await mailHouse();
  const opened = { ...bare, house: { ...bare.house, ...more(bare.house) } };
  const { house } = opened;
  await fill(opened);
  const certificate = await throwawayCertificate('localhost', new Date());
  const secure = serverSecureContext(certificate);
  const web = await startWeb(house, {
    host: '127.0.0.1',
    port: 0,
    secureContext: () => secure,
    limits: { total: 300, perNetwork: 300 },
    front: frontDirectory,
    portalName: 'Arena',
    people: { address: usualRule, life: usualLife },
    letters: {
      about: {
        name: 'Académie d’Amiens',
        portalName: 'Arena',
        activationUrl: 'https://portail.ac-amiens.test/activation',
        channels: ['Secrétariat de votre établissement'],
      },
      validDays: 60,
    },
  });
  const url = `https://localhost:${web.port}`;
  const trusted = `--ignore-certificate-errors-spki-list=${keyHash(certificate.certificate)}`;
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--headless', trusted],
  });
  const account: DeskHouse['account'] = async local => {
    const [row] = await house.store.database.query<{ accountId: AccountId; address: Address }>({
      text: 'select account_id as "accountId", address from address where address = $1',
      values: [`${local}@${domain}`],
    });
    if (row === undefined) throw new Error(`nobody is ${local}`);
    return row;
  };
  async function sessionOf(local: string): Promise<string> {
    const actor = { ...(await account(local)), roles: [] };
    return await openSession(house, actor, { remote: '127.0.0.1', client: 'Firefox/140 Linux', strong: true });
  }
  return {
    ...opened,
    url,
    account,
    visit: async (local, as) => await visit(browser, url, local === null ? null : await sessionOf(local), as),
    async close() {
      await browser.close();
      await web.close(0);
      await opened.close();
    },
  };
}

/** The cast by the door its data takes, each in the state of its part, without mail and without the cost of passwords. */
async function fill({ house, clock }: MailHouse): Promise<void> {
  const { database } = house.store;
  await importSchools(house, 'console', schools(randomFrom('desk'), 12));
  const members = cast(today);
  const feed = readHrCsv(Buffer.from(hrFile(members.map(member => member.person))));
  await importFeed(house, 'console', feed, { scope: 'partial', addressRule: usualRule, mode: 'confirm' });
  const keys = (state: string) => members.filter(each => each.state === state).map(each => each.person.hrKey);
  await database.run({
    text: `update account a set state = 'active', activated_at = $2, password_hash = 'none', password_set_at = $2
           from person p where p.person_id = a.person_id and p.hr_key = any($1::text[])`,
    values: [
      [...keys('active'), ...keys('leaving'), ...keys('closed'), ...keys('suspended')],
      new Date('2026-02-03T09:00:00Z'),
    ],
  });
  await live(house, usualLife, usualRule);
  await settlePosts(house);
  await database.run({
    text: `update account a set state = 'suspended', state_reason = 'enquête en cours' from person p
           where p.person_id = a.person_id and p.hr_key = any($1::text[])`,
    values: [keys('suspended')],
  });
  const ids = await database.query<{ key: string; id: AccountId }>({
    text: 'select p.hr_key as key, a.account_id as id from person p join account a using (person_id)',
  });
  const known = new Map(ids.map(({ key, id }) => [key, id]));
  for (const { person, role, scope } of members) {
    const id = known.get(person.hrKey);
    if (role !== null && id !== undefined) await grantRole(house, 'console', id, { role, uai: scope ?? '' });
  }
  clock.advance(60_000);
}

async function visit(browser: Browser, url: string, token: string | null, as: As = {}): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    locale: as.language === 'en' ? 'en-GB' : 'fr-FR',
    timezoneId: 'Europe/Paris',
    colorScheme: as.theme ?? 'light',
    viewport: { width: as.width ?? 1440, height: as.height ?? 900 },
    acceptDownloads: true,
    ...(as.contrast === undefined ? {} : { contrast: as.contrast }),
  });
  context.setDefaultTimeout(10_000);
  if (token !== null)
    await context.addCookies([
      {
        ...{ name: '__Host-portal', value: token, domain: 'localhost', path: '/' },
        ...{ secure: true, httpOnly: true, sameSite: 'Lax' },
      },
    ]);
  const page = await context.newPage();
  await page.clock.setFixedTime(`${today}T09:00:00Z`);
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(String(error.stack ?? error.message)));
  page.on('console', message => {
    // A refused request is told by the browser as well: that is no fault of the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  context.on('request', request => {
    if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(url))
      complaints.push(`asked ${request.url()}`);
  });
  return { page, complaints, close: () => context.close() };
}

/** What axe finds on the page as it is, in words; empty where nothing is wrong. */
export async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`);
}

function keyHash(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}
