/** The mailbox the webmail is measured on: a year's life of an invented agent, over and over into the past. */
import { correspondent } from '../../dev/academie/addresses.ts';
import { cast } from '../../dev/academie/cast.ts';
import { mailbox } from '../../dev/academie/mail.ts';
import { randomFrom } from '../../dev/academie/random.ts';
import { schools } from '../../dev/academie/schools.ts';
import { parisZone } from '../../server/model/clock.ts';
import type { EmailId } from '../../server/model/email.ts';
import { firstMailboxes, type MailboxId } from '../../server/model/mailbox.ts';
import type { Actor } from '../../server/services/actor.ts';
import type { House } from '../../server/services/house.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { create } from '../../server/services/mailboxes/create.ts';
import { indexTexts } from '../../server/services/search/index-texts.ts';
import { OpenSegment, packTexts } from '../../server/services/search/segment.ts';
import { listSegments, readSegments } from '../../server/store/search-segments.ts';

export type Letter = {
  readonly folder: string;
  readonly raw: Buffer;
  readonly receivedAt: Date;
  readonly seen: boolean;
};

export const today = '2026-11-24';
const batch = 200;
/** Numbers of copies lie apart by so many. */
const apart = 100_000;
/** Hours by which a copy is older than the one before. */
export const older = 37;

/** Different messages, as they came. */
export function* letters(address: string, count: number): Generator<Letter> {
  const random = randomFrom('bench of the webmail');
  const all = schools(random.fork('schools'), 12);
  const [owner, ...others] = cast(today)
    .filter(({ state }) => state !== 'expected')
    .map(({ person }, rank) =>
      correspondent(person, (rank === 0 ? address : `personne${rank}@ac-amiens.test`) as never),
    );
  for (const { folder, raw, receivedAt, flags } of mailbox(random, owner!, others, all, { messages: count, today }))
    yield { folder, raw, receivedAt, seen: flags.includes('\\Seen') };
}

/** Takes them in as they would be taken in. */
export async function fill(house: House, actor: Actor, count: number): Promise<void> {
  const folders = new Map<string, MailboxId>(firstMailboxes.map(({ name }, at) => [name, (at + 1) as MailboxId]));
  let waiting: Letter[] = [];
  async function flush(): Promise<void> {
    for (const [folder, items] of Map.groupBy(waiting, item => item.folder)) {
      const mailboxId = folders.get(folder) ?? (await create(house, actor, folder)).ref.mailboxId;
      folders.set(folder, mailboxId);
      const kept = await Promise.all(
        items.map(async ({ raw, receivedAt, seen }) => ({
          ...(await keepMessage(house, raw)),
          flags: seen ? 1 : 0,
          keywords: [],
          receivedAt,
          receivedZone: parisZone(receivedAt),
        })),
      );
      await append(house, actor, { accountId: actor.accountId, mailboxId }, kept);
    }
    waiting = [];
  }
  for (const letter of letters(actor.address, count)) {
    waiting.push(letter);
    if (waiting.length >= batch) await flush();
  }
  await flush();
}

/** Puts the same rows over, `times` times, older by some hours each, as lists and counts read them; and their texts indexed. */
export async function multiply({ store }: House, { accountId }: Actor, times: number): Promise<void> {
  const db = store.database;
  await indexTexts({ store }, accountId, 1);
  if (times < 1) return;
  await db.query({
    text: `insert into email select account_id, email_id + n * $3::int, thread_id + n * $3, blob, bytes, trace,
             received_at - n * interval '${older} hours', received_zone, sent_at, subject, envelope, structure, preview,
             has_attachment, created_modseq
           from email, generate_series(1, $2::int) n where account_id = $1`,
    values: [accountId, times, apart],
  });
  await db.query({
    text: `insert into placement select account_id, mailbox_id, uid + n * $3::int, email_id + n * $3, flags, keywords,
             saved_at, modseq
           from placement, generate_series(1, $2::int) n where account_id = $1`,
    values: [accountId, times, apart],
  });
  await db.query({
    text: 'update mail_account set last_id = last_id + $2 where account_id = $1',
    values: [accountId, (times + 1) * apart],
  });
  await db.query({
    text: 'update mailbox set uid_next = uid_next + $2, total = total * $3 where account_id = $1',
    values: [accountId, (times + 1) * apart, times + 1],
  });
  await multiplyTexts({ store }, accountId, times);
  for (const table of ['email', 'placement', 'search_segment']) await db.query({ text: `analyze ${table}`, name: '' });
}

/** The segments that indexing the copies would have made. */
async function multiplyTexts(
  { store }: Pick<House, 'store'>,
  accountId: Actor['accountId'],
  times: number,
): Promise<void> {
  const db = store.database;
  for (const { firstId, lastId, filter } of await listSegments(db, accountId, 0 as EmailId)) {
    const [{ texts: packed } = { texts: Buffer.alloc(0) }] = await readSegments(db, accountId, [firstId]);
    const texts = new OpenSegment(packed).texts();
    for (let n = 1; n <= times; n += 1) {
      const moved = texts.map(text => ({ ...text, emailId: (text.emailId + n * apart) as EmailId }));
      await db.query({
        text: `insert into search_segment (account_id, first_id, last_id, count, filter, texts) values ($1, $2, $3, $4, $5, $6)`,
        values: [accountId, firstId + n * apart, lastId + n * apart, moved.length, filter, packTexts(moved)],
      });
    }
  }
  await db.query({
    text: 'update search_progress set last_id = last_id + $2::bigint where account_id = $1',
    values: [accountId, times * apart],
  });
}
