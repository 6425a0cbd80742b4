/**
 * What lists cost in a mailbox of 100,000 messages: `node bench/jmap.ts [messages]`. Prints milliseconds, asserts nothing. The
 * target it was written for: pages 1 and 500 of a list, its threads collapsed or not, under 30 ms once the catalogue is
 * in memory; what comes after a new message or a changed flag likewise.
 */
import { mailHouse } from '../dev/testing/mail-house.ts';
import { writeAccountId, writeObjectId } from '../server/formats/object-id/object-id.ts';
import type { EmailId } from '../server/model/email.ts';
import { methods } from '../server/protocols/jmap/methods.ts';
import { createCatalogues } from '../server/services/emails/catalogues.ts';
import { changeEmails } from '../server/services/emails/change.ts';
import { importEmail } from '../server/services/emails/import.ts';
import { type EmailQuery, queryEmails } from '../server/services/emails/query.ts';
import { ownAccess } from '../server/services/mailboxes/access.ts';
import { indexTexts } from '../server/services/search/index-texts.ts';

const count = Number(process.argv[2] ?? 100_000);
const { house, account, close } = await mailHouse();
const actor = await account('grande');
const { accountId } = actor;
const access = ownAccess(actor);
const db = house.store.database;

const sample = Buffer.from(
  'From: "Renée Lefèvre" <renee@ac.test>\r\nTo: marie@ac.test\r\nSubject: Conseil de classe\r\nMessage-ID: <0@x>\r\n\r\nBonjour.\r\n',
);
const first = await importEmail(house, access, {
  bytes: sample,
  mailboxIds: [1 as never],
  marks: { bits: 0, keywords: [] },
  receivedAt: new Date('2020-01-01T00:00:00Z'),
  receivedZone: 60,
});
// The other messages are rows only: lists read nothing else.
await db.query({
  text: `insert into email select account_id, email_id + n, thread_id + n - n % 3, blob, bytes + n % 5000, trace,
           received_at + n * interval '17 minutes', received_zone, sent_at, subject || ' ' || n % 1000, envelope, structure,
           preview, has_attachment, created_modseq
         from email, generate_series(1, $2::int) n where account_id = $1 and email_id = $3`,
  values: [accountId, count - 1, first.emailId],
});
await db.query({
  text: `insert into placement select account_id, mailbox_id, uid + n, email_id + n, (n % 4 = 0)::int, keywords, saved_at, modseq
         from placement, generate_series(1, $2::int) n where account_id = $1 and email_id = $3`,
  values: [accountId, count - 1, first.emailId],
});
await db.query({
  text: 'update mail_account set last_id = last_id + $2 where account_id = $1',
  values: [accountId, count],
});
await db.query({
  text: 'update mailbox set uid_next = uid_next + $2, total = total + $2 where account_id = $1 and mailbox_id = 1',
  values: [accountId, count],
});
await db.query({ text: 'analyze email', name: '' });
await db.query({ text: 'analyze placement', name: '' });

const catalogues = createCatalogues(house);
const filter = { inMailbox: writeObjectId('M', accountId, 1) };
const sort = [{ property: 'receivedAt', isAscending: false }];
const context = {
  house,
  catalogues,
  actor,
  access,
  accountId: writeAccountId(accountId),
  createdIds: new Map<string, string>(),
  follow: () => {},
};
const call = async (name: string, args: object): Promise<Record<string, unknown>> =>
  (await methods.get(name)!.run({ accountId: context.accountId, ...args }, context)) as Record<string, unknown>;

async function time(what: string, work: (round: number) => Promise<unknown>, rounds = 1): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(2);
  console.log(
    `${what.padEnd(62)} ${rounds === 1 ? `${at(0)} ms` : `median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms`}`,
  );
}

const page = (number: number, more: object = {}) =>
  call('Email/query', { filter, sort, position: (number - 1) * 100, limit: 100, ...more });

console.log(`${count} messages, Node ${process.version}`);
await time('catalogue read for the first time', () => catalogues.open(access));
await time('page 1, the question asked for the first time', () => page(1));
await time('page 1, threads collapsed, first time', () => page(1, { collapseThreads: true }));
await time('page 1', () => page(1), 50);
await time('page 500', () => page(500), 50);
await time('page 500, threads collapsed', () => page(Math.min(300, count / 300), { collapseThreads: true }), 50);
await time(
  'page 500 of the unread, another question each time',
  round => page(50, { filter: { ...filter, notKeyword: '$seen', minSize: round } }),
  20,
);
await time(
  'page 1 by size, another question each time',
  round => call('Email/query', { filter: { ...filter, minSize: round }, sort: [{ property: 'size' }], limit: 100 }),
  10,
);
await time('page 1 by subject, first time', () =>
  call('Email/query', { filter, sort: [{ property: 'subject' }], limit: 100 }),
);
await time('page 1 by subject, another question', () =>
  call('Email/query', { filter: { ...filter, minSize: 1 }, sort: [{ property: 'subject' }], limit: 100 }),
);
await time(
  'a flag changed, then page 1',
  async round => {
    await changeEmails(house, access, [
      { emailId: (first.emailId + round) as EmailId, marks: () => ({ bits: 5, keywords: [] }) },
    ]);
    return await page(1);
  },
  30,
);
await time(
  'a message in, then page 1, threads collapsed',
  async round => {
    await importEmail(house, access, {
      bytes: Buffer.from(`Subject: n${round}\r\n\r\n.\r\n`),
      mailboxIds: [1 as never],
      marks: { bits: 0, keywords: [] },
      receivedAt: new Date(),
      receivedZone: 60,
    });
    return await page(1, { collapseThreads: true });
  },
  30,
);
await time(
  'Mailbox/get with exact counts, after a change',
  async round => {
    await changeEmails(house, access, [
      { emailId: (first.emailId + round) as EmailId, marks: () => ({ bits: 1, keywords: [] }) },
    ]);
    return await call('Mailbox/get', {});
  },
  10,
);
const { ids } = await page(500);
await time(
  'Email/get of a page, as lists show it',
  () =>
    call('Email/get', {
      ids,
      properties: ['threadId', 'from', 'subject', 'receivedAt', 'preview', 'keywords', 'hasAttachment'],
    }),
  20,
);
await time('every text indexed, in the background of a real house', () => indexTexts(house, accountId, 1));
const search = (condition: object) => call('Email/query', { filter: { ...filter, ...condition }, sort, limit: 100 });
await time('first text search, a word nobody wrote', () => search({ text: 'xylophone' }));
await time('a word in every message, first time', () => search({ text: 'bonjour' }));
await time('a word in every message, another question', round => search({ text: 'bonjour', minSize: round }), 5);
await time('words of some subjects', round => search({ subject: `classe ${round}` }), 5);
await time('a word nobody wrote', round => search({ body: `xylophone${round}` }), 10);
const unread: EmailQuery = { name: 'memory', filter: null, sort: [], collapseThreads: false };
await queryEmails(context, access, unread);
console.log(`resident memory ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
await close();
