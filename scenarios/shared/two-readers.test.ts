/** Two readers of one office, each in neomutt: what one has read is still new to the other. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../dev/testing/imap-door.ts';
import type { Actor } from '../../server/services/actor.ts';
import { absent, run, workplace } from '../interop/client-program.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor();
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

/** Opens the office's INBOX as one reader and presses these keys. */
async function mutt(t: TestContext, reader: Actor, office: Actor, keys: string): Promise<void> {
  const { directory, certificate } = await workplace(t, door.certificate);
  await mkdir(directory, { recursive: true });
  await writeFile(
    join(directory, 'rc'),
    `set charset = "utf-8"
set folder = "imaps://localhost:${door.port}/"
set spoolfile = "+Partagées/${office.address}/INBOX"
set imap_user = "${reader.address}"
set imap_pass = "secret"
set certificate_file = "${certificate}"
set ssl_verify_host = no
set delete = yes
set quit = yes
set resolve = no
set sort = mailbox-order
`,
  );
  const command = `env LC_ALL=C.UTF-8 neomutt -n -F rc -e 'push "${keys}"'`;
  const { code, output } = await run(['script', '-qec', command, '/dev/null'], { directory, seconds: 40 });
  assert.equal(code, 0, output.slice(-2000));
}

test('R43 neomutt: each reader of an office has read marks of their own, and sees what the other flags', {
  skip: absent('/usr/bin/neomutt', 'neomutt'),
}, async t => {
  const office = await door.account('ce.0800001a');
  const [head, secretary] = [await door.account('principale'), await door.account('secretaire')];
  const own = await door.connect(t, office);
  for (const subject of ['un', 'deux']) {
    await own.command('APPEND INBOX ', Buffer.from(`Subject: ${subject}\r\nFrom: a@b.c\r\n\r\ncorps\r\n`));
  }
  for (const reader of [head, secretary]) await own.command(`SETACL INBOX ${reader.address} lrswite`);
  await mutt(t, head, office, '<first-entry><display-message><exit><flag-message><sync-mailbox><quit>');
  await mutt(t, secretary, office, '<last-entry><display-message><exit><sync-mailbox><quit>');
  const marks = async (reader: Actor) => {
    const client = await door.connect(t, reader);
    await client.command('ENABLE IMAP4rev2');
    await client.command(`EXAMINE "Partagées/${office.address}/INBOX"`);
    const { untagged } = await client.command('FETCH 1:* (FLAGS)');
    return untagged.map(({ text }) => ['\\Seen', '\\Flagged'].filter(flag => text.includes(flag)).join(' '));
  };
  assert.deepEqual(await marks(head), ['\\Seen \\Flagged', '']);
  assert.deepEqual(await marks(secretary), ['\\Flagged', '\\Seen']);
});
