import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../dev/testing/imap-door.ts';
import { absent, run, workplace } from './client-program.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor();
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

test('fetchmail takes what is there, once, and leaves the mailbox empty', {
  skip: absent('/usr/bin/fetchmail', 'fetchmail'),
}, async t => {
  const actor = await door.account('fetchmail');
  const client = await door.connect(t, actor);
  for (let each = 0; each < 5; each++)
    await client.command('APPEND INBOX ', Buffer.from(`From: a@b.c\r\nSubject: n${each}\r\n\r\ncorps ${each}\r\n`));
  const { directory, certificate } = await workplace(t, door.certificate);
  await writeFile(
    join(directory, 'rc'),
    `poll localhost protocol imap service ${door.port} user "${actor.address}" password "secret" ssl sslproto "tls1.2+" sslcertck sslcertfile "${certificate}" mda "/bin/cat >> ${directory}/got" no rewrite\n`,
    { mode: 0o600 },
  );
  const first = await run(['fetchmail', '-f', 'rc', '-v'], { directory });
  assert.equal(first.code, 0, first.output);
  const got = await readFile(join(directory, 'got'), 'utf8');
  assert.deepEqual(got.match(/corps \d/g), ['corps 0', 'corps 1', 'corps 2', 'corps 3', 'corps 4']);
  const second = await run(['fetchmail', '-f', 'rc'], { directory });
  assert.equal(second.code, 1, 'nothing left to take');
});
