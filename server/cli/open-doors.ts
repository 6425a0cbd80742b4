/** Opens the ports of a house. A port of 0 stays closed; one that is busy closes those opened before it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecureContext } from 'node:tls';

import { declarations, type SettingName, type Settings } from '../config/settings.ts';

import { createPostForm } from '../peers/post.ts';
import { carddavRoutes } from '../protocols/carddav/routes.ts';
import { startImap } from '../protocols/imap/server.ts';
import { readSubmittedUrl } from '../protocols/imap/url.ts';
import { jmapRoutes } from '../protocols/jmap/routes.ts';
import { startLmtp } from '../protocols/lmtp/server.ts';
import { startManageSieve } from '../protocols/managesieve/server.ts';
import { startArrival, startSubmission } from '../protocols/smtp/server.ts';
import { startWeb, type WebOptions } from '../protocols/web/server.ts';
import { serverSecureContext } from '../protocols/wire/secure-context.ts';
import { systemTimers } from '../protocols/wire/timers.ts';
import type { Actor } from '../services/actor.ts';
import type { House } from '../services/house.ts';
import { AdministratorError } from './administrator-error.ts';
import { letterHouse } from './letter-house.ts';
import { addressRule, lifeRules } from './life-rules.ts';
import { openRemoteOf } from './open-remote.ts';
import { httpsOf, type Outside, usualOutside } from './outside.ts';
import { packagesDirectory } from './packages-directory.ts';
import { portalAddress } from './portal-address.ts';
import { readSecret } from './secrets.ts';
import { readTokenKeys } from './token-keys.ts';

type Door = { readonly port: number; close(grace?: number): Promise<void> };
type PortSetting = Extract<SettingName, `${string}-port`>;
export type Ports = Readonly<Record<PortSetting, number>>;

/** Milliseconds that open sessions have to finish what they are doing. */
const grace = 3000;

const mostConnections = 20_000;

type Among = {
  readonly outside?: Outside;
  /** The processes that serve the same ports: each takes its part of the limits. */
  readonly shared?: { readonly processes: number; readonly ticketKeys?: Buffer };
};
const alone = { processes: 1 };

