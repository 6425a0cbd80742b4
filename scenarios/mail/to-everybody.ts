/**
 * One mail to everybody, while the rest of the mail goes on: a house of so many people, durable as it is for real; one of
 * them writes to all through the service of submission, and colleagues write to each other meanwhile, at a steady pace.
 */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Address, parseAddress } from '../../server/formats/address/address.ts';
import type { AccountId } from '../../server/model/account.ts';
import { firstMailboxes } from '../../server/model/mailbox.ts';
import type { Actor } from '../../server/services/actor.ts';
import type { House } from '../../server/services/house.ts';
import { usualRules } from '../../server/services/submission/rules.ts';
import { submit } from '../../server/services/submission/submit.ts';
import { prepareHouse, withHouse } from '../crash/house-process.ts';

export type ToEverybodySize = {
  readonly people: number;
  /** One person in so many has a filter of their own. */
  readonly filterEvery: number;
  /** Octets of the mail to all. */
  readonly bytes: number;
  /** Milliseconds between two ordinary mails, and how long they are timed before the mail to all. */
  readonly pace: number;
  readonly quietFor: number;
};

export type ToEverybodyReport = {
  /** Milliseconds from the submission of the mail to all to its answer: then it is in every mailbox. */
  readonly took: number;
  /** People who have it exactly once; blobs that hold it. */
  readonly reached: number;
  readonly blobs: number;
  /** Milliseconds of each ordinary mail, before and during. */
  readonly quiet: readonly number[];
  readonly busy: readonly number[];
};

export async function mailEverybody(size: ToEverybodySize, tell: (line: string) => void): Promise<ToEverybodyReport> {
  const prepared = await prepareHouse();
  try {
    return await withHouse(prepared.settings, house => run(house, size, tell));
  } finally {
    await prepared.remove();
  }
}

async function run(given: House, size: ToEverybodySize, tell: (line: string) => void): Promise<ToEverybodyReport> {
  const house: House = { ...given, sending: { ...usualRules, recipientsPerHour: unmeasured, burstRecipients: 0 } };
  const people = await openAccounts(house, size);
  tell(`${people.length} people, one in ${size.filterEvery} with a filter`);
  const [writer, ...others] = people as [Actor, ...Actor[]];
  const quiet: number[] = [];
  const busy: number[] = [];
  let times = quiet;
  let over = false;
  const ordinary = (async () => {
    const under: Promise<void>[] = [];
    for (let index = 0; !over; index += 1) {
      const [from, to] = [others[index % others.length]!, others[(index * 7 + 1) % others.length]!];
      const mine = times;
      const began = performance.now();
      under.push(write(house, from, [to], 5000, 'ordinaire').then(() => void mine.push(performance.now() - began)));
      await pause(size.pace);
    }
    await Promise.all(under);
  })();
  await pause(size.quietFor);
  times = busy;
  const began = performance.now();
  await write(house, writer, people, size.bytes, 'à toutes et à tous');
  const took = performance.now() - began;
  over = true;
  await ordinary;
  const [row] = await house.store.database.query<{ reached: number; blobs: number }>({
    text: `select count(*)::int as reached, count(distinct blob)::int as blobs
           from (select account_id, min(blob) as blob from email where bytes > $1 group by account_id
                 having count(*) = 1) once`,
    values: [size.bytes],
  });
  return { took, reached: row!.reached, blobs: row!.blobs, quiet, busy };
}

const unmeasured = { titulaire: 1e9, stagiaire: 1e9, atss: 1e9, direction: 1e9, contractuel: 1e9, post: 1e9 };

async function write(house: House, from: Actor, to: readonly Actor[], bytes: number, subject: string): Promise<void> {
  const head = `From: ${from.address}\r\nTo: undisclosed-recipients:;\r\nSubject: =?utf-8?Q?${subject.replaceAll(' ', '_').replaceAll('à', '=C3=A0')}?=\r\n\r\n`;
  await submit(house, from, {
    sender: from.address,
    recipients: to.map(({ address }) => ({ address: parseAddress(address) as Address })),
    bytes: Buffer.from(`${head}${'Une ligne de texte ordinaire, comme il y en a tant.\r\n'.repeat(bytes / 53)}`),
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
  });
}

const filter = 'require "fileinto";\r\nif header :contains "Subject" "liste" { fileinto "Archives"; }\r\n';

/** Accounts of posts with all their mailboxes, made in a few statements. */
async function openAccounts(house: House, { people, filterEvery }: ToEverybodySize): Promise<Actor[]> {
  const now = house.clock.now();
  return await house.store.database.transaction(async tx => {
    const run = <Row>(text: string, values: unknown[]): Promise<Row[]> => tx.query<Row>({ text, values });
    await run(`insert into school values ('0800099Z', 'x', 'x', 'x', 'x') on conflict do nothing`, []);
    const rows = await run<{ accountId: AccountId; address: Address['text'] }>(
      `with posts as (
         insert into post (uai, kind, name) select '0800099Z', 'everybody ' || n, 'x' from generate_series(1, $1::int) n
         returning post_id
       ), accounts as (
         insert into account (post_id, state, credential_version, created_at) select post_id, 'active', 1, $2 from posts
         returning account_id
       ), addresses as (
         insert into address select 'p' || account_id || '@' || $3::text, account_id, true, '2026-01-01' from accounts
         returning account_id, address
       )
       select account_id as "accountId", address from addresses order by account_id`,
      [people, now, house.domains[0]],
    );
    const ids = rows.map(({ accountId }) => accountId);
    await run(
      `insert into mail_account select id, 1, $2::int, $2::int, 0, 1000000000, 0 from unnest($1::bigint[]) id`,
      [ids, firstMailboxes.length],
    );
    for (const [index, { name, role }] of firstMailboxes.entries()) {
      await run(
        `insert into mailbox select id, $2::int, $3, $4, true, $2::int, 1, 0, 1, 1, 1, 0, 0, 0, 0
         from unnest($1::bigint[]) id`,
        [ids, index + 1, name, role],
      );
    }
    const filtering = ids.filter((_, index) => index % filterEvery === 0);
    await run(
      `insert into sieve_script (account_id, name, text, digest, active, changed_at)
       select id, 'tri', $2, $3, true, $4 from unnest($1::bigint[]) id`,
      [filtering, filter, createHash('sha256').update(filter).digest(), now],
    );
    return rows.map(({ accountId, address }) => ({ accountId, address: address as Actor['address'], roles: [] }));
  });
}
