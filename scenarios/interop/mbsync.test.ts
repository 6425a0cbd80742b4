import assert from 'node:assert/strict';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
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

/** Changes on both sides in all; the drills make a thousand. */
const changes = Number(process.env.CHANGES ?? 120);

test('mbsync keeps both sides in step over many changes on each', {
  skip: absent('/usr/bin/mbsync', 'isync'),
}, async t => {
  const actor = await door.account('mbsync');
  const client = await door.connect(t, actor);
  const { directory, certificate } = await workplace(t, door.certificate);
  await mkdir(join(directory, 'mail'));
  await writeFile(
    join(directory, 'rc'),
    `IMAPAccount far\nHost localhost\nPort ${door.port}\nUser ${actor.address}\nPass secret\nSSLType IMAPS\nCertificateFile ${certificate}\n
IMAPStore far\nAccount far\n
MaildirStore near\nPath ${directory}/mail/\nInbox ${directory}/mail/INBOX\nSubFolders Verbatim\n
Channel all\nFar :far:\nNear :near:\nPatterns *\nCreate Both\nRemove Both\nExpunge Both\nSync All\nSyncState *\n`,
  );
  const sync = async () => {
    const { code, output } = await run(['mbsync', '-c', 'rc', '-a'], { directory });
    assert.equal(code, 0, output);
  };
  const near = async (box: string) => {
    const names: string[] = [];
    for (const part of ['cur', 'new'])
      for (const name of await readdir(join(directory, 'mail', box, part)).catch(() => []))
        names.push(`${part}/${name}`);
    return names;
  };
  let seed = 3;
  const pick = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    return (seed >>> 8) % below;
  };
  const message = (number: number) => Buffer.from(`Subject: ${number}\r\nMessage-ID: <${number}@x>\r\n\r\ncorps\r\n`);
  await sync();
  let made = 0;
  for (let done = 0; done < changes; ) {
    await client.command('SELECT INBOX');
    for (let each = 0; each < 10; each++, done++) {
      const { untagged } = await client.command('UID SEARCH ALL');
      const uids = untagged[0]!.text.split(' ').slice(1);
      const uid = uids[pick(Math.max(1, uids.length))];
      const what = pick(4);
      if (uid === undefined || what < 2) await client.command('APPEND INBOX ', message(++made));
      else if (what === 2) await client.command(`UID STORE ${uid} ${pick(2) ? '+' : '-'}FLAGS (\\Seen \\Flagged)`);
      else await client.command(`UID MOVE ${uid} Archives`);
    }
    for (let each = 0; each < 5; each++, done++) {
      const names = await near('INBOX');
      const name = names[pick(Math.max(1, names.length))];
      const what = pick(3);
      if (name === undefined || what === 0)
        await writeFile(join(directory, 'mail/INBOX/cur', `${++made}.local:2,`), message(made));
      else if (what === 1) await rm(join(directory, 'mail/INBOX', name));
      else
        await rename(
          join(directory, 'mail/INBOX', name),
          join(directory, 'mail/INBOX/cur', `${name.slice(4).replace(/:2,.*/, '')}:2,RS`),
        );
    }
    await sync();
  }
  for (const box of ['INBOX', 'Archives']) {
    await client.command(`SELECT ${box}`);
    const { untagged } = await client.command('FETCH 1:* (FLAGS)');
    const far = untagged.map(({ text }) => flagLetters(text)).sort();
    const here = (await near(box)).map(name => /:2,(\w*)$/.exec(name)?.[1] ?? '').sort();
    assert.deepEqual(here, far, box);
    assert.ok(far.length > 0);
  }
});

function flagLetters(text: string): string {
  const letters = { '\\Draft': 'D', '\\Flagged': 'F', '\\Answered': 'R', '\\Seen': 'S', '\\Deleted': 'T' };
  return Object.entries(letters)
    .filter(([flag]) => text.includes(flag))
    .map(([, letter]) => letter)
    .join('');
}
