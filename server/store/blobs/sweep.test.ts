import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type TestDatabase, testDatabase, testLog } from '../../../dev/testing/database.ts';
import type { Database } from '../database.ts';
import { type Blobs, noKeys, openBlobs, writingTime } from './blobs.ts';
import { containerPath } from './containers.ts';
import { findBlobs, leaseBlobs, renewBlobs } from './locations.ts';
import { sweep } from './sweep.ts';

let world: TestDatabase;
let db: Database;
let blobs: Blobs;
let now: Date;
let directory: string;
const root = mkdtempSync(join(tmpdir(), 'vaguemestre-sweep-'));
const grace = 86_400_000;
const clock = { now: () => now };

before(async () => {
  world = await testDatabase();
  db = world.database;
  await db.run({ text: 'create table used (hash bytea)' });
});
beforeEach(begin);

async function begin(): Promise<void> {
  await blobs?.close();
  await db.run({ text: 'truncate used, blob' });
  now = new Date('2026-09-01T00:00:00Z');
  directory = mkdtempSync(join(root, 'd'));
  blobs = await openBlobs({ directory, keys: noKeys, clock });
}
after(async () => {
  await blobs.close();
  await world.close();
  rmSync(root, { recursive: true });
});

function later(ms: number): Date {
  return new Date(now.getTime() + ms);
}

/** Stores texts, leased for an hour; those in `used` are named by a row. */
async function store(texts: readonly string[], used: readonly string[] = texts): Promise<void> {
  const refs = await Promise.all(texts.map(text => blobs.put(Buffer.from(text))));
  await db.transaction(async tx => {
    await leaseBlobs(tx, refs, later(3_600_000));
    const named = refs.filter((_, n) => used.includes(texts[n]!)).map(ref => ref.hash);
    await tx.run({ text: 'insert into used select unnest($1::bytea[])', values: [named] });
  });
}

async function readable(): Promise<string[]> {
  const rows = await db.query<{ hash: Buffer }>({ text: 'select distinct hash from used' });
  const found = await findBlobs(
    db,
    rows.map(row => row.hash),
  );
  const texts = await Promise.all([...found.values()].map(async ref => (await blobs.get(ref)).toString()));
  assert.equal(found.size, rows.length);
  return texts.sort();
}

async function known(): Promise<number> {
  return (await db.query({ text: 'select from blob' })).length;
}

const containers = () => readdirSync(directory).filter(name => name.endsWith('.vmc')).length;

function run(over: { blobs?: Blobs; database?: Database } = {}) {
  return sweep({ blobs, database: db, references: 'select hash from used', clock, grace, log: testLog, ...over });
}

/** A new container, so that the ones before it are left for good. */
async function leave(): Promise<void> {
  now = later(writingTime + grace + 3_600_000);
  await blobs.put(Buffer.from('the newest'));
}

describe('locations', () => {
  test('the first place of a blob stays, and the later lease wins', async () => {
    const [a, b] = [await blobs.put(Buffer.from('same')), await blobs.put(Buffer.from('same'))];
    const first = await leaseBlobs(db, [a, a], later(1_000));
    const second = await leaseBlobs(db, [b], later(500));
    const hex = a.hash.toString('hex');
    assert.deepEqual([first.get(hex)?.offset, second.get(hex)?.offset], [a.offset, a.offset]);
    const [row] = await db.query({ text: 'select leased_until from blob' });
    assert.deepEqual(row?.leased_until, later(1_000));
    assert.deepEqual(await findBlobs(db, [a.hash]), first);
  });

  test('renewing tells which blobs are known', async () => {
    await store(['known']);
    const known = await blobs.put(Buffer.from('known'));
    const unknown = await blobs.put(Buffer.from('unknown'));
    const renewed = await renewBlobs(db, [known.hash, unknown.hash], later(9_000_000));
    assert.deepEqual([...renewed.keys()], [known.hash.toString('hex')]);
    assert.deepEqual(
      [await renewBlobs(db, [], now), await findBlobs(db, []), await leaseBlobs(db, [], now)].map(m => m.size),
      [0, 0, 0],
    );
  });
});

