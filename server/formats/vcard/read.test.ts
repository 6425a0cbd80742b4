import assert from 'node:assert/strict';
import { test } from 'node:test';
import { all, type Card, first, paramValues } from './card.ts';
import { toVersion3 } from './downgrade.ts';
import { cardFacts, unfit } from './facts.ts';
import { pictureType } from './picture.ts';
import { cardLimits, readCard, readCards } from './read.ts';
import { toVersion4 } from './upgrade.ts';
import { writeCard } from './write.ts';

function card(text: string, encoding: BufferEncoding = 'utf8'): Card {
  const read = readCard(Buffer.from(text.trim().replaceAll('\n', '\r\n'), encoding));
  assert.ok(read.kind === 'card', JSON.stringify(read));
  return read.card;
}

test('a card of 4.0 is written as it was read: groups, quotes, escapes, names nobody knows', () => {
  const text = `BEGIN:VCARD
VERSION:4.0
FN:Renée Lefèvre
item1.EMAIL;PREF=1;TYPE=work:renee@ac.test
item1.X-ABLABEL:Bureau
ADR;LABEL=1 rue^nAmiens;TYPE=home:;;1 rue d\\, X;Amiens;;80000;France
X-SHOE;X-P="a;b",c:a\\,b;c
END:VCARD
`;
  assert.equal(writeCard(card(text)), text.replaceAll('\n', '\r\n'));
});

test('lines are folded at 75 octets and no letter is cut; what comes folded anyhow is read', () => {
  const note = `NOTE:${'é'.repeat(400)}`;
  const written = writeCard(card(`BEGIN:VCARD\nVERSION:4.0\n${note}\nEND:VCARD`));
  for (const line of written.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75);
  assert.equal(first(card(written), 'NOTE')!.value, 'é'.repeat(400));
  assert.equal(first(card('BEGIN:VCARD\nVERSION:3.0\nFN:Re\n n\u00e9\n\te\nEND:VCARD'), 'FN')!.value, 'Renée');
});

test('2.1 is read with its quoted-printable, its charsets, its lone types and its base64', () => {
  const old = card(
    `BEGIN:VCARD
VERSION:2.1
N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Lef=E8vre;Ren=E9e
ORG:Coll\xe8ge;Vie scolaire
TEL;CELL;PREF:06
NOTE;ENCODING=QUOTED-PRINTABLE:ligne 1=0D=0A=
ligne 2; et, fin
PHOTO;JPEG;ENCODING=BASE64:
 /9j/4AAQ
 SkZJRg==

END:VCARD`,
    'latin1',
  );
  const now = toVersion4(old);
  assert.equal(first(now, 'N')!.value, 'Lefèvre;Renée');
  assert.equal(first(now, 'FN')!.value, 'Renée Lefèvre');
  assert.equal(first(now, 'ORG')!.value, 'Collège;Vie scolaire');
  assert.deepEqual(paramValues(first(now, 'TEL')!, 'PREF'), ['1']);
  assert.equal(first(now, 'NOTE')!.value, 'ligne 1\\nligne 2\\; et\\, fin');
  assert.equal(first(now, 'PHOTO')!.value, 'data:image/jpeg;base64,/9j/4AAQSkZJRg==');
});

test('3.0 becomes 4.0 and 3.0 again with the same words', () => {
  const old = `BEGIN:VCARD
VERSION:3.0
FN:Jean Martin
N:Martin;Jean;;;
TEL;TYPE=HOME,PREF:+33 3
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg==
BDAY:1985-04-12
GEO:49.9;2.3
X-ADDRESSBOOKSERVER-KIND:group
X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1
SORT-STRING:martin
END:VCARD`;
  const now = toVersion4(card(old));
  assert.equal(first(now, 'BDAY')!.value, '19850412');
  assert.equal(first(now, 'KIND')!.value, 'group');
  assert.equal(first(now, 'GEO')!.value, 'geo:49.9,2.3');
  const lines = (text: string) => text.trim().split(/\r?\n/).sort();
  assert.deepEqual(lines(writeCard(toVersion3(now))), lines(old));
});

test('a birthday without a year goes to phones as Apple writes it, and comes back', () => {
  const now = card('BEGIN:VCARD\nVERSION:4.0\nFN:x\nBDAY:--0412\nEND:VCARD');
  const three = toVersion3(now);
  assert.equal(first(three, 'BDAY')!.value, '1604-04-12');
  assert.equal(first(toVersion4(three), 'BDAY')!.value, '--0412');
});

test('a file of many cards tells where each begins and which will not do', () => {
  const cards = readCards(
    Buffer.from(
      'BEGIN:VCARD\nVERSION:3.0\nFN:a\nEND:VCARD\n\nBEGIN:VCARD\nFN:b\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nFN:c',
    ),
  );
  assert.deepEqual(
    cards.map(one => [one.line, one.kind === 'card' ? first(one.card, 'FN')!.value : one.fault]),
    [
      [1, 'a'],
      [6, 'version'],
      [9, 'no-end'],
    ],
  );
  const nested = 'BEGIN:VCARD\nVERSION:2.1\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nEND:VCARD\nEND:VCARD';
  assert.deepEqual(readCard(Buffer.from(nested)), { kind: 'fault', line: 1, fault: 'nested' });
});

test('limits: octets and properties of a card, size and kind of a photo', () => {
  const wrap = (lines: string) => Buffer.from(`BEGIN:VCARD\nVERSION:4.0\nFN:x\n${lines}\nEND:VCARD`);
  const fault = (lines: string) => {
    const read = readCard(wrap(lines));
    return read.kind === 'fault' ? read.fault : unfit(read.card);
  };
  assert.equal(fault(`NOTE:${'x'.repeat(cardLimits.bytes)}`), 'too-large');
  assert.equal(fault('NOTE:x\n'.repeat(cardLimits.properties)), 'too-many-properties');
  const photo = (bytes: Buffer) => `PHOTO:data:image/png;base64,${bytes.toString('base64')}`;
  const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  assert.equal(pictureType(png), 'image/png');
  assert.equal(fault(photo(png)), null);
  assert.equal(fault(photo(Buffer.concat([png, Buffer.alloc(cardLimits.photoBytes)]))), 'photo-too-large');
  assert.equal(fault(photo(Buffer.from('<svg onload=alert(1)>'))), 'photo-no-picture');
});

test('what is kept beside a card: names folded, addresses in order of preference', () => {
  const facts = cardFacts(
    card(`BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:1
FN:Élodie Œuvrard
N:Œuvrard;Élodie;;;
EMAIL:b@x.test
EMAIL;PREF=1:A@x.test
EMAIL:not an address
END:VCARD`),
  );
  assert.deepEqual(
    [facts.uid, facts.fullName, facts.emails, facts.sortKey],
    ['urn:uuid:1', 'Élodie Œuvrard', ['a@x.test', 'b@x.test'], 'oeuvrard elodie'],
  );
  assert.ok(facts.words.includes('elodie oeuvrard'));
});

test('every card of a file in UTF-16 is read', () => {
  const text = '\ufeffBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoé\r\nEND:VCARD\r\n';
  assert.equal(all((readCards(Buffer.from(text, 'utf16le'))[0] as { card: Card }).card, 'FN')[0]!.value, 'Zoé');
});
