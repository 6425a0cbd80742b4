import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
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

test('curl lists, appends, reads, searches; under implicit TLS and STARTTLS', {
  skip: absent('/usr/bin/curl', 'curl'),
}, async t => {
  const actor = await door.account('curl');
  const { directory, certificate } = await workplace(t, door.certificate);
  const curl = (scheme: string, path: string, ...more: string[]) => {
    const url = `${scheme}://localhost:${scheme === 'imaps' ? door.port : door.plainPort}/${path}`;
    const trust = ['-sS', '--ssl-reqd', '--cacert', certificate];
    return run(['curl', ...trust, '-u', `${actor.address}:secret`, '--url', url, ...more], { directory });
  };
  await writeFile(join(directory, 'message'), 'Subject: bonjour\r\n\r\nDe curl\r\n');
  assert.equal((await curl('imaps', 'INBOX', '-T', 'message')).code, 0);
  assert.match((await curl('imaps', '')).output, /LIST \(\\HasNoChildren\) "\/" INBOX/);
  assert.match((await curl('imap', 'INBOX;MAILINDEX=1')).output, /De curl/);
  assert.match((await curl('imaps', 'INBOX?SUBJECT%20bonjour')).output, /\* SEARCH 1/);
  assert.notEqual((await curl('imaps', 'Rien;MAILINDEX=1')).code, 0);
});