/** @throws ListenError with a sentence for the administrator; AdministratorError for certificates */
export async function openDoors(
  house: House,
  settings: Settings,
  front: string,
  { outside = usualOutside(settings), shared: among = alone }: Among = {},
): Promise<{ ports: Ports; close(): Promise<void> }> {
  const secure = await readSecureContext(settings, among.ticketKeys);
  const host = settings['listen-address'];
  const shareOf = (limit: number) => Math.ceil(limit / among.processes);
  const shared = {
    host,
    secureContext: () => secure,
    timers: systemTimers,
    limits: { total: shareOf(mostConnections), perNetwork: shareOf(settings['connections-per-network']) },
  };
  const readUrl = (actor: Actor, url: string) => readSubmittedUrl(house, actor, url);
  const neighbours = {
    jmapUrl: `${portalAddress(settings)}/.well-known/jmap`,
    ...sieveUrlOf(settings),
  };
  const openings: Record<PortSetting, (port: number) => Promise<Door>> = {
    'imaps-port': port => startImap(house, { ...shared, port, tls: 'implicit', ...neighbours }),
    'imap-port': port => startImap(house, { ...shared, port, tls: 'none', ...neighbours }),
    'submissions-port': port => startSubmission(house, { ...shared, port, tls: 'implicit', readUrl }),
    'submission-port': port => startSubmission(house, { ...shared, port, tls: 'either', readUrl }),
    'smtp-port': port => startArrival(house, { ...shared, port, tls: 'none' }),
    'lmtp-port': port => startLmtp(house, { ...shared, port, tls: 'none', host: settings['lmtp-address'] }),
    'sieve-port': port => startManageSieve(house, { ...shared, port, tls: 'none' }),
    'https-port': async port =>
      startWeb(house, {
        ...shared,
        port,
        front,
        portalName: settings['portal-name'],
        channels: ownChannels(settings),
        publicHost: new URL(portalAddress(settings)).host,
        mailPorts: mailPorts(settings),
        people: { address: addressRule(settings), life: lifeRules(settings) },
        departure: {
          packages: packagesDirectory(settings),
          rules: lifeRules(settings),
          openRemote: openRemoteOf(outside),
        },
        letters: { about: letterHouse(settings), validDays: settings['provisional-days'] },
        oidc: {
          readKeys: () => readTokenKeys(settings['data-directory'], house.clock),
          siret: settings.siret,
          postForm: createPostForm(httpsOf(outside)),
        },
        ...(await providerOf(settings, outside)),
        routes: [
          (app, bySession) => jmapRoutes(app, house, { authenticate: bySession }),
          app => carddavRoutes(app, house),
        ],
      }),
  };
  const open: [PortSetting, Door][] = [];
  let refreshing: Refreshing | undefined;
  const close = async () => {
    await refreshing?.close();
    await Promise.all(open.splice(0).map(([, door]) => door.close(grace)));
  };
  try {
    refreshing = await keepWatchFresh(house);
    for (const [name, start] of Object.entries(openings) as [PortSetting, (port: number) => Promise<Door>][]) {
      if (settings[name] > 0) open.push([name, await start(settings[name])]);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const ports = Object.fromEntries(Object.keys(openings).map(name => [name, 0])) as Record<PortSetting, number>;
  for (const [name, door] of open) ports[name] = door.port;
  return { ports, close };
}

/** Another provider of identity, where the settings name one whole. */
async function providerOf(settings: Settings, outside: Outside): Promise<Pick<WebOptions, 'provider'>> {
  const { 'provider-issuer': issuer, 'provider-client-id': clientId, 'provider-secret': secretFile } = settings;
  if (issuer === null) return {};
  if (clientId === null || secretFile === null) {
    throw new AdministratorError(
      'Le réglage « provider-issuer » demande aussi « provider-client-id » et « provider-secret ».',
      'The setting "provider-issuer" needs "provider-client-id" and "provider-secret" too.',
    );
  }
  return {
    provider: {
      name: settings['provider-name'],
      issuer,
      clientId,
      secret: await readSecret(secretFile),
      levels: settings['provider-levels'],
      strongLevels: settings['provider-strong-levels'],
      userInfoAlgorithm: settings['provider-userinfo-algorithm'],
      ask: httpsOf(outside, true),
    },
  };
}

/** The operator's own channels of help; none where the setting was left as it is: the portal then has its own words. */
function ownChannels(settings: Settings): string[] {
  if (settings['help-channels'] === declarations['help-channels'].default) return [];
  return settings['help-channels'].split('|').map(line => line.trim());
}

type Refreshing = { close(): Promise<void> };

/** Milliseconds between two looks at the directory and at what analysts have blocked. */
const watchEvery = 3 * 60_000;

/** The judge of phishing knows the house before the first door opens, and hears what has changed. */
async function keepWatchFresh({ phishing, log }: House): Promise<Refreshing> {
  await phishing?.watch.refresh();
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = (phishing?.watch.refresh() ?? Promise.resolve()).catch((error: Error) =>
      log.error('phishing-watch', { error }),
    );
  }, watchEvery).unref();
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}

/** What mail programs are told: the ports as they are, the standard ones where a service is left to another machine. */
function mailPorts(settings: Settings): { imaps: number; submissions: number; submission: number } {
  return {
    imaps: settings['imaps-port'] || 993,
    submissions: settings['submissions-port'] || 465,
    submission: settings['submission-port'] || 587,
  };
}

async function readSecureContext(settings: Settings, ticketKeys: Buffer | undefined): Promise<SecureContext> {
  const made = (name: string) => join(settings['data-directory'], 'tls', name);
  const paths = {
    certificate: settings['tls-certificate'] ?? made('server.pem'),
    key: settings['tls-key'] ?? made('server.key'),
  };
  try {
    const [certificate, key] = await Promise.all([readFile(paths.certificate, 'utf8'), readFile(paths.key, 'utf8')]);
    return serverSecureContext({ certificate, key, ...(ticketKeys && { ticketKeys }) });
  } catch (error) {
    throw new AdministratorError(
      `Le certificat ${paths.certificate} ou sa clé ${paths.key} ne convient pas : ${(error as Error).message}`,
      `The certificate ${paths.certificate} or its key ${paths.key} will not do: ${(error as Error).message}`,
      error,
    );
  }
}

/** Where scripts are kept, as IMAP tells it; nowhere where that door is shut. rfc/5804#3 */
function sieveUrlOf(settings: Settings): { readonly sieveUrl?: string } {
  const port = settings['sieve-port'];
  if (port === 0) return {};
  return { sieveUrl: `sieve://${settings['host-name']}${port === 4190 ? '' : `:${port}`}` };
}
