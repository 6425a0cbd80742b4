import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEnvelope, readListId, readMessageIds } from './envelope.ts';
import { readHeader } from './header.ts';

const read = (text: string) => {
  const bytes = Buffer.from(text);
  return { bytes, fields: readHeader(bytes).fields };
};

test('the envelope keeps encoded words, and repeats From where Sender and Reply-To are missing', () => {
  const { bytes, fields } = read(
    'Date: Tue, 24 Nov 2026 08:20:00 +0100\nSubject: =?utf-8?Q?=C3=A9?=\nFrom: A <a@x>\nReply-To:\nTo: b@x\nTo: c@x\nMessage-ID: <1@x>\n\n',
  );
  const a = [{ name: 'A', mailbox: 'a', host: 'x' }];
  assert.deepEqual(readEnvelope(bytes, fields), {
    date: 'Tue, 24 Nov 2026 08:20:00 +0100',
    subject: '=?utf-8?Q?=C3=A9?=',
    from: a,
    sender: a,
    replyTo: a,
    to: [
      { mailbox: 'b', host: 'x' },
      { mailbox: 'c', host: 'x' },
    ],
    cc: [],
    bcc: [],
    inReplyTo: null,
    messageId: '<1@x>',
  });
});

test('an absent field is null and an empty one is empty', () => {
  const { bytes, fields } = read('Subject:\n\n');
  const { subject, date } = readEnvelope(bytes, fields);
  assert.deepEqual([subject, date], ['', null]);
});

test('message ids are listed once each, words between them ignored', () => {
  const { bytes, fields } = read('References: <a@x> your mail of <b@y>\n <a@x> <> < c>\n\n');
  assert.deepEqual(readMessageIds(bytes, fields, 'references'), ['<a@x>', '<b@y>']);
  assert.deepEqual(readMessageIds(bytes, fields, 'in-reply-to'), []);
});

test('of too many references the newest stay', () => {
  const { bytes, fields } = read(`References: ${Array.from({ length: 1500 }, (_, i) => `<${i}@x>`).join(' ')}\n\n`);
  const ids = readMessageIds(bytes, fields, 'references');
  assert.deepEqual([ids.length, ids.at(-1)], [1000, '<1499@x>']);
});

test('the list id is what its brackets hold', () => {
  const { bytes, fields } = read('List-Id: Les proviseurs <Proviseurs.ac-exemple.fr>\n\n');
  assert.equal(readListId(bytes, fields), 'proviseurs.ac-exemple.fr');
});
