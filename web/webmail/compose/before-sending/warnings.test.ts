import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Attached, blank, type Letter } from '../letter/letter.ts';
import { findAttachmentWord, findWarnings, roomLeft } from './warnings.ts';

const house = { domain: 'ac.test', mostOctets: 1_000_000 };
const to = [{ name: null, email: 'paul@ac.test' }];
const letter: Letter = { ...blank, messageId: 'm', to, subject: 'Sortie' };
const file: Attached = { key: 'f', name: 'a.pdf', type: 'application/pdf', size: 10, cid: null, blobId: 'B' };
const kinds = (change: Partial<Letter>, written = 'Bonjour', uploading = 0) =>
  findWarnings({ ...letter, ...change }, written, uploading, house).map(({ kind }) => kind);
const people = (count: number, domain: string) =>
  Array.from({ length: count }, (_, at) => ({ name: null, email: `p${at}@${domain}` }));

test('a mail that lacks nothing leaves without a word', () => {
  assert.deepEqual(kinds({}), []);
});

test('nobody to write to, a wrong address, a file on its way and too many octets hold the mail back', () => {
  assert.deepEqual(kinds({ to: [] }), ['no-recipient']);
  assert.deepEqual(kinds({ to: [{ name: null, email: 'paul', wrong: 'no-at' }] }), ['wrong-recipient']);
  assert.deepEqual(kinds({}, '', 2), ['uploading']);
  assert.deepEqual(kinds({ files: [{ ...file, size: 900_000 }] }), ['too-large']);
  assert.ok(roomLeft({ files: [], html: '', text: '' }, 1_000_000) < 730_000);
});

test('an attachment that is promised and is not there is asked for, in both languages', () => {
  for (const text of [
    'Vous trouverez ci-joint le devis.',
    'Voir pièce jointe',
    'le plan est en PJ.',
    'Je vous joins les notes',
    'Please find attached the form',
    'document joint',
  ]) {
    assert.deepEqual(kinds({}, text), ['no-attachment'], text);
    assert.deepEqual(kinds({ files: [file] }, text), []);
  }
  assert.equal(findAttachmentWord('Vous trouverez CI-JOINTE la liste'), 'CI-JOINTE');
  for (const text of [
    'Nous rejoindre à midi',
    'mon adjointe répondra',
    'mon conjoint',
    'Je suis joignable',
    'conjointement',
  ])
    assert.equal(findAttachmentWord(text), null, text);
});

test('a picture in the text is not the file that is promised', () => {
  assert.deepEqual(kinds({ files: [{ ...file, cid: 'c' }] }, 'ci-joint'), ['no-attachment']);
});

test('somebody from outside among colleagues is pointed out, a mail to the outside is not', () => {
  const mixed = [...people(3, 'ac.test'), { name: null, email: 'paul@gmail.test' }];
  assert.deepEqual(kinds({ to: mixed }), ['outsiders']);
  assert.deepEqual(kinds({ to: people(3, 'gmail.test') }), []);
  assert.deepEqual(kinds({ to: [...people(1, 'ac.test'), ...people(1, 'gmail.test')] }), []);
});

test('many who see each other are asked about, many hidden ones are not', () => {
  assert.deepEqual(kinds({ to: people(20, 'ac.test') }), ['many']);
  assert.deepEqual(kinds({ to: people(19, 'ac.test') }), []);
  assert.deepEqual(kinds({ to: [], bcc: people(200, 'ac.test') }), []);
});

test('a mail without a subject is asked about', () => {
  assert.deepEqual(kinds({ subject: ' ' }), ['no-subject']);
});
