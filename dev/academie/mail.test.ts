import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type ParsedMail, simpleParser } from 'mailparser';
import { correspondents } from './addresses.ts';
import { dayNumber, parisInstant } from './calendar.ts';
import { circleOf, type MailItem, mailbox, message } from './mail.ts';
import { people } from './people.ts';
import { randomFrom } from './random.ts';
import { schools } from './schools.ts';

const today = '2026-11-24';
const places = schools(randomFrom('mail'), 12);
const everybody = correspondents(people(randomFrom('mail'), places, 60, today));

function lived(rank: number, messages: number, seed = 'mail'): MailItem[] {
  const owner = everybody[rank];
  assert.ok(owner);
  return [...mailbox(randomFrom(seed).fork(owner.address), owner, everybody, places, { messages, today })];
}

const parsedOf = (items: readonly MailItem[]): Promise<ParsedMail[]> =>
  Promise.all(items.map(each => simpleParser(each.raw)));
// A teacher, one whose name is outside Latin-1, a secretary of the rectorat.
const sample = [...lived(0, 700), ...lived(12, 150), ...lived(27, 250)];
const parsed = await parsedOf(sample);

test('the same seed gives the same bytes, another seed gives others', () => {
  const hash = (seed: string) => {
    const sum = createHash('sha256');
    for (const { folder, flags, receivedAt, raw } of lived(3, 300, seed)) {
      sum.update(`${folder} ${flags.join()} ${receivedAt.getTime()}`).update(raw);
    }
    return sum.digest('hex');
  };
  assert.equal(hash('one'), hash('one'));
  assert.notEqual(hash('one'), hash('two'));
});

test('a mailbox has exactly the messages asked for, oldest first, all before today', () => {
  for (const count of [0, 1, 7, 40, 333]) {
    const items = lived(5, count);
    assert.equal(items.length, count);
    const instants = items.map(each => each.receivedAt.getTime());
    assert.deepEqual(
      instants,
      [...instants].sort((a, b) => a - b),
    );
    assert.ok(instants.every(each => each < parisInstant(dayNumber(today), 0)));
  }
});

test('every line ends with CRLF and keeps within 998 octets, and headers are ASCII', () => {
  for (const { raw } of sample) {
    const text = raw.toString('latin1');
    assert.ok(!/\r(?!\n)|(?<!\r)\n/.test(text), 'a bare CR or LF');
    assert.ok(text.split('\r\n').every(line => line.length <= 998));
    const head = text.slice(0, text.indexOf('\r\n\r\n'));
    assert.ok(!/[^\x00-\x7f]/.test(head));
    // rfc/2047#2
    for (const [word] of head.matchAll(/=\?[^?]+\?[QB]\?[^?]*\?=/g)) assert.ok(word.length <= 75, word);
  }
});

test('another parser reads every message whole: sender, date, identifier, subject and text', () => {
  for (const [rank, mail] of parsed.entries()) {
    const item = sample[rank] as MailItem;
    assert.match(mail.from?.value[0]?.address ?? '', /^[^@\s]+@[a-z0-9.-]+\.test$/);
    assert.match(mail.messageId ?? '', /^<[^@<>\s]+@[a-z0-9.-]+\.test>$/);
    assert.equal(mail.date?.getTime(), item.receivedAt.getTime());
    const shown = `${mail.subject ?? ''}${mail.from?.text}${mail.text ?? ''}`;
    assert.ok(!/\ufffd|=\?|\{|\}|undefined|null/.test(shown), shown);
    assert.ok(mail.subject !== undefined || item.folder === 'Brouillons', mail.text);
  }
});

test('the zone of a date is that of Paris on that day', () => {
  for (const { raw, receivedAt } of sample) {
    const [, zone] = /^Date: .*([+-]\d{4})\r$/m.exec(raw.toString('latin1')) ?? [];
    const paris = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });
    assert.ok(paris.format(receivedAt).endsWith(zone === '+0200' ? 'GMT+02:00' : 'GMT+01:00'));
  }
});

