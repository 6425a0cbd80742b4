import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMessage } from './parse.ts';
import { searchableText } from './text.ts';

const bytes = Buffer.from(
  [
    'Subject: =?utf-8?Q?Ordre_du_jour_=C3=A9t=C3=A9?=',
    'From: =?utf-8?Q?Ren=C3=A9e?= <r@x.fr>',
    'To: g: a@x.fr, "B, C" <b@x.fr>;',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>salle&nbsp;B204</p>',
    '--b',
    'Content-Type: application/pdf; name="=?utf-8?Q?=C3=A9t=C3=A9.pdf?="',
    '',
    'JVBERi0',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Subject: dedans',
    'From: c@x.fr',
    '',
    'texte dedans',
    '--b--',
  ].join('\r\n'),
);

test('subjects, people, file names and texts are gathered, those of messages within too', () => {
  const { body, ...rest } = searchableText(bytes, parseMessage(bytes));
  assert.deepEqual(rest, {
    subject: 'Ordre du jour été',
    from: 'Renée <r@x.fr>',
    to: 'a@x.fr, B, C <b@x.fr>',
    cc: '',
    bcc: '',
    files: 'été.pdf',
  });
  assert.deepEqual(body.split(/\s+/).filter(Boolean), ['salle', 'B204', 'dedans', 'c@x.fr', 'texte', 'dedans']);
});

test('no more text is read than the limit', () => {
  const long = Buffer.from(`\r\n${'mot '.repeat(10_000)}`);
  assert.equal(searchableText(long, parseMessage(long), 1000).body.length, 1000);
});
