/**
 * Several sessions on one mailbox, in random order, against a small model of it. Each session is followed by a cache as a
 * real client keeps one: message numbers, UIDs and flags, moved by nothing but what the server says. After a NOOP the
 * cache must be the mailbox; in between, every answer must fit the numbers the cache has. (rules of RFC 2180)
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type ImapDoor, imapDoor } from '../../../dev/testing/imap-door.ts';
import { ImapClient, type Response, type Result } from './client.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor();
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

type Message = { uid: number; email: number; flags: Set<string>; deleted: boolean };

/** What a client believes. */
class Cache {
  /** By message number less one; UIDs are 0 while unknown. */
  list: { uid: number; flags: string | null }[] = [];
  readonly client: ImapClient;
  readonly byUid: boolean;

  constructor(client: ImapClient, byUid: boolean) {
    this.client = client;
    this.byUid = byUid;
  }

  async run(command: string, numbersStand = false): Promise<Result> {
    const before = this.list.length;
    const result = await this.client.command(command);
    for (const response of result.untagged) {
      if (numbersStand) assert.doesNotMatch(response.text, /EXPUNGE|VANISHED(?! \(EARLIER\))/, command);
      this.take(response);
    }
    if (numbersStand) assert.ok(this.list.length >= before);
    await this.learn();
    return result;
  }

  /** Who is told of expunges by UID learns every UID as soon as it hears of a message. */
  async learn(): Promise<void> {
    if (!this.byUid || this.list.every(({ uid }) => uid !== 0)) return;
    const { untagged } = await this.client.command('FETCH 1:* (UID FLAGS)');
    for (const response of untagged) this.take(response);
  }

  take({ text }: Response): void {
    let found = /^(\d+) EXISTS$/.exec(text);
    if (found) {
      const count = Number(found[1]);
      assert.ok(count >= this.list.length, `${text} after ${this.list.length}`);
      while (this.list.length < count) this.list.push({ uid: 0, flags: null });
      return;
    }
    found = /^(\d+) EXPUNGE$/.exec(text);
    if (found) {
      assert.ok(Number(found[1]) <= this.list.length, text);
      this.list.splice(Number(found[1]) - 1, 1);
      return;
    }
    found = /^VANISHED (\S+)$/.exec(text);
    if (found) {
      const gone = new Set(expand(found[1]!));
      this.list = this.list.filter(({ uid }) => !gone.has(uid));
      return;
    }
    found = /^(\d+) FETCH \(UID (\d+)(?: FLAGS \(([^)]*)\))?/.exec(text);
    if (found) {
      const entry = this.list[Number(found[1]) - 1];
      assert.ok(entry, text);
      assert.ok(entry.uid === 0 || entry.uid === Number(found[2]), `${text}: number is of UID ${entry.uid}`);
      entry.uid = Number(found[2]);
      if (found[3] !== undefined) entry.flags = normal(found[3].split(' '));
    }
  }
}

const normal = (flags: Iterable<string>) =>
  [...flags]
    .filter(flag => flag !== '' && flag !== '\\Recent')
    .sort()
    .join(' ');

function expand(set: string): number[] {
  return set.split(',').flatMap(range => {
    const [from, to = from] = range.split(':').map(Number) as [number, number?];
    return Array.from({ length: to! - from + 1 }, (_, at) => from + at);
  });
}

