/** What tests of people and accounts stand on: a house over a test database, with a clock and a network of their own. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvColumns, readHrCsv } from '../../server/formats/hr/csv.ts';
import { usualRule } from '../../server/formats/person-name/address-rule.ts';
import type { AccountId } from '../../server/model/account.ts';
import type { Clock } from '../../server/model/clock.ts';
import { createLog } from '../../server/observe/log.ts';
import { activate } from '../../server/services/accounts/activate.ts';
import { provision } from '../../server/services/accounts/provision.ts';
import type { House } from '../../server/services/house.ts';
import { type ImportOptions, type ImportOutcome, importFeed } from '../../server/services/people/import-feed.ts';
import { importSchools } from '../../server/services/people/import-schools.ts';
import { createPasswords } from '../../server/services/signing-in/passwords.ts';
import { createSignIn } from '../../server/services/signing-in/sign-in.ts';
import { openChanges } from '../../server/store/changes.ts';
import { openMessageBlobs } from '../../server/store/message-blobs.ts';
import type { Store } from '../../server/store/store.ts';
import { testDatabase } from './database.ts';

/** The parts of a house that people and accounts use. */
export type PeopleHouse = Pick<
  House,
  'store' | 'clock' | 'log' | 'random' | 'keys' | 'passwords' | 'signIn' | 'domains' | 'limits' | 'hostName'
> &
  HouseRules;

/** A clock that stands still until it is moved. */
export function handClock(start: string): Clock & { set(at: string): void; advance(seconds: number): void } {
  let now = new Date(start);
  return {
    now: () => now,
    set(at) {
      now = new Date(at);
    },
    advance(seconds) {
      now = new Date(now.getTime() + seconds * 1000);
    },
  };
}

/** Bytes that look drawn and are the same in each run. */
function seededBytes(seed: string): (bytes: number) => Buffer {
  let drawn = 0;
  return bytes => {
    const blocks: Buffer[] = [];
    for (let length = 0; length < bytes; length += 32) {
      blocks.push(createHash('sha256').update(`${seed} ${drawn++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, bytes);
  };
}

export type PeopleStore = Store & { close(): Promise<void> };

/** A database, blobs and a change feed of one's own. Close it in `after`. */
export async function peopleStore(clock: Clock): Promise<PeopleStore> {
  const { database, close } = await testDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-people-'));
  const blobs = await openMessageBlobs({ database, directory, clock });
  const changes = await openChanges(database, { process: 'test', log: error => console.error(error) });
  return {
    database,
    blobs,
    changes,
    async close() {
      await changes.close();
      await blobs.close();
      await close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What the settings decide of the door. */
export type HouseRules = Pick<House, 'renewal' | 'factorRule' | 'guessingAlarm' | 'secondProof' | 'sms' | 'postmaster'>;

/** `lines`, where given, gets what is logged. */
export function peopleHouse(store: Store, clock: Clock, lines: string[] = [], rules: HouseRules = {}): PeopleHouse {
  const domains = ['ac-amiens.test'];
  const log = createLog(clock, line => lines.push(line));
  const random = seededBytes('people');
  const keys = { file: Buffer.alloc(32, 1), numen: Buffer.alloc(32, 2) };
  const passwords = createPasswords(2);
  return {
    store,
    clock,
    log,
    random,
    keys,
    passwords,
    signIn: createSignIn({ store, clock, log, random, keys, domains, ...rules }, passwords),
    domains,
    ...rules,
    hostName: 'mail.ac-amiens.test',
    limits: {
      messageBytes: 1e6,
      mailboxesPerAccount: 100,
      mailboxNameLength: 250,
      mailboxDepth: 20,
      keywordsPerMessage: 100,
      quotaBytes: 1e9,
    },
  };
}

const schools = [
  { uai: '0805003K', name: 'Collège des Trois-Tilleuls', kind: 'collège', town: 'Amiens', zone: 'B' },
  { uai: '0805002J', name: 'Lycée des Hortillons-Clairs', kind: 'lycée', town: 'Amiens', zone: 'B' },
];

/** One line of an HR file: what is not said is that of an ordinary teacher. */
export type HrRow = {
  key: string;
  title?: string;
  family: string;
  birth?: string;
  given: string;
  born?: string;
  numen?: string;
  population?: string;
  function?: string;
  uai?: string;
  from?: string;
  to?: string;
  main?: string;
};

export function hrCsv(rows: readonly HrRow[]): Buffer {
  const lines = rows.map(row =>
    [
      row.key,
      row.title ?? 'Mme',
      row.family,
      row.birth ?? '',
      row.given,
      row.born ?? '02/11/1974',
      row.numen ?? '',
      row.population ?? 'titulaire',
      row.function ?? 'Professeure',
      row.uai ?? '0805003K',
      row.from ?? '01/09/2010',
      row.to ?? '',
      row.main ?? 'oui',
    ].join(';'),
  );
  return Buffer.from(`${[csvColumns.join(';'), ...lines].join('\r\n')}\r\n`);
}

/** Takes in two schools, then these people. */
export async function importRows(
  house: PeopleHouse,
  rows: readonly HrRow[],
  options: Partial<ImportOptions> = {},
): Promise<ImportOutcome> {
  await importSchools(house, 'console', schools);
  const usual = { scope: 'complete', addressRule: usualRule } as const;
  return await importFeed(house, 'console', readHrCsv(hrCsv(rows)), { ...usual, ...options });
}

/** The only account a person of that key got in this run. */
export function openedAccount(outcome: ImportOutcome, key: string): AccountId {
  const accountId = outcome.opened.get(key);
  if (accountId === undefined) throw new Error(`no account was opened for ${key}`);
  return accountId;
}

/** Activates an account through a letter, as its owner would. */
export async function activatePerson(
  house: PeopleHouse,
  accountId: AccountId,
  person: { identifier: string; numen: string; password: string; remote: string },
): Promise<void> {
  const letter = await provision(house, 'console', accountId, { validDays: 60 });
  await activate(house, {
    identifier: person.identifier,
    provisionalPassword: letter.password,
    proof: { kind: 'numen', numen: person.numen },
    charterAccepted: true,
    newPassword: person.password,
    remote: person.remote,
  });
}
