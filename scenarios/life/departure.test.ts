/** Leaving with one's mail: the package made, fetched in pieces, opened by others, put in elsewhere, equal to the byte. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, afterEach, before, test } from 'node:test';
import { ZipFile } from 'yazl';
import { parseAddress } from '../../server/formats/address/address.ts';
import type { Manifest, PackagedMessage } from '../../server/formats/package/layout.ts';
import { publicKeyOf, signingKey } from '../../server/formats/package/seal.ts';
import type { AccountId } from '../../server/model/account.ts';
import { flagBits } from '../../server/model/email.ts';
import { type Reason, Refusal } from '../../server/model/refusal.ts';
import type { Actor } from '../../server/services/actor.ts';
import {
  dropPackages,
  linkTo,
  listOwnPackages,
  makePackage,
  openPackage,
  requestPackage,
} from '../../server/services/departure/packages.ts';
import { planDeparture } from '../../server/services/departure/plan.ts';
import { putIn } from '../../server/services/departure/put-in.ts';
import { readMessages } from '../../server/services/departure/read-messages.ts';
import { readMboxStream, readZip } from '../../server/services/departure/read-zip.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { create } from '../../server/services/mailboxes/create.ts';
import { list } from '../../server/services/mailboxes/list.ts';
import { submit } from '../../server/services/submission/submit.ts';
import { type LifeHouse, lifeHouse } from './house.ts';

let life: LifeHouse;
let ines: Actor;
let zip: string;
let directory: string;
before(async () => {
  life = await lifeHouse();
  directory = await mkdtemp(join(tmpdir(), 'vaguemestre-departure-'));
  await life.feed([
    { key: '1', family: 'Martin', given: 'Marie' },
    { key: '2', family: 'Ouali', given: 'Inès', population: 'contractuel', to: '20/12/2026' },
    { key: '3', family: 'Roy', given: 'Eva' },
  ]);
  await life.activate('1', '2', '3');
  ines = await life.actor('2');
  await fill();
});
after(async () => {
  await life.close();
  await rm(directory, { recursive: true });
});
afterEach(() => assert.deepEqual(life.faults, []));

const refuses = (reason: Reason) => (error: unknown) => error instanceof Refusal && error.reason === reason;
const parts = async () => [{ path: 'contacts/contacts.csv', bytes: Buffer.from('nom;adresse\r\n') }];
const packages = () => join(directory, 'packages');
const largest = 60_000_000;

async function fill(): Promise<void> {
  const { house } = life;
  const ids = new Map((await list(house, ines)).mailboxes.map(mailbox => [mailbox.name, mailbox.id]));
  for (const name of ['Projets/Été : « 2026 »', 'Privé', 'Vide'])
    ids.set(name, (await create(house, ines, name)).ref.mailboxId);
  const at = new Date('2026-03-29T01:30:00Z');
  async function message(folder: string, text: string, flags = 0, keywords: string[] = []): Promise<void> {
    const kept = await keepMessage(house, Buffer.from(text, 'latin1'));
    const about = { flags, keywords, receivedAt: at, receivedZone: 120 };
    await append(house, ines, { accountId: ines.accountId, mailboxId: ids.get(folder)! }, [{ ...kept, ...about }]);
  }
  await message('INBOX', 'Subject: un\r\nFrom: a@example.org\r\n\r\nFrom toi\r\n>From moi\r\n', flagBits.seen, [
    'à-suivre',
  ]);
  await message('INBOX', 'Subject: fins de lignes\n\nseules\n', flagBits.flagged);
  await message('INBOX', 'Subject: =E9\r\n\r\n\xe9\xff\x00 sans fin de ligne', flagBits.answered | flagBits.seen);
  await message('Envoyés', 'Subject: envoyé\r\n\r\n.\r\n', flagBits.seen);
  await message('Envoyés', 'Subject: envoyé\r\n\r\n.\r\n', flagBits.seen);
  await message('Projets/Été : « 2026 »', `Subject: gros\r\n\r\n${'x'.repeat(300_000)}\r\n`, 0, ['$work', 'été']);
  await message('Privé', 'Subject: docteur\r\n\r\n\r\n', flagBits.draft);
  const address = parseAddress(ines.address);
  assert.ok(address);
  // One that was delivered here: its trace lines are part of what is read.
  await submit(house, await life.actor('1'), {
    sender: 'marie.martin@ac-amiens.test',
    recipients: [{ address }],
    bytes: Buffer.from(
      'From: marie.martin@ac-amiens.test\r\nTo: ines.ouali@ac-amiens.test\r\nSubject: adieu\r\n\r\nA.\r\n',
    ),
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
  });
}

/** Every message of an account, as comparable text. */
async function contents(accountId: AccountId, actor: Actor): Promise<string[]> {
  const found: string[] = [];
  for (const mailbox of (await list(life.house, actor)).mailboxes) {
    for await (const { bytes, flags, keywords, receivedAt, zone } of readMessages(life.house, accountId, mailbox.id)) {
      const print = createHash('sha256').update(bytes).digest('hex');
      found.push([mailbox.name, print, flags, keywords.join(','), receivedAt.toISOString(), zone].join(' '));
    }
  }
  return found.sort();
}

