import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ImapFlow } from 'imapflow';
import { type ImapDoor, imapDoor } from '../../dev/testing/imap-door.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor();
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

test('imapflow connects, files, searches, and hears of news while it idles', async t => {
  const actor = await door.account('flow');
  const connect = async () => {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: door.port,
      secure: true,
      tls: { rejectUnauthorized: false },
      auth: { user: actor.address, pass: 'secret' },
      logger: false,
      qresync: true,
    });
    await client.connect();
    t.after(() => client.close());
    return client;
  };
  const client = await connect();
  const uses = (await client.list()).map(({ path, specialUse }) => `${path} ${specialUse}`);
  assert.ok(uses.includes('Indésirables \\Junk') && uses.includes('Envoyés \\Sent'));
  await client.append('INBOX', 'Subject: été\r\nFrom: a@b.c\r\n\r\nBonjour', ['\\Seen', 'MonTag'], new Date(0));
  const lock = await client.getMailboxLock('INBOX');
  const message = await client.fetchOne('1', { envelope: true, flags: true, source: true, bodyStructure: true });
  assert.ok(message);
  assert.equal(message.envelope?.subject, 'été');
  assert.deepEqual([...(message.flags ?? [])].sort(), ['MonTag', '\\Recent', '\\Seen']);
  assert.match(`${message.source}`, /Bonjour$/);
  assert.deepEqual(await client.search({ subject: 'ETE' }, { uid: true }), [1]);
  const heard = new Promise<number>(resolve => client.once('exists', ({ count }) => resolve(count)));
  const other = await connect();
  const idling = client.idle();
  await other.append('INBOX', 'Subject: deux\r\n\r\nx');
  assert.equal(await heard, 2);
  assert.ok(await client.messageMove('2', 'Archives'));
  await idling;
  const status = await client.status('Archives', { messages: true });
  assert.deepEqual(status, { path: 'Archives', messages: 1 });
  assert.equal(((await client.getQuota('INBOX')) || { path: '' }).path, 'INBOX');
  lock.release();
  await client.logout();
  await other.logout();
});
