import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../../dev/testing/imap-door.ts';
import type { ImapClient, Result } from './client.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor();
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

const whole = ({ status, text }: Result) => `${status} ${text}`;
const lines = ({ untagged }: Result) => untagged.map(({ text }) => text);

let people = 0;
async function arrive(t: TestContext) {
  const client = await door.connect(t, await door.account(`filtre${++people}`));
  await client.command('APPEND INBOX ', Buffer.from('From: chef@x.test\r\nSubject: conseil\r\n\r\nx\r\n'));
  await client.command('APPEND INBOX (\\Flagged) ', Buffer.from('From: autre@x.test\r\nSubject: été\r\n\r\nx\r\n'));
  await client.command('SELECT INBOX');
  return client;
}

const keep = (client: ImapClient, name: string, value: string) =>
  client.command(`SETMETADATA "" (/private/filters/values/${name} `, Buffer.from(value), ')');

test('a stored search is said by its name, alone or among other keys, in every kind of search', async t => {
  const client = await arrive(t);
  assert.match((await client.command('CAPABILITY')).untagged[0]!.text, / FILTERS( |$)/);
  assert.match(whole(await keep(client, 'route', 'OR FROM "chef@x.test" SUBJECT "été"')), /^OK/);
  assert.deepEqual(lines(await client.command('SEARCH FILTER route')), ['SEARCH 1 2']);
  assert.deepEqual(lines(await client.command('SEARCH FILTER Route FLAGGED')), ['SEARCH 2']);
  assert.deepEqual(lines(await client.command('SEARCH NOT FILTER route')), ['SEARCH']);
  assert.deepEqual(lines(await client.command('SORT (SUBJECT) UTF-8 FILTER route')), ['SORT 1 2']);
  assert.match(lines(await client.command('ESEARCH IN (personal) RETURN (COUNT) FILTER route'))[0]!, /COUNT 2/);
});

test('filters may name filters, and never themselves', async t => {
  const client = await arrive(t);
  await keep(client, 'un', 'FROM "chef@x.test"');
  await keep(client, 'deux', 'FILTER un');
  await keep(client, 'trois', 'OR FILTER deux FLAGGED');
  await keep(client, 'quatre', 'FILTER trois');
  assert.deepEqual(lines(await client.command('SEARCH FILTER quatre')), ['SEARCH 1 2']);
  await keep(client, 'rond', 'FILTER rond');
  assert.match(whole(await client.command('SEARCH FILTER rond')), /^NO \[UNDEFINED-FILTER rond\]/);
  await keep(client, 'double', 'OR FILTER double FILTER double');
  assert.match(whole(await client.command('SEARCH FILTER double')), /^NO \[UNDEFINED-FILTER double\]/);
});

test('a filter that is not there is said; one that is no search is not kept; charsets do not mix', async t => {
  const client = await arrive(t);
  assert.match(whole(await client.command('SEARCH FILTER rien')), /^NO \[UNDEFINED-FILTER rien\]/);
  assert.match(whole(await keep(client, 'moitie', 'OR SMALLER')), /^NO \[CANNOT\]/);
  await keep(client, 'tous', 'ALL');
  assert.match(whole(await client.command('SEARCH CHARSET ISO-8859-1 FILTER tous')), /^BAD \[BADCHARSET/);
  assert.match(whole(await client.command('SETMETADATA "" (/private/filters/values/tous NIL)')), /^OK/);
  assert.match(whole(await client.command('SEARCH FILTER tous')), /^NO \[UNDEFINED-FILTER tous\]/);
});
