import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../../dev/testing/imap-door.ts';
import type { Result } from './client.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor({ messages: 3 });
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

const whole = ({ status, text }: Result) => `${status} ${text}`;
const lines = ({ untagged }: Result) => untagged.map(({ text }) => text);

let people = 0;
/** Somebody with five messages, UIDs 1 to 5, where a command may work on three. */
async function five(t: TestContext) {
  const client = await door.connect(t, await door.account(`limite${++people}`));
  for (let each = 1; each <= 5; each++)
    await client.command('APPEND INBOX ', Buffer.from(`Subject: ${each}\r\n\r\nx\r\n`));
  await client.command('SELECT INBOX');
  return client;
}

test('the limit is announced, and FETCH, STORE and SEARCH work on the highest UIDs', async t => {
  const client = await five(t);
  assert.match((await client.command('CAPABILITY')).untagged[0]!.text, / MESSAGELIMIT=3( |$)/);
  const fetched = await client.command('FETCH 1:* (UID)');
  assert.deepEqual(lines(fetched), ['3 FETCH (UID 3)', '4 FETCH (UID 4)', '5 FETCH (UID 5)']);
  assert.match(whole(fetched), /^OK \[MESSAGELIMIT 3 3\]/);
  assert.match(whole(await client.command('FETCH 1:3 (UID)')), /^OK (?!\[)/);
  const stored = await client.command('STORE 1:4 +FLAGS (\\Flagged)');
  assert.match(whole(stored), /^OK \[MESSAGELIMIT 3 2\]/);
  const searched = await client.command('SEARCH ALL');
  assert.deepEqual(lines(searched), ['SEARCH 3 4 5']);
  assert.match(whole(searched), /^OK \[MESSAGELIMIT 3 3\]/);
});

test('COPY, SORT and THREAD are whole or refused', async t => {
  const client = await five(t);
  assert.match(whole(await client.command('COPY 1:4 Archives')), /^NO \[MESSAGELIMIT 3\]/);
  assert.match(whole(await client.command('COPY 1:3 Archives')), /^OK \[COPYUID/);
  assert.match(whole(await client.command('SORT (SUBJECT) UTF-8 ALL')), /^NO \[MESSAGELIMIT 3\]/);
  assert.match(whole(await client.command('THREAD REFERENCES UTF-8 ALL')), /^NO \[MESSAGELIMIT 3\]/);
  assert.deepEqual(lines(await client.command('SORT (SUBJECT) UTF-8 1:3')), ['SORT 1 2 3']);
});

test('MOVE and UID EXPUNGE go on where they were cut; EXPUNGE is whole', async t => {
  const client = await five(t);
  const moved = await client.command('MOVE 1:* Archives');
  assert.match(lines(moved)[0]!, /COPYUID \d+ 3:5 1:3/);
  assert.match(whole(moved), /^OK \[MESSAGELIMIT 3 3\]/);
  assert.match(whole(await client.command('MOVE 1:* Archives')), /^OK (?!\[)/);
  await client.command('SELECT Archives');
  await client.command('STORE 3:5 +FLAGS.SILENT (\\Deleted)');
  await client.command('STORE 1:2 +FLAGS.SILENT (\\Deleted)');
  const some = await client.command('UID EXPUNGE 1:*');
  assert.match(whole(some), /^OK \[MESSAGELIMIT 3 3\]/);
  assert.equal(lines(some).length, 3);
  assert.match(whole(await client.command('EXPUNGE')), /^OK (?!\[)/);
});

test('UIDAFTER and UIDBEFORE find the rest', async t => {
  const client = await five(t);
  assert.deepEqual(lines(await client.command('UID SEARCH UIDAFTER 4')), ['SEARCH 5']);
  assert.deepEqual(lines(await client.command('UID SEARCH UIDAFTER 5')), ['SEARCH']);
  assert.deepEqual(lines(await client.command('UID SEARCH UIDBEFORE 5')), ['SEARCH 3 4']);
});