test('R26 R27 the person sees what stops and when', async () => {
  const plan = await planDeparture(life.house, ines);
  assert.deepEqual(plan, { lastDay: '2026-12-20', closesOn: '2027-01-19', daysLeft: 56, readOnlyFrom: null });
  assert.equal(await planDeparture(life.house, await life.actor('1')), null);
});

test('R28 the package is made by a job, with progress, and fetched in pieces behind a link of its owner’s alone', async () => {
  const { house } = life;
  const asked = await requestPackage(house, ines);
  assert.equal((await requestPackage(house, ines)).id, asked.id, 'asking twice makes one');
  assert.equal(asked.messagesTotal, 8);
  await assert.rejects(linkTo(house, ines, asked.id), refuses('unavailable'));
  assert.equal(await makePackage(house, packages(), parts), true);
  assert.equal(await makePackage(house, packages(), parts), false);
  const [made] = await listOwnPackages(house, ines);
  assert.deepEqual([made!.state, made!.messagesDone], ['ready', 8]);
  await assert.rejects(linkTo(house, await life.actor('1'), asked.id), refuses('not-permitted'));
  const { token } = await linkTo(house, ines, asked.id);
  const opened = await openPackage(house, packages(), token);
  const pieces: Buffer[] = [];
  for (let from = 0; from < opened.bytes; from += 1000) {
    pieces.push(await buffer(opened.read({ from, to: Math.min(from + 1000, opened.bytes) })));
  }
  const whole = Buffer.concat(pieces);
  assert.equal(createHash('sha256').update(whole).digest('hex'), opened.sha256);
  assert.deepEqual(whole, await buffer(opened.read()));
  zip = join(directory, 'ines.zip');
  await writeFile(zip, whole);
  for (const forged of [
    token.replace(/^\d+/, '9'),
    `${token.slice(0, -1)}A`,
    'x',
    token.replace(/\.\w+\./, '.zzzzzzzz.'),
  ]) {
    if (forged !== token) await assert.rejects(openPackage(house, packages(), forged), refuses('not-permitted'));
  }
});

