import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { simpleParser } from 'mailparser';
import type { JWK } from 'oidc-provider';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildFront, frontDirectory } from '../../dev/demo/build-front.ts';
import {
  type HouseRules,
  handClock,
  importRows,
  type PeopleHouse,
  peopleHouse,
  peopleStore,
} from '../../dev/testing/people.ts';
import type { AccountId } from '../../server/model/account.ts';
import type { BlobHash } from '../../server/model/email.ts';
import type { Provider } from '../../server/protocols/web/provider/client.ts';
import { startWeb } from '../../server/protocols/web/server.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import type { House } from '../../server/services/house.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const executablePath = '/usr/bin/chromium';

/** Why the scenarios cannot run here, or false. */
export const skip = existsSync(executablePath) ? false : `${executablePath} is not installed`;

export type Portal = {
  readonly house: PeopleHouse;
  readonly clock: ReturnType<typeof handClock>;
  readonly url: string;
  /** PEM texts of the certificate for `localhost`, which the browser believes. */
  readonly certificate: { readonly certificate: string; readonly key: string };
  /** Tells applications of ended sessions now, instead of within a quarter of a minute. */
  tellEnded(): Promise<void>;
  /** What other applications were told: address and form, in order. */
  readonly told: { uri: string; form: string }[];
  /** A fresh visitor: cookies, storage and cache of their own. What the page complains of fails the visit's check. */
  visit(as?: { language?: 'fr' | 'en'; theme?: 'light' | 'dark'; width?: number }): Promise<Visit>;
  close(): Promise<void>;
};

export type Visit = { readonly page: Page; readonly complaints: string[]; close(): Promise<void> };

/** Marie Martin, who has a NUMEN, and Yanis Ouali, who has none and leaves soon. */
export const marie = { account: 1 as AccountId, address: 'marie.martin@ac-amiens.test', numen: '80E0412345ABC' };
export const yanis = { account: 2 as AccountId, address: 'yanis.ouali@ac-amiens.test', birthDate: '18/03/1998' };

/** @param rules what this house imposes. @param provider another provider of identity, by its name alone: nobody answers there */
export async function openPortal(rules: HouseRules = {}, provider?: string): Promise<Portal> {
  await buildFront(() => {});
  const front = frontDirectory;
  const clock = handClock('2026-09-10T08:00:00Z');
  const kept = await peopleStore(clock);
  const house = peopleHouse(kept, clock, [], { renewal: { forcedFor: ['titulaire'] }, ...rules });
  await importRows(house, [
    { key: '1', family: 'Martin', given: 'Marie', numen: marie.numen, function: 'Professeure de mathématiques' },
    {
      key: '2',
      title: 'M.',
      family: 'Ouali',
      given: 'Yanis',
      population: 'contractuel',
      function: 'Assistant d’éducation',
      born: yanis.birthDate,
      to: '20/09/2026',
    },
  ]);
  const certificate = await throwawayCertificate('localhost', new Date());
  const secure = serverSecureContext(certificate);
  const told: Portal['told'] = [];
  const keys = [
    { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: 'one' },
  ];
  const web = await startWeb(house as House, {
    host: '127.0.0.1',
    port: 0,
    secureContext: () => secure,
    limits: { total: 200, perNetwork: 200 },
    front,
    portalName: 'Arena',
    ...(provider === undefined ? {} : { provider: silentProvider(provider) }),
    oidc: {
      readKeys: async () => keys as JWK[],
      siret: '11004301500012',
      postForm: async (uri, form) => {
        told.push({ uri, form });
        return 200;
      },
    },
  });
  const url = `https://localhost:${web.port}`;
  // As trusted as an installed authority would make it: passkeys are refused on a page with a certificate error.
  const trusted = `--ignore-certificate-errors-spki-list=${keyHash(certificate.certificate)}`;
  const args = ['--no-sandbox', '--disable-gpu', '--headless', trusted];
  const browser = await chromium.launch({ executablePath, args });
  return {
    house,
    clock,
    url,
    certificate,
    told,
    tellEnded: () => web.tellEnded(),
    visit: as => visit(browser, url, as),
    async close() {
      await browser.close();
      await web.close();
      await kept.close();
    },
  };
}

function silentProvider(name: string): Provider {
  const ask = () => Promise.reject(new Error('nobody answers'));
  const of = { clientId: 'house', secret: '', levels: [], strongLevels: [], userInfoAlgorithm: null };
  return { name, issuer: 'https://provider.test', ...of, ask };
}

/** The last code that was sent to an address outside. */
export async function codeMailedTo({ house }: Portal, address: string): Promise<string> {
  const [row] = await house.store.database.query<{ blob: BlobHash }>({
    text: `select m.blob from queue_message m join queue_recipient r using (queue_id)
           where r.address = $1 order by queue_id desc limit 1`,
    values: [address],
  });
  const { subject } = await simpleParser(await house.store.blobs.read(row!.blob));
  return /\d{6}/.exec(subject ?? '')![0];
}

async function visit(browser: Browser, url: string, as: Parameters<Portal['visit']>[0] = {}): Promise<Visit> {
  const context: BrowserContext = await browser.newContext({
    baseURL: url,
    locale: as.language === 'en' ? 'en-GB' : 'fr-FR',
    colorScheme: as.theme ?? 'light',
    viewport: { width: as.width ?? 1180, height: 860 },
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(error.message));
  page.on('console', message => {
    // A refused request is told by the browser as well: that is no fault of the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('request', request => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(`asked ${request.url()}`);
  });
  return { page, complaints, close: () => context.close() };
}

/** What axe finds on the page as it is, in words; empty where nothing is wrong. */
export async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // No frame anywhere: the whole page is judged where it is, without a second page to gather what frames say.
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`);
}

/** Keeps a picture for `docs/pictures/` where PICTURES is set: they are looked at, not compared. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return;
  await mkdir(join(root, 'docs', 'pictures'), { recursive: true });
  await page.screenshot({ path: join(root, 'docs', 'pictures', `${name}.png`), fullPage: true });
}

/** The bytes of a secret as the portal writes it, in base 32. */
export function readSecret(text: string): Buffer {
  const bits = [...text]
    .map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from(bits.match(/.{8}/g)!.map(byte => Number.parseInt(byte, 2)));
}

/** SHA-256 of the public key, in base 64. */
function keyHash(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}