test('replies name a message that is already there, and so does every reference', async () => {
  const items = lived(0, 700);
  const known = new Set<string>();
  let replies = 0;
  for (const mail of await parsedOf(items)) {
    const references = [mail.references ?? []].flat();
    for (const id of [...references, ...(mail.inReplyTo === undefined ? [] : [mail.inReplyTo])]) {
      assert.ok(known.has(id), `${mail.subject} answers a stranger`);
    }
    if (mail.inReplyTo !== undefined) replies++;
    assert.ok(mail.messageId !== undefined && !known.has(mail.messageId));
    known.add(mail.messageId);
  }
  assert.ok(replies > 150, `${replies} replies`);
});

test('attachments are what their names say', () => {
  const magic: Record<string, string> = {
    pdf: '%PDF-1.4',
    png: '\x89PNG\r\n',
    jpg: '\xff\xd8\xff',
    odt: 'PK\x03\x04',
    csv: 'groupe;',
  };
  const seen = new Set<string>();
  for (const { filename, content } of parsed.flatMap(each => each.attachments)) {
    if (filename === undefined) continue;
    const kind = filename.slice(filename.lastIndexOf('.') + 1);
    seen.add(kind);
    const start = magic[kind];
    assert.ok(start !== undefined, filename);
    assert.equal(content.toString('latin1', 0, start.length), start, filename);
  }
  assert.deepEqual([...seen].sort(), ['csv', 'jpg', 'odt', 'pdf', 'png']);
});

test('every kind of structure, character set and encoding is met', () => {
  const text = sample.map(each => each.raw.toString('latin1')).join('\r\n');
  const wanted = [
    'multipart/mixed',
    'multipart/alternative',
    'multipart/report',
    'text/calendar',
    'text/html',
    'charset=iso-8859-1',
    'charset=windows-1252',
    'charset=UTF-8',
    'Encoding: 8bit',
    'Encoding: quoted-printable',
    'Encoding: base64',
    'format=flowed',
    'List-Id:',
    'List-Unsubscribe:',
    'filename*',
    '=?UTF-8?Q?',
    '=?UTF-8?B?',
    '=?iso-8859-1?Q?',
    'In-Reply-To:',
    'message/delivery-status',
    'Auto-Submitted:',
  ];
  assert.deepEqual(
    wanted.filter(each => !text.includes(each)),
    [],
  );
});

test('the folders people have are there, nested ones too, and their flags fit', () => {
  const items = lived(0, 2500);
  const folders = new Set(items.map(each => each.folder));
  for (const folder of ['INBOX', 'Envoyés', 'Brouillons', 'Archives', 'Indésirables', 'Corbeille', 'Privé'])
    assert.ok(folders.has(folder), folder);
  assert.ok([...folders].some(each => /^Conseils de classe\/.+/.test(each)));
  for (const { folder, flags } of items) assert.equal(flags.includes('\\Draft'), folder === 'Brouillons');
});

test('five thousand messages are not the same ones again', () => {
  const items = lived(0, 5000);
  const headOf = (raw: Buffer) => raw.toString('latin1', 0, raw.indexOf('\r\n\r\n'));
  const subjects = new Set(items.map(each => /^Subject: ((?:.|\r\n )*)/m.exec(headOf(each.raw))?.[1]));
  assert.ok(subjects.size > 2500, `${subjects.size} subjects`);
  const bodies = new Set(
    items.map(each =>
      createHash('sha256')
        .update(each.raw.subarray(headOf(each.raw).length))
        .digest('hex'),
    ),
  );
  assert.ok(bodies.size > 4950, `${bodies.size} bodies`);
  const sizes = items.map(each => each.raw.length);
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  assert.ok(mean > 5000 && mean < 11_000, `mean size ${mean}`);
  assert.ok(Math.max(...sizes) < 500_000);
});

test('one message can be asked for, at an instant and of a size', async () => {
  const random = randomFrom('one');
  const owner = everybody[1];
  assert.ok(owner);
  const circle = circleOf(random, owner, everybody, places);
  const at = new Date('2026-03-02T08:00:00Z');
  const mail = await simpleParser(message(random, circle, { at }).raw);
  assert.equal(mail.date?.getTime(), at.getTime());
  const { raw } = message(random, circle, { at, bytes: 200_000 });
  assert.ok(raw.length > 260_000 && raw.length < 300_000, `${raw.length}`);
});

test('somebody alone has nobody to write with', () => {
  const [owner] = everybody;
  assert.ok(owner);
  assert.throws(() => circleOf(randomFrom('alone'), owner, [owner], places), RangeError);
});
