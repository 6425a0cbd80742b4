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

test('neomutt opens the inbox, reads, flags, files and expunges', {
  skip: absent('/usr/bin/neomutt', 'neomutt'),
}, async t => {
  const actor = await door.account('neomutt');
  const client = await door.connect(t, actor);
  for (const subject of ['un', 'deux', 'trois'])
    await client.command('APPEND INBOX ', Buffer.from(`Subject: ${subject}\r\nFrom: a@b.c\r\n\r\ncorps\r\n`));
  const { directory, certificate } = await workplace(t, door.certificate);
  await writeFile(
    join(directory, 'rc'),
    `set folder = "imaps://localhost:${door.port}/"
set spoolfile = "+INBOX"
set imap_user = "${actor.address}"
set imap_pass = "secret"
set certificate_file = "${certificate}"
set ssl_verify_host = no
set imap_qresync = yes
set imap_condstore = yes
set confirmappend = no
set delete = yes
set quit = yes
set resolve = no
set mail_check = 1
set sort = mailbox-order
`,
  );
  const keys =
    '<first-entry><flag-message><next-entry><save-message>=Archives<enter><next-entry><display-message><exit><sync-mailbox><quit>';
  const command = `neomutt -n -F rc -e 'push "${keys}"'`;
  const { code, output } = await run(['script', '-qec', command, '/dev/null'], { directory, seconds: 40 });
  assert.equal(code, 0, output.slice(-2000));
  await client.command('SELECT INBOX');
  const { untagged } = await client.command('FETCH 1:* (UID FLAGS)');
  const flags = untagged.map(({ text }) => /UID (\d+) FLAGS \(([^)]*)\)/.exec(text)!.slice(1));
  assert.deepEqual(
    flags.map(([uid, names]) => [uid, names!.includes('\\Flagged'), names!.includes('\\Seen')]),
    [
      ['1', true, false],
      ['3', false, true],
    ],
    output.slice(-3000),
  );
  const status = await client.command('STATUS Archives (MESSAGES)');
  assert.equal(status.untagged[0]!.text, 'STATUS Archives (MESSAGES 1)');
});