const unzip = { skip: !existsSync('/usr/bin/unzip') && 'needs unzip' };
test(
  'R4 R28 the package holds every message to the byte, an inventory that adds up, and the private folder apart',
  unzip,
  async () => {
    const out = join(directory, 'out');
    execFileSync('/usr/bin/unzip', ['-q', zip, '-d', out], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as Manifest;
    assert.equal(manifest.messages, 8);
    for (const { path, bytes, sha256 } of manifest.files) {
      const file = await readFile(join(out, path));
      assert.equal(file.length, bytes, path);
      assert.equal(createHash('sha256').update(file).digest('hex'), sha256, path);
    }
    const lines = (await readFile(join(out, 'messages.jsonl'), 'utf8')).trimEnd().split('\n');
    const messages = lines.map(line => JSON.parse(line) as PackagedMessage);
    assert.equal(messages.length, 8);
    for (const { path, sha256 } of messages) {
      assert.equal(
        createHash('sha256')
          .update(await readFile(join(out, path)))
          .digest('hex'),
        sha256,
      );
    }
    assert.deepEqual(
      messages.filter(each => each.path.startsWith('prive/')).map(each => each.folder),
      ['Privé'],
    );
    assert.ok(manifest.files.some(each => each.path === 'contacts/contacts.csv'));
    assert.ok(manifest.files.some(each => each.path === 'prive/mbox/Privé.mbox'));
  },
);

const neomutt = {
  skip: !(existsSync('/usr/bin/neomutt') && existsSync('/usr/bin/unzip')) && 'needs neomutt and unzip',
};
test('R28 neomutt opens the mbox and sees the marks', neomutt, async () => {
  const home = join(directory, 'home');
  await mkdir(home);
  const mbox = join(directory, 'out/mbox/INBOX.mbox');
  await writeFile(join(home, 'copy.mbox'), await readFile(mbox));
  const script = `push "T~A<enter>;C${home}/seen<enter>x"\nset confirmappend=no\nset confirmcreate=no\n`;
  await writeFile(
    join(home, 'rc'),
    `${script}set folder=${home}\nset mbox_type=mbox\nset auto_tag=yes\nset delete=no\nset move=no\nset header_cache=""\nset sort=mailbox-order\n`,
  );
  // Its keyboard stays open: an end of input would be a key of its own.
  const ended = spawn('/usr/bin/script', ['-qec', `neomutt -n -F ${home}/rc -f ${home}/copy.mbox`, '/dev/null'], {
    env: { ...process.env, HOME: home, TERM: 'xterm' },
    stdio: ['pipe', 'ignore', 'ignore'],
    timeout: 15_000,
  });
  await once(ended, 'exit');
  ended.stdin.destroy();
  const copied: { subject: string; flags: number }[] = [];
  for await (const message of readMboxStream(createReadStream(join(home, 'seen')), 'seen', largest)) {
    assert.ok('bytes' in message);
    copied.push({ subject: /Subject: ([^\r\n]*)/.exec(message.bytes.toString('latin1'))![1]!, flags: message.flags });
  }
  assert.deepEqual(
    copied.map(each => each.subject),
    ['un', 'fins de lignes', '=E9', 'adieu'],
  );
  assert.ok((copied[2]!.flags & flagBits.answered) !== 0);
  assert.ok((copied[1]!.flags & flagBits.flagged) !== 0);
});

test('R28 R30 the package put in elsewhere gives the same mailbox, to the byte, and once however often it is put in', async () => {
  const marie = await life.actor('3');
  const before = (await list(life.house, ines)).mailboxes.map(mailbox => mailbox.name);
  // Cut short after the first batch of the first folder.
  let taken = 0;
  async function* cutShort() {
    for await (const message of readZip(zip, largest)) {
      if (taken++ === 3) throw new Error('cut');
      yield message;
    }
  }
  await assert.rejects(putIn(life.house, marie, cutShort()), /cut/);
  const first = await putIn(life.house, marie, readZip(zip, largest));
  assert.deepEqual(first.leftOut, []);
  assert.equal(first.added + first.present, 8);
  assert.deepEqual(await contents(marie.accountId, marie), await contents(ines.accountId, ines));
  const again = await putIn(life.house, marie, readZip(zip, largest));
  assert.deepEqual([again.added, again.present], [0, 8]);
  const own = await putIn(life.house, ines, readZip(zip, largest));
  assert.deepEqual([own.added, own.present], [0, 8], 'into the mailbox it came from, trace lines and all');
  assert.ok(before.length >= 9);
});

test('R30 a package that was tampered with is refused, or its message left out', async () => {
  const bytes = await readFile(zip);
  const name = Buffer.from('messages.jsonl');
  const broken = Buffer.from(bytes);
  // The list of messages is stored compressed: one octet of it changed no longer inflates to what the manifest says.
  const at = broken.indexOf(name) + name.length + 40;
  broken[at] = broken[at]! ^ 0xff;
  const path = join(directory, 'broken.zip');
  await writeFile(path, broken);
  await assert.rejects(putIn(life.house, await life.actor('1'), readZip(path, largest)), refuses('bad-message'));
  await writeFile(path, bytes.subarray(0, bytes.length - 30));
  await assert.rejects(putIn(life.house, await life.actor('1'), readZip(path, largest)), refuses('bad-message'));
});

test('R30 another house takes the package by the seal of this one, and no other', async () => {
  const theirs = publicKeyOf(signingKey(life.house.keys.file));
  const stranger = publicKeyOf(signingKey(Buffer.alloc(32, 9)));
  const eva = await life.actor('3');
  assert.equal((await putIn(life.house, eva, readZip(zip, largest, [stranger, theirs]))).present, 8);
  await assert.rejects(putIn(life.house, eva, readZip(zip, largest, [stranger])), refuses('not-permitted'));
  // The same files with another inventory under the old seal.
  const out = join(directory, 'out');
  const forged = new ZipFile();
  const manifest = await readFile(join(out, 'manifest.json'), 'utf8').catch(() => null);
  if (manifest === null) return;
  forged.addBuffer(Buffer.from(manifest.replace('ines.ouali', 'marie.martin')), 'manifest.json');
  for (const name of ['seal.json', 'messages.jsonl']) forged.addFile(join(out, name), name);
  forged.end();
  const path = join(directory, 'forged.zip');
  await writeFile(path, await buffer(forged.outputStream as never));
  await assert.rejects(putIn(life.house, eva, readZip(path, largest)), refuses('bad-message'));
});

test('R14 a zip of EML files, a Maildir and an mbox are taken in with their marks', async () => {
  const foreign = new ZipFile();
  foreign.addBuffer(
    Buffer.from('Subject: eml\r\nDate: Mon, 2 Feb 2026 10:00:00 +0100\r\n\r\nx\r\n'),
    'Export/Classe de 3e/a.eml',
  );
  foreign.addBuffer(Buffer.from('Subject: maildir\r\n\r\nx\r\n'), 'Maildir/.Archives.2024/cur/1700000000.M1.host:2,FS');
  foreign.addBuffer(Buffer.from('From a Tue Nov 24 08:00:00 2026\nStatus: RO\nSubject: mbox\n\nx\n'), 'Divers.mbox');
  foreign.addBuffer(Buffer.alloc(2000, 0x41), 'Gros/b.eml');
  foreign.addBuffer(Buffer.from('nothing'), 'notes.txt');
  foreign.end();
  const path = join(directory, 'foreign.zip');
  await writeFile(path, await buffer(foreign.outputStream as never));
  const marie = await life.actor('1');
  const outcome = await putIn(life.house, marie, readZip(path, 1000));
  assert.equal(outcome.added, 3);
  assert.deepEqual(outcome.leftOut, [{ path: 'Gros/b.eml', why: 'too-large' }]);
  const lines = await contents(marie.accountId, marie);
  const dates = lines.map(line => line.replace(/ [0-9a-f]{64} /, ' '));
  assert.ok(dates.includes('Export/Classe de 3e 0  2026-02-02T09:00:00.000Z 60'), dates.join('\n'));
  assert.ok(dates.includes(`Archives/2024 ${flagBits.seen | flagBits.flagged}  2023-11-14T22:13:20.000Z 60`));
  assert.ok(dates.includes(`Divers ${flagBits.seen}  2026-11-24T08:00:00.000Z 60`));
  assert.equal((await putIn(life.house, marie, readZip(path, 1000))).added, 0);
});

test('R29 after the closing the link is dead and the file is gone', async () => {
  const { house } = life;
  life.goTo('2027-01-15');
  const { id } = await requestPackage(house, ines);
  await makePackage(house, packages(), parts);
  const { token } = await linkTo(house, ines, id);
  await openPackage(house, packages(), token);
  await life.liveDay('2027-01-20');
  await assert.rejects(openPackage(house, packages(), token), refuses('closed'));
  assert.equal(await dropPackages(house, packages()), 2);
  assert.ok(!existsSync(join(packages(), `${id}.zip`)));
});
