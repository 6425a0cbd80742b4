/** Opens all that services need, from the bottom up, and closes it in reverse. */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../config/settings.ts';
import type { Clock } from '../model/clock.ts';
import type { Log } from '../observe/log.ts';
import { createClamd } from '../peers/clamd.ts';
import { type Connect, createConnect } from '../peers/connect.ts';
import { boundsAmong, createDns, type Dns } from '../peers/dns.ts';
import { createPostPush } from '../peers/post-push.ts';
import { createRspamd } from '../peers/rspamd.ts';
import { createSmsGateway } from '../peers/sms-gateway.ts';
import { contactsAsList } from '../services/contacts/address-list.ts';
import { createDirectory } from '../services/contacts/directory.ts';
import { createDeliveries } from '../services/delivery/deliveries.ts';
import { createGate } from '../services/delivery/gate.ts';
import { createJudge, type SecondOpinion } from '../services/delivery/judge.ts';
import { askClamd, askRspamd } from '../services/delivery/judging/opinions.ts';
import { createFilters } from '../services/filters/run.ts';
import type { House } from '../services/house.ts';
import { createViews } from '../services/mailboxes/views.ts';
import { createSignInToken } from '../services/oidc/sign-in-token.ts';
import { createPhishingGuard } from '../services/phishing/guard.ts';
import { createOwnSecrets } from '../services/phishing/own-password.ts';
import { createPush } from '../services/push/push.ts';
import { createTally } from '../services/queue/reports/tally.ts';
import { keepIndexed } from '../services/search/keep-indexed.ts';
import { createLeaked } from '../services/signing-in/leaked.ts';
import { createPasswords } from '../services/signing-in/passwords.ts';
import { createPresence } from '../services/signing-in/presence.ts';
import { createScram } from '../services/signing-in/scram.ts';
import { createSignIn } from '../services/signing-in/sign-in.ts';
import { openChanges } from '../store/changes.ts';
import { openDatabase } from '../store/database.ts';
import { startEmbedded } from '../store/embedded/start.ts';
import { type LeakedPasswords, openLeakedPasswords } from '../store/leaked-passwords.ts';
import { openMessageBlobs } from '../store/message-blobs.ts';
import { migrate } from '../store/migrate.ts';
import { migrations } from '../store/migrations/index.ts';
import { AdministratorError } from './administrator-error.ts';
import { httpsOf } from './outside.ts';
import { readPushKey } from './push-key.ts';
import { readKeys, readSecret } from './secrets.ts';

/** What is open, in the order it was opened. */
type Closing = (() => Promise<void>)[];

export type OpenHouse = { readonly house: House; close(): Promise<void> };