describe('the sweep', () => {
  test('forgets what nobody names once its lease and the grace are over, and nothing else', async () => {
    await store(['kept', 'dropped'], ['kept']);
    assert.equal((await run()).forgotten, 0);
    now = later(3_600_000 + grace - 1);
    assert.equal((await run()).forgotten, 0);
    now = later(2);
    assert.equal((await run()).forgotten, 1);
    assert.deepEqual([await readable(), await known()], [['kept'], 1]);
  });

  test('waits for a transaction that is about to name a blob, and leaves it that blob', async () => {
    await store(['about to be named'], []);
    const ref = await blobs.put(Buffer.from('about to be named'));
    now = later(3_600_000 + grace + 1);
    const renewed = Promise.withResolvers<void>();
    const commit = Promise.withResolvers<void>();
    const naming = db.transaction(async tx => {
      await renewBlobs(tx, [ref.hash], later(3_600_000));
      renewed.resolve();
      await commit.promise;
      await tx.run({ text: 'insert into used values ($1)', values: [ref.hash] });
    });
    await renewed.promise;
    const sweeping = run();
    await waitsForLock();
    commit.resolve();
    await naming;
    assert.equal((await sweeping).forgotten, 0);
    assert.deepEqual(await readable(), ['about to be named']);
  });

  async function waitsForLock(): Promise<void> {
    for (let waiting = 0; waiting === 0; ) {
      const rows = await db.query({
        text: `select from pg_stat_activity where wait_event_type = 'Lock' and query like 'delete from blob%'`,
      });
      waiting = rows.length;
    }
  }

  test('moves the living out of a container that is mostly dead, and removes it after the grace', async () => {
    const texts = Array.from({ length: 100 }, (_, n) => `text ${n} ${'x'.repeat(n)}`);
    await store(texts, texts.slice(90));
    await leave();
    const first = await run();
    assert.deepEqual([first.forgotten, first.moved, first.retired, first.removed], [90, 10, 1, 0]);
    assert.equal(containers(), 2);
    now = later(grace - 1);
    assert.equal((await run()).removed, 0);
    now = later(1);
    assert.equal((await run()).removed, 1);
    assert.equal(containers(), 1);
    assert.deepEqual(await readable(), texts.slice(90).sort());
  });

  test('leaves a container that is mostly alive, and the one with the highest number', async () => {
    await store(['one', 'two', 'three'], ['one', 'two']);
    await leave();
    assert.deepEqual([(await run()).moved, containers()], [0, 2]);
    now = later(3 * (grace + writingTime));
    await run();
    now = later(3 * (grace + writingTime));
    assert.equal((await run()).removed, 0);
    assert.equal(containers(), 2);
  });

  test('gathers many small containers into one', async () => {
    const texts = Array.from({ length: 16 }, (_, n) => `small ${n}`);
    for (const text of texts) {
      await store([text]);
      now = later(writingTime);
    }
    now = later(grace);
    assert.equal((await run()).moved, 16);
    now = later(grace);
    await run();
    assert.equal(containers(), 1);
    assert.deepEqual(await readable(), texts.sort());
  });

  test('keeps a container in which something cannot be read, and moves the rest', async () => {
    const texts = ['good', 'bad', 'x'.repeat(50), ...Array.from({ length: 20 }, (_, n) => `dead ${n}`)];
    await store(texts, texts.slice(0, 3));
    const bad = await blobs.put(Buffer.from('bad'));
    const place = (await findBlobs(db, [bad.hash])).get(bad.hash.toString('hex'))!;
    const path = containerPath(directory, place.container);
    const file = readFileSync(path);
    file[place.offset + 97]! ^= 1;
    writeFileSync(path, file);
    await leave();
    const swept = await sweep({
      ...{ blobs, database: db, references: 'select hash from used', clock, grace },
      log: { ...testLog, error() {} },
    });
    assert.deepEqual([swept.moved, swept.unreadable, swept.retired], [2, 1, 0]);
    assert.equal(containers(), 2);
  });

  test('may be killed at any step: nothing named is lost, and the next one ends the work', async () => {
    const texts = Array.from({ length: 40 }, (_, n) => `text ${n}`);
    const living = texts.slice(36).sort();
    let steps = 0;
    for (let killed = true; killed; ) {
      await begin();
      await store(texts, living);
      await leave();
      const left = { steps: ++steps };
      killed = await run({ blobs: mortal(blobs, left), database: mortal(db, left) }).then(
        () => false,
        error => error.message === 'killed',
      );
      assert.deepEqual(await readable(), living);
      for (const _ of ['moves and retires', 'removes', 'removes what the second run retired']) {
        await run();
        now = later(grace);
      }
      assert.deepEqual([await readable(), await known()], [living, 4]);
      assert.ok(containers() <= 2);
    }
    assert.ok(steps > 8, `${steps} steps`);
  });

  /** The same object, that dies before its next step once its steps are used up: half of the time after doing it. */
  function mortal<Part extends object>(part: Part, left: { steps: number }): Part {
    return new Proxy(part, {
      get(target, name) {
        const value = target[name as keyof Part];
        if (typeof value !== 'function' || name === 'stream') return value;
        return async (...args: unknown[]) => {
          if (left.steps === 1) await value.apply(target, args);
          if (left.steps-- <= 1) throw new Error('killed');
          return value.apply(target, args);
        };
      },
    });
  }
});
