import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
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

test('imapfilter files, flags and makes folders', { skip: absent('/usr/bin/imapfilter', 'imapfilter') }, async t => {
  const actor = await door.account('imapfilter');
  const client = await door.connect(t, actor);
  for (const subject of ['liste un', 'autre', 'liste deux'])
    await client.command('APPEND INBOX ', Buffer.from(`Subject: ${subject}\r\n\r\nx\r\n`));
  const { directory, certificate } = await workplace(t, door.certificate);
  await mkdir(join(directory, '.imapfilter'));
  await writeFile(
    join(directory, 'rules.lua'),
    `options.certificates = false
options.create = true
options.subscribe = true
account = IMAP { server = 'localhost', port = ${door.port}, username = '${actor.address}', password = 'secret', ssl = 'auto' }
lists = account.INBOX:contain_subject('liste')
lists:mark_flagged()
lists:move_messages(account['Listes'])
account.INBOX:is_unseen():mark_seen()
`,
  );
  const { code, output } = await run(['imapfilter', '-t', certificate, '-c', 'rules.lua'], { directory });
  assert.equal(code, 0, output);
  await client.command('SELECT Listes');
  const { untagged } = await client.command('FETCH 1:* (FLAGS)');
  assert.deepEqual(
    untagged.map(({ text }) => text.includes('\\Flagged')),
    [true, true],
  );
  const status = await client.command('STATUS INBOX (MESSAGES UNSEEN)');
  assert.equal(status.untagged[0]!.text, 'STATUS INBOX (MESSAGES 1 UNSEEN 0)');
});
