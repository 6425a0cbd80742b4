import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../../dev/testing/imap-door.ts';
import { createMessageIntake, mostHeld } from './message-intake.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor();
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

let people = 0;
async function arrive(t: TestContext) {
  const actor = await door.account(`large${++people}`);
  return { actor, client: await door.connect(t, actor) };
}

const head = Buffer.from(
  'Subject: gros\r\nMessage-ID: <gros@x>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nVoici.\r\n--b\r\n' +
    'Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n',
);
const tail = Buffer.from('--b--\r\n');
const base64Line = `${'QUJD'.repeat(19)}\r\n`;
const megabyte = Buffer.from(base64Line.repeat(Math.floor((1 << 20) / base64Line.length)));

/** The pieces of a message of about so many megabytes. */
const large = (megabytes: number) => [head, ...Array<Buffer>(megabytes).fill(megabyte), tail];
const sizeOf = (pieces: readonly Buffer[]) => pieces.reduce((sum, { length }) => sum + length, 0);

/** Octets in the containers of blobs. */
async function stored(): Promise<number> {
  const { directory } = door.house.store.blobs.containers;
  const sizes = (await readdir(directory)).map(async name => (await stat(join(directory, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

test('eight messages of fifty megabytes at once are held in pieces of what one socket gives', async () => {
  const pieces = large(50);
  let most = 0;
  const takeOne = async () => {
    const intake = createMessageIntake(door.house, false);
    for (const piece of pieces)
      for (let at = 0; at < piece.length; at += 65_536) {
        const added = intake.add(piece.subarray(at, at + 65_536));
        most = Math.max(most, intake.held);
        await added;
      }
    assert.equal(intake.octets, sizeOf(pieces));
    return await intake.keep();
  };
  const kept = await Promise.all(Array.from({ length: 8 }, takeOne));
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  const expected = hash.digest('hex');
  for (const { blob, facts } of kept) {
    assert.equal(blob.hash.toString('hex'), expected);
    assert.equal(facts.bytes, sizeOf(pieces));
    assert.equal(facts.structure.children?.length, 2);
    assert.equal(facts.structure.children[1]!.end, sizeOf(pieces) - tail.length - 2);
  }
  assert.ok(most <= 256 * 1024, `${most} octets of one message were held`);
  assert.ok(mostHeld < 10 * 1024 * 1024);
});

test('a large APPEND comes back as it was sent, its attachment in its place', async t => {
  const { client } = await arrive(t);
  const bytes = Buffer.concat(large(5));
  assert.equal((await client.command('APPEND INBOX ', bytes)).status, 'OK');
  assert.equal((await client.command(`APPEND INBOX {${bytes.length}+}\r\n${bytes}`)).status, 'OK');
  await client.command('SELECT INBOX');
  const { untagged } = await client.command('FETCH 1:2 (RFC822.SIZE BODY.PEEK[] BODY.PEEK[2.MIME])');
  for (const { text, literals } of untagged) {
    assert.ok(text.includes(`RFC822.SIZE ${bytes.length}`));
    assert.ok(literals[0]!.equals(bytes));
    assert.match(literals[1]!.toString(), /^Content-Type: application\/pdf/);
  }
});

test('MULTIAPPEND, CATENATE, REPLACE and literal8 take large messages too', async t => {
  const { client } = await arrive(t);
  const bytes = Buffer.concat(large(1));
  const two = await client.command('APPEND INBOX (\\Seen) ', bytes, ' (\\Flagged) ', bytes);
  assert.match(two.text, /APPENDUID \d+ 1:2/);
  const part = Buffer.from('Subject: joint\r\n\r\n');
  const joined = await client.command('APPEND INBOX CATENATE (TEXT ', part, ' URL "/INBOX;UID=1")');
  assert.equal(joined.status, 'OK');
  await client.command('SELECT INBOX');
  assert.equal((await client.command('REPLACE 1 INBOX ', bytes)).status, 'OK');
  const zeros = Buffer.concat([Buffer.from('Subject: zeros\r\n\r\n'), Buffer.alloc(300_000)]);
  assert.equal((await client.command(`APPEND INBOX ~{${zeros.length}+}\r\n${zeros.toString('latin1')}`)).status, 'OK');
  const { untagged } = await client.command('FETCH 1:* (RFC822.SIZE)');
  const sizes = untagged.map(({ text }) => Number(/SIZE (\d+)/.exec(text)?.[1]));
  assert.deepEqual(sizes, [bytes.length, part.length + bytes.length, bytes.length, zeros.length]);
});

test('what a client gives up in the middle leaves nothing behind', async t => {
  const { actor, client } = await arrive(t);
  const before = await stored();
  const asked = client.continuation();
  const cut = client.command('APPEND INBOX {3000000}');
  await asked;
  client.raw(megabyte);
  client.close();
  assert.equal((await cut).status, 'BYE');
  const other = await door.connect(t, actor);
  assert.equal((await other.command('STATUS INBOX (MESSAGES)')).untagged[0]!.text, 'STATUS INBOX (MESSAGES 0)');
  await until(async () => (await stored()) <= before);
});

test('a message too large, or one too many for the quota, is refused before it is asked for', async t => {
  const { client } = await arrive(t);
  assert.match(whole(await client.command('APPEND INBOX {70000000}\r\n')), /^NO \[TOOBIG\]/);
  const small = await door.account('etroit', { allowedBytes: 1_000_000 });
  const narrow = await door.connect(t, small);
  assert.match(whole(await narrow.command('APPEND INBOX {2000000}\r\n')), /^NO \[OVERQUOTA\]/);
});

const whole = ({ status, text }: { status: string; text: string }) => `${status} ${text}`;

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 20));
}
