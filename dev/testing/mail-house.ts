/** A whole house for tests of mail: a database and blobs of its own, a clock that moves when told, accounts at will. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountId, AccountState, Address } from '../../server/model/account.ts';
import { firstMailboxes } from '../../server/model/mailbox.ts';
import { createLog } from '../../server/observe/log.ts';
import type { Actor } from '../../server/services/actor.ts';
import { createDeliveries } from '../../server/services/delivery/deliveries.ts';
import type { House } from '../../server/services/house.ts';
import { createViews } from '../../server/services/mailboxes/views.ts';
import { createPasswords } from '../../server/services/signing-in/passwords.ts';
import { createScram } from '../../server/services/signing-in/scram.ts';
import { createSignIn } from '../../server/services/signing-in/sign-in.ts';
import { openChanges } from '../../server/store/changes.ts';
import type { Queryable } from '../../server/store/database.ts';
import { openMailAccounts } from '../../server/store/mail-openings.ts';
import { openMessageBlobs } from '../../server/store/message-blobs.ts';
import { testDatabase } from './database.ts';

export type MailHouse = {
  readonly house: House;
  /** What was logged as an error: a test ends with none. */
  readonly faults: string[];
  readonly clock: { now(): Date; advance(milliseconds: number): void };
  /** Makes an account with its first mailboxes; the password is `secret` unless told. */
  account(name: string, given?: { state?: AccountState; password?: string; allowedBytes?: number }): Promise<Actor>;
  close(): Promise<void>;
};

const domain = 'ac-amiens.test';

/** @param given `scram`: as where the operator switched it on */
export async function mailHouse(
  limits: Partial<House['limits']> = {},
  given: { readonly scram?: boolean } = {},
): Promise<MailHouse> {
  const { database, close } = await testDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-house-'));
  let now = new Date('2026-11-24T08:00:00Z').getTime();
  const clock = {
    now: () => new Date(now),
    advance(milliseconds: number) {
      now += milliseconds;
    },
  };
  const faults: string[] = [];
  const log = createLog(clock, line => faults.push(line), 'error');
  const random = drawnBytes();
  const keys = { file: Buffer.alloc(32, 1), numen: Buffer.alloc(32, 2) };
  const blobs = await openMessageBlobs({ database, directory, clock });
  const changes = await openChanges(database, {
    process: 'test',
    log: error => log.error('change-feed', { error: error as Error }),
  });
  const store = { database, blobs, changes };
  const deliveries = createDeliveries({ store, clock });
  const passwords = createPasswords(2);
  const scram = given.scram ? createScram({ store, clock, log, random, keys }) : undefined;
  const house: House = {
    ...(scram === undefined ? {} : { scram }),
    store,
    clock,
    log,
    random,
    keys,
    passwords,
    deliveries,
    views: createViews(store, log),
    signIn: createSignIn({ store, clock, log, random, keys, domains: [domain] }, passwords, undefined, scram),
    domains: [domain],
    hostName: `mail.${domain}`,
    limits: {
      messageBytes: 60_000_000,
      mailboxesPerAccount: 200,
      mailboxNameLength: 250,
      mailboxDepth: 20,
      keywordsPerMessage: 50,
      quotaBytes: 1e9,
      ...limits,
    },
  };
  return {
    house,
    faults,
    clock,
    async account(name, { state = 'active', password = 'secret', allowedBytes = 1e9 } = {}) {
      const hash = await passwords.hash(password);
      return await database.transaction(tx => insertAccount(tx, name, state, hash, allowedBytes, clock.now()));
    },
    async close() {
      await deliveries.settle();
      await changes.close();
      await blobs.close();
      await close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function insertAccount(
  tx: Queryable,
  name: string,
  state: AccountState,
  hash: string,
  allowedBytes: number,
  now: Date,
): Promise<Actor> {
  const address = `${name}@${domain}` as Address;
  await tx.query({
    text: `insert into school (uai, name, kind, town, zone) values ('0800001A', 'Collège d’essai', 'collège', 'Amiens', 'B')
           on conflict do nothing`,
  });
  const opened = state === 'provisional' ? 'provisional_hash' : 'password_hash';
  const [row] = await tx.query<{ id: AccountId }>({
    text: `with owner as (
             insert into post (uai, kind, name) values ('0800001A', $1, $1) returning post_id
           ), opened as (
             insert into account (post_id, state, credential_version, ${opened}, created_at)
             select post_id, $2, 1, $3, $4 from owner returning account_id
           )
           insert into address (address, account_id, main, given_on)
           select $5, account_id, true, $4::timestamptz::date from opened returning account_id as id`,
    values: [name, state, hash, now, address],
  });
  const accountId = row!.id;
  await openMailAccounts(tx, [{ accountId, allowedBytes }], firstMailboxes, Math.floor(now.getTime() / 1000));
  return { accountId, address, roles: [] };
}

/** Bytes that look drawn and are the same in each run. */
function drawnBytes(): (bytes: number) => Buffer {
  let drawn = 0;
  return bytes => {
    const blocks: Buffer[] = [];
    for (let length = 0; length < bytes; length += 32) {
      blocks.push(createHash('sha256').update(`mail ${drawn++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, bytes);
  };
}