const flagNames = ['\\Seen', '\\Flagged', '\\Deleted', '$work'];
const step = fc.record({
  kind: fc.constantFrom('append', 'store', 'store', 'expunge', 'copy', 'move', 'noop', 'fetch', 'search', 'select'),
  session: fc.nat(2),
  numbers: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
  uid: fc.boolean(),
  silent: fc.boolean(),
  mode: fc.constantFrom('+FLAGS', '-FLAGS', 'FLAGS'),
  flags: fc.subarray(flagNames, { minLength: 1 }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

let rounds = 0;
async function play(steps: readonly Step[]): Promise<void> {
  const actor = await door.account(`multi${++rounds}`);
  const caches: Cache[] = [];
  const clients: ImapClient[] = [];
  const truth: Message[] = [];
  let emails = 0;
  try {
    for (let each = 0; each < 3; each++) {
      const client = await ImapClient.connect({ port: door.port, tls: true });
      clients.push(client);
      await client.command(`LOGIN ${actor.address} secret`);
      if (each === 2) await client.command('ENABLE QRESYNC');
      const cache = new Cache(client, each === 2);
      caches.push(cache);
      await cache.run('SELECT INBOX');
    }
    for (const each of steps) await one(each);
    for (const cache of caches) await agree(cache);
  } finally {
    for (const client of clients) client.close();
  }

  async function one({ kind, session, numbers, uid, silent, mode, flags }: Step): Promise<void> {
    const cache = caches[session]!;
    const places = [...new Set(numbers.map(number => number % Math.max(1, cache.list.length)))];
    const known = places.map(place => cache.list[place]).filter(entry => entry !== undefined);
    const byUid = uid && known.every(entry => entry.uid !== 0);
    const set = byUid ? known.map(entry => entry.uid).join(',') : places.map(place => place + 1).join(',');
    const named = async () => {
      // UIDs behind numbers, as the server must understand them: learnt before, by a command that moves no number.
      if (known.some(entry => entry.uid === 0)) await cache.run('FETCH 1:* (UID FLAGS)', true);
      return truth.filter(message => known.some(entry => entry.uid === message.uid));
    };
    const verb = byUid ? 'UID ' : '';
    switch (kind) {
      case 'append': {
        const body = Buffer.from(`Subject: ${++emails}\r\n\r\nx`);
        const result = await cache.client.command(`APPEND INBOX (${flags.join(' ')}) `, body);
        for (const response of result.untagged) cache.take(response);
        await cache.learn();
        const appended = Number(/APPENDUID \d+ (\d+)/.exec(result.text)?.[1]);
        const deleted = flags.includes('\\Deleted');
        truth.push({
          uid: appended,
          email: emails,
          flags: new Set(flags.filter(name => name !== '\\Deleted')),
          deleted,
        });
        break;
      }
      case 'store': {
        if (known.length === 0) break;
        const changed = await named();
        const result = await cache.run(
          `${verb}STORE ${set} ${mode}${silent ? '.SILENT' : ''} (${flags.join(' ')})`,
          !byUid,
        );
        for (const message of changed) change(message, mode, flags);
        if (silent && result.status === 'OK') for (const message of changed) assume(cache, message);
        break;
      }
      case 'expunge':
        await cache.run('EXPUNGE');
        remove(({ deleted }) => deleted);
        break;
      case 'copy': {
        if (known.length === 0) break;
        const copied = await named();
        const result = await cache.run(`${verb}COPY ${set} INBOX`, !byUid);
        const pairs = /COPYUID \d+ (\S+) (\S+)\]/.exec(result.text);
        const [from = [], to = []] = pairs === null ? [] : [expand(pairs[1]!), expand(pairs[2]!)];
        assert.deepEqual(
          from,
          copied.map(message => message.uid),
        );
        for (const [at, message] of copied.entries())
          truth.push({ ...message, uid: to[at]!, deleted: false, flags: message.flags });
        break;
      }
      case 'move': {
        if (known.length === 0) break;
        const moved = new Set(await named());
        await cache.run(`${verb}MOVE ${set} Archives`);
        remove(message => moved.has(message));
        break;
      }
      case 'noop':
        await agree(cache);
        break;
      case 'fetch':
        if (known.length > 0) await cache.run(`${verb}FETCH ${set} (UID FLAGS)`, !byUid);
        break;
      case 'search': {
        const { untagged } = await cache.run('SEARCH ALL', true);
        const found = untagged
          .find(({ text }) => text.startsWith('SEARCH'))!
          .text.split(' ')
          .slice(1);
        for (const number of found) assert.ok(Number(number) <= cache.list.length);
        break;
      }
      case 'select':
        cache.list = [];
        await cache.run('SELECT INBOX');
        assert.equal(cache.list.length, truth.length);
        break;
    }
  }

  function change(message: Message, mode: string, flags: readonly string[]): void {
    const own = flags.filter(name => name !== '\\Deleted');
    if (mode === 'FLAGS') message.flags.clear();
    for (const name of own) mode === '-FLAGS' ? message.flags.delete(name) : message.flags.add(name);
    if (flags.includes('\\Deleted')) message.deleted = mode !== '-FLAGS';
    else if (mode === 'FLAGS') message.deleted = false;
  }

  function assume(cache: Cache, message: Message): void {
    const entry = cache.list.find(({ uid }) => uid === message.uid);
    if (entry?.flags != null) entry.flags = spelled(message);
  }

  function remove(which: (message: Message) => boolean): void {
    for (const message of truth.filter(which)) truth.splice(truth.indexOf(message), 1);
  }

  async function agree(cache: Cache): Promise<void> {
    await cache.run('NOOP');
    assert.equal(cache.list.length, truth.length, 'as many messages');
    for (const [place, entry] of cache.list.entries()) {
      const message = truth[place]!;
      if (entry.uid !== 0) assert.equal(entry.uid, message.uid);
      if (entry.flags !== null) assert.equal(entry.flags, spelled(message), `flags of UID ${message.uid}`);
    }
    if (truth.length > 0) await cache.run('FETCH 1:* (UID FLAGS)', true);
    assert.deepEqual(
      cache.list.map(({ uid, flags }) => `${uid} ${flags}`),
      truth.map(message => `${message.uid} ${spelled(message)}`),
    );
  }
}

const spelled = ({ flags, deleted }: Message) => normal([...flags, ...(deleted ? ['\\Deleted'] : [])]);

test('three sessions and a model agree whatever they do', async () => {
  const seed = Number(process.env.SEED ?? 11);
  const numRuns = Number(process.env.RUNS ?? 30);
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), play), {
    seed,
    numRuns,
  });
});
