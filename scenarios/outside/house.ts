/** A whole house for tests: a real database, real blobs in a folder of its own, people to write to, a clock that obeys. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '../../dev/testing/database.ts';
import type { AccountId, AccountState, Address } from '../../server/model/account.ts';
import type { Clock } from '../../server/model/clock.ts';
import { firstMailboxes, type MailboxId } from '../../server/model/mailbox.ts';
import { createLog } from '../../server/observe/log.ts';
import { createDeliveries } from '../../server/services/delivery/deliveries.ts';
import { createFilters } from '../../server/services/filters/run.ts';
import type { House } from '../../server/services/house.ts';
import { createViews } from '../../server/services/mailboxes/views.ts';
import { createPasswords } from '../../server/services/signing-in/passwords.ts';
import { createSignIn } from '../../server/services/signing-in/sign-in.ts';
import { usualRules } from '../../server/services/submission/rules.ts';
import { openChanges } from '../../server/store/changes.ts';
import type { Database } from '../../server/store/database.ts';
import { readEmails } from '../../server/store/emails.ts';
import { openMessageBlobs } from '../../server/store/message-blobs.ts';

export type Person = { readonly accountId: AccountId; readonly address: Address; readonly roles: [] };

export type TestHouse = {
  readonly house: House;
  /** Where it is, for other processes of it. */
  readonly url: string;
  readonly directory: string;
  readonly clock: { now(): Date; forward(milliseconds: number): void };
  /** Lines of the log of level error: bugs. */
  readonly faults: string[];
  person(address: string, more?: { state?: AccountState; password?: string; allowedBytes?: number }): Promise<Person>;
  /** Messages of a person's mailbox as read: trace lines, then the blob; oldest first. */
  messages(person: Person, mailbox?: string): Promise<string[]>;
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** A house over a database and a folder that are there already: as another process of it would be. */
export async function openHouseAt(
  { database, directory }: { database: Database; directory: string },
  clock: Clock,
  fault: (line: string) => void,
  more: Partial<House> = {},
): Promise<{ house: House; close(): Promise<void> }> {
  const log = createLog(clock, fault, 'error');
  const random = (bytes: number) => randomBytes(bytes);
  const keys = { file: Buffer.alloc(32, 1), numen: Buffer.alloc(32, 2) };
  const blobs = await openMessageBlobs({ database, directory, clock });
  const changes = await openChanges(database, { process: `${process.pid}`, log: error => fault(String(error)) });
  const store = { database, blobs, changes };
  const passwords = createPasswords(2);
  const deliveries = createDeliveries({ store, clock });
  const parts = {
    store,
    clock,
    log,
    views: createViews(store, log),
    deliveries,
    signIn: createSignIn({ store, clock, log, random, keys, domains: ['ac.test'] }, passwords),
    passwords,
    keys,
    domains: ['ac.test'],
    hostName: 'mail.ac.test',
    random,
    limits: {
      messageBytes: 10_000_000,
      mailboxesPerAccount: 1000,
      mailboxNameLength: 200,
      mailboxDepth: 10,
      keywordsPerMessage: 100,
      quotaBytes: 1_000_000_000,
    },
  };
  // Floods are what some tests are made of: what holds them is on trial where a test says so.
  const sending = { ...usualRules, burstRecipients: 0, forwardsOutside: true };
  const house: House = { ...parts, sending, filters: createFilters(parts), ...more };
  return {
    house,
    async close() {
      await deliveries.settle();
      await changes.close();
      await blobs.close();
    },
  };
}

export async function openTestHouse(more: Partial<House> = {}): Promise<TestHouse> {
  const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-house-'));
  const { database, url, close: closeDatabase } = await testDatabase();
  let now = Date.parse('2026-11-24T09:00:00Z');
  const clock = {
    now: () => new Date(now),
    forward: (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const faults: string[] = [];
  const { house, close } = await openHouseAt({ database, directory }, clock, line => faults.push(line), more);
  const { blobs } = house.store;
  const { limits, passwords } = house;
  const query = <Row>(text: string, values: unknown[] = []): Promise<Row[]> => database.query({ text, values });
  let posts = 0;

  return {
    house,
    url,
    directory,
    clock,
    faults,
    query,
    async person(address, { state = 'active', password, allowedBytes = limits.quotaBytes } = {}) {
      posts += 1;
      const kind = `post ${posts}`;
      const hash = password === undefined ? null : await passwords.hash(password);
      await query(`insert into school values ($1, 'x', 'x', 'x', 'x') on conflict do nothing`, ['0800001A']);
      const [{ post_id }] = (await query<{ post_id: number }>(
        `insert into post (uai, kind, name) values ('0800001A', $1, 'x') returning post_id`,
        [kind],
      )) as [{ post_id: number }];
      const [{ account_id }] = (await query<{ account_id: AccountId }>(
        `insert into account (post_id, state, credential_version, password_hash, created_at)
         values ($1, $2, 1, $3, $4) returning account_id`,
        [post_id, state, hash, clock.now()],
      )) as [{ account_id: AccountId }];
      await query(`insert into address values ($1, $2, true, '2026-01-01')`, [address, account_id]);
      await query('insert into mail_account values ($1, 1, $2, $2, 0, $3, 0)', [
        account_id,
        firstMailboxes.length,
        allowedBytes,
      ]);
      for (const [index, { name, role }] of firstMailboxes.entries()) {
        await query(`insert into mailbox values ($1, $2, $3, $4, true, $2, 1, 0, 1, 1, 1, 0, 0, 0, 0)`, [
          account_id,
          index + 1,
          name,
          role,
        ]);
      }
      return { accountId: account_id, address: address as Address, roles: [] };
    },
    async messages({ accountId }, mailbox = 'INBOX') {
      const rows = await query<{ email_id: never; mailbox_id: MailboxId }>(
        `select p.email_id from placement p join mailbox m using (account_id, mailbox_id)
         where account_id = $1 and m.name = $2 order by p.uid`,
        [accountId, mailbox],
      );
      const emails = await readEmails(
        database,
        accountId,
        rows.map(row => row.email_id),
        ['body'],
      );
      return await Promise.all(
        rows.map(async ({ email_id }) => {
          const { trace, blob } = emails.get(email_id)!;
          return `${trace}${(await blobs.read(blob)).toString()}`;
        }),
      );
    },
    async close() {
      await close();
      await closeDatabase();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
