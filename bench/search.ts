/**
 * Ways of finding words in mail, side by side: `node bench/search.ts [messages]`. Prints what each costs to fill, what it
 * weighs, and what searches take; asserts nothing. What was chosen, and why: docs/decisions/0010-search.md. The database is the
 * tests' own, without durability: filling costs processor time, not waiting for a disk.
 */
import { startTestServer, testDatabase } from '../dev/testing/database.ts';
import { describeMessage } from '../server/formats/message/describe.ts';
import type { EmailId } from '../server/model/email.ts';
import { messageTexts } from '../server/services/search/message-texts.ts';
import {
  addText,
  bitsOf,
  emptyFilter,
  OpenSegment,
  packTexts,
  segmentSize,
} from '../server/services/search/segment.ts';
import type { Database } from '../server/store/database.ts';
import { listSegments, putSegment, readSegments } from '../server/store/search-segments.ts';
import { academieMail } from './mail.ts';

const account = 1 as never;
const wanted = ['zygomatique', 'calendrier des oraux', 'photocopieur', 'reunion', 'tp', 'ete'];
const count = Number(process.argv[2] ?? 20_000);

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const server = await startTestServer();
process.env.VAGUEMESTRE_TEST_DATABASE ??= server.url;
const { database, close } = await testDatabase();
try {
  await compare(database);
} finally {
  await close();
  await server.stop();
}

async function compare(db: Database): Promise<void> {
  const mails = academieMail(count);
  const bytes = mails.reduce((sum, { length }) => sum + length, 0);
  const texts: { head: string; body: string }[] = [];
  const reading = await timed(async () => {
    for (const raw of mails) texts.push(messageTexts(raw, { trace: '', ...describeMessage(raw) }));
  });
  const whole = texts.map(({ head, body }) => `${head}\n${body}`);
  console.log(
    `${count} messages, ${mb(bytes)} of mail, ${mb(whole.reduce((n, { length }) => n + length, 0))} of folded text`,
  );
  console.log(
    `plain scan: ${(reading / count).toFixed(3)} ms a message to parse and fold, so ${ms(reading)} for each search`,
  );

  await rows(
    db,
    'texts in rows',
    whole,
    '',
    'select count(*) from words where account_id = 1 and position($1 in text) > 0',
  );
  const words = "using gin (to_tsvector('simple', left(text, 200000)))";
  const byWord = `select count(*) from words where account_id = 1
    and to_tsvector('simple', left(text, 200000)) @@ phraseto_tsquery('simple', $1)`;
  await rows(db, 'tsvector (words, not substrings)', whole, words, byWord);
  await db.query({ text: 'create extension if not exists pg_trgm', name: '' });
  const like = `select count(*) from words where account_id = 1 and text like '%' || $1 || '%'`;
  await rows(db, 'trigrams (pg_trgm)', whole, 'using gin (text gin_trgm_ops)', like);
  await segments(db, texts);
}

async function rows(db: Database, title: string, texts: string[], index: string, query: string): Promise<void> {
  await db.query({ text: 'drop table if exists words', name: '' });
  await db.query({ text: 'create table words (account_id bigint, email_id bigint, text text)', name: '' });
  if (index !== '') await db.query({ text: `create index words_index on words ${index}`, name: '' });
  const filling = await timed(async () => {
    for (let from = 0; from < texts.length; from += 100) {
      const part = texts.slice(from, from + 100).map(text => text.replaceAll('\0', ''));
      await db.query({
        text: 'insert into words select 1, $1::bigint + n, t from unnest($2::text[]) with ordinality u(t, n)',
        values: [from, part],
      });
    }
  });
  await db.query({ text: 'analyze words', name: '' });
  const [size] = await db.query<{ all: number; index: number }>({
    text: `select pg_total_relation_size('words') as all, pg_indexes_size('words') as index`,
    name: '',
  });
  tell(title, filling, `${mb(size!.all)}, of which index ${mb(size!.index)}`, [
    ...(await Promise.all(
      wanted.map(async word => {
        await db.query({ text: query, values: [word], name: '' });
        return [word, await timed(() => db.query({ text: query, values: [word], name: '' }))] as [string, number];
      }),
    )),
  ]);
}

async function segments(db: Database, texts: { head: string; body: string }[]): Promise<void> {
  let last = 0;
  let gaps = 0;
  const filling = await timed(async () => {
    for (let from = 0; from < texts.length; from += segmentSize) {
      const filter = emptyFilter();
      const part = texts
        .slice(from, from + segmentSize)
        .map((one, n) => addText(filter, (from + n + 1) as EmailId, one));
      gaps += filter.reduce((sum, byte) => sum + (8 - (byte.toString(2).match(/1/g)?.length ?? 0)), 0);
      const [firstId, lastId] = [part[0]!.emailId, part.at(-1)!.emailId];
      const segment = { firstId, lastId, count: part.length, filter, texts: packTexts(part) };
      await db.transaction(tx => putSegment(tx, account, last as EmailId, segment));
      last = lastId;
    }
  });
  const [size] = await db.query<{ all: number }>({
    text: `select pg_total_relation_size('search_segment') as all`,
    name: '',
  });
  const full = 1 - gaps / (Math.ceil(texts.length / segmentSize) * 32_768);
  const search = async (word: string): Promise<void> => {
    const bits = bitsOf(word);
    const needle = Buffer.from(word);
    const all = await listSegments(db, account, 0 as EmailId);
    const maybe = all.filter(({ filter }) => bits.every(bit => (filter[bit >> 3]! & (1 << (bit & 7))) !== 0));
    for (let from = 0; from < maybe.length; from += 16) {
      const ids = maybe.slice(from, from + 16).map(({ firstId }) => firstId);
      for (const { texts } of await readSegments(db, account, ids)) {
        new OpenSegment(texts).find(
          needle,
          'body',
          () => {},
          () => {},
        );
      }
    }
  };
  const times: [string, number][] = [];
  for (const word of wanted) {
    await search(word);
    times.push([word, await timed(() => search(word))]);
  }
  tell(
    'compressed segments with filters',
    filling,
    `${mb(size!.all)}, filters ${(full * 100).toFixed(0)} % full`,
    times,
  );
}

function tell(title: string, filling: number, size: string, times: readonly [string, number][]): void {
  console.log(`${title}: ${(filling / count).toFixed(3)} ms a message to fill; ${size}`);
  console.log(`  ${times.map(([word, time]) => `${word} ${ms(time)}`).join(', ')}`);
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function ms(time: number): string {
  return time >= 1000 ? `${(time / 1000).toFixed(1)} s` : `${time.toFixed(time < 10 ? 1 : 0)} ms`;
}