/** @throws AdministratorError and what the store says of itself, after closing what was opened */
export async function openHouse(
  settings: Settings,
  clock: Clock,
  log: Log,
  {
    share = false,
    processes = 1,
    dns = createDns(settings['dns-servers'], boundsAmong(processes)),
  }: {
    readonly dns?: Dns;
    /** Beside another process of this house: its embedded database is used, where it runs one. */
    readonly share?: boolean;
    /** How many serve on this machine: each takes its part of the cores and of the database's connections. */
    readonly processes?: number;
  } = {},
): Promise<OpenHouse> {
  const closing: Closing = [];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    return { house: await open(settings, { clock, log, dns, share, processes }, closing), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Outer = {
  readonly clock: Clock;
  readonly log: Log;
  readonly dns: Dns;
  readonly share: boolean;
  readonly processes: number;
};

/** Connections for transactions of all processes of a house together. */
const transactions = 32;

async function open(
  settings: Settings,
  { clock, log, dns, share, processes }: Outer,
  closing: Closing,
): Promise<House> {
  const dataDirectory = settings['data-directory'];
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const random = (bytes: number) => randomBytes(bytes);
  const keys = await readKeys(dataDirectory, random);

  const url = settings['database-url'] ?? (await embedded(dataDirectory, log, share, closing));
  const database = openDatabase(url, {
    log,
    applicationName: 'vaguemestre',
    transactionConnections: Math.max(4, Math.min(16, Math.ceil(transactions / processes))),
  });
  closing.push(() => database.close());
  await migrate(database, migrations, log);

  const blobs = await openMessageBlobs({
    database,
    directory: join(dataDirectory, 'blobs'),
    clock,
  });
  closing.push(() => blobs.close());
  const changes = await openChanges(database, {
    process: `${process.pid}-${random(6).toString('hex')}`,
    log: error => log.warn('change-feed', { error: error as Error }),
  });
  closing.push(() => changes.close());

  const store = { database, blobs, changes };
  const deliveries = createDeliveries({ store, clock });
  closing.push(() => deliveries.settle());
  const passwords = createPasswords(Math.ceil(availableParallelism() / processes));
  const tally = createTally({ store, clock, log });
  closing.push(() => tally.close());
  const ownLeaked = await readLeaked(settings['leaked-passwords']);
  closing.push(async () => await ownLeaked?.close());
  const presence = createPresence({ store, log });
  closing.push(async () => presence.close());
  const secrets = createOwnSecrets(random(32));
  const scram = settings.scram ? createScram({ store, clock, log, random, keys }) : undefined;
  const rules = {
    renewal: { forcedFor: settings['renewal-forced'] },
    factorRule: { requiredFor: settings['second-factor-required'], graceDays: settings['second-factor-grace'] },
    guessingAlarm: settings['guessing-alarm'],
    secondProof: settings['recovery-second-proof'],
    ...(settings.postmaster === null ? {} : { postmaster: settings.postmaster }),
    ...(await smsOf(settings, dns)),
  };
  const parts = {
    store,
    clock,
    log,
    random,
    keys,
    ...rules,
    passwords,
    leaked: createLeaked(ownLeaked),
    deliveries,
    presence,
    signInToken: createSignInToken({ store, clock, keys, log, renewal: rules.renewal }),
    views: createViews(store, log),
    signIn: createSignIn(
      { store, clock, log, random, keys, domains: settings.domains, ...rules },
      passwords,
      secrets,
      scram,
    ),
    ...(scram === undefined ? {} : { scram }),
    tally,
    sending: {
      recipientsPerHour: settings['recipients-per-hour'],
      burstRecipients: settings['burst-recipients'],
      signInPlaces: settings['sign-in-places'],
      forwardsOutside: settings['forward-outside'],
      addsSignatures: settings['add-signatures'],
    },
    ...(settings['support-address'] === null ? {} : { support: settings['support-address'] }),
    deletedDays: settings['deleted-days'],
    fullDays: settings['full-days'],
    domains: settings.domains,
    hostName: settings['host-name'],
    limits: {
      messageBytes: settings['message-size'],
      mailboxesPerAccount: settings['mailboxes-per-account'],
      mailboxNameLength: 250,
      mailboxDepth: 20,
      keywordsPerMessage: 100,
      quotaBytes: settings.quota,
    },
  };
  const phishing = createPhishingGuard(
    parts,
    secrets,
    { houseName: inASentence(settings['house-name']) },
    {
      junkFrom: settings['phishing-junk'] === 'never' ? null : settings['phishing-junk'],
      marksSubject: settings['phishing-subject-mark'],
      triesWords: settings['own-password-words'],
    },
  );
  closing.push(() => phishing.close());
  // One process of a machine is enough, and the one that serves nobody the best.
  if (!share) closing.push(keepIndexed(parts));
  const push = createPush(parts, {
    post: createPostPush({ dns, connect: createConnect({ allowed: [], own: [], timeout: pushPatience }) }),
    privateKey: await readPushKey(dataDirectory),
    contact: `mailto:${settings.postmaster ?? `postmaster@${settings.domains[0]}`}`,
    sender: `${process.pid}-${random(6).toString('hex')}`,
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal, ref: false }),
  });
  closing.push(() => push.close());
  return {
    ...parts,
    phishing,
    push,
    filters: createFilters(parts, contactsAsList(parts)),
    directory: createDirectory(parts),
    judge: createJudge({
      ...parts,
      dns,
      trustedSealers: settings['trusted-sealers'],
      trustedHosts: settings['trusted-hosts'],
      opinions: secondOpinions(settings, log),
    }),
    gate: createGate({
      dns,
      clock,
      log,
      database,
      lists: settings.blocklists,
      greylistFor: settings['greylist-minutes'] * 60_000,
    }),
  };
}

/** The house as a sentence goes on: « Académie d’Amiens | Rectorat » makes « l’académie d’Amiens ». */
function inASentence(houseName: string): string {
  const name = houseName.split('|')[0]!.trim();
  if (/^Académie\b/.test(name)) return `l’a${name.slice(1)}`;
  return /^(?:Rectorat|Service)\b/.test(name) ? `le ${name[0]!.toLowerCase()}${name.slice(1)}` : name;
}

/** Milliseconds to reach a push service. */
const pushPatience = 10_000;

/** Milliseconds rspamd and clamd have for one message. */
const scannerPatience = 20_000;

/** The opinions the settings ask for. The scanners are reached wherever the administrator says they are. */
function secondOpinions(settings: Settings, log: Log): SecondOpinion[] {
  const { rspamd, clamd } = settings;
  const connectTo = ({ host }: { host: string }): Connect =>
    createConnect({ allowed: [host], own: [], timeout: scannerPatience });
  const whenDown = settings['scanners-down'];
  return [
    ...(rspamd === null ? [] : [askRspamd(createRspamd(connectTo(rspamd), rspamd, scannerPatience), whenDown, log)]),
    ...(clamd === null ? [] : [askClamd(createClamd(connectTo(clamd), clamd, scannerPatience), whenDown, log)]),
  ];
}

/** What the administrator named is reached wherever it is. */
async function smsOf(settings: Settings, dns: Dns): Promise<Pick<House, 'sms'>> {
  const { 'sms-gateway': uri, 'sms-gateway-token': tokenFile } = settings;
  if (uri === null) return {};
  const token = tokenFile === null ? null : await readSecret(tokenFile);
  return { sms: createSmsGateway(httpsOf({ dns, allowed: [] }, true), { uri, token }) };
}

async function readLeaked(path: string | null): Promise<LeakedPasswords | null> {
  if (path === null) return null;
  return await openLeakedPasswords(path).catch(error => {
    throw new AdministratorError(
      `La liste ${path} ne convient pas : « vaguemestre leaked » en fait une (${(error as Error).message}).`,
      `The list ${path} will not do: "vaguemestre leaked" makes one (${(error as Error).message}).`,
      error,
    );
  });
}

async function embedded(dataDirectory: string, log: Log, share: boolean, closing: Closing): Promise<string> {
  const server = await startEmbedded({ dataDirectory, log, share });
  closing.push(() => server.stop());
  return server.url;
}
