import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { announcedLiteral } from './literal.ts';
import { readAstring, readMailbox, readNstring, readString } from './primitives.ts';
import { Reader } from './reader.ts';
import { writeAstring, writeMailbox, writeNstring, writeString } from './write.ts';
import { type PartData, writeBody } from './write-body.ts';
import { type EnvelopeData, writeEnvelope } from './write-envelope.ts';
import { writeId, writeList, writeMetadata, writeNamespace, writeQuota, writeStatus } from './write-mailbox.ts';
import { writeEsearch, writeNumbers, writeThreads } from './write-search.ts';

/** A reader over text as it would be sent. */
function sent(text: string, utf8 = true): Reader {
  const bytes = Buffer.from(text);
  const lineEnd = bytes.indexOf('\r\n');
  const literal = lineEnd < 0 ? undefined : announcedLiteral(bytes.subarray(0, lineEnd));
  if (!literal) return new Reader([bytes], { utf8 });
  const content = bytes.subarray(lineEnd + 2, lineEnd + 2 + literal.size);
  return new Reader([bytes.subarray(0, lineEnd), content, bytes.subarray(lineEnd + 2 + literal.size)], { utf8 });
}

const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter(each => !each.includes('\0') && each.isWellFormed());

test('every text is written so that it reads back, in both ages of the protocol', () => {
  fc.assert(
    fc.property(text, fc.boolean(), (value, utf8) => {
      assert.equal(readString(sent(writeString(value, utf8))), value);
      assert.equal(readAstring(sent(writeAstring(value, utf8))), value);
      assert.equal(readNstring(sent(writeNstring(value, utf8))), value);
    }),
  );
  assert.equal(writeNstring(null, true), 'NIL');
  assert.equal(writeAstring('nil', true), '"nil"');
});

test('before UTF-8 is enabled only ASCII is quoted', () => {
  fc.assert(
    fc.property(text, value => {
      const written = writeString(value, false);
      if (written.startsWith('"')) assert.match(written, /^[\x01-\x7e]*$/);
    }),
  );
  assert.equal(writeString('été', false), '{5}\r\nété');
  assert.equal(writeString('été', true), '"été"');
  assert.equal(writeString('a\r\nb', true), '{4}\r\na\r\nb');
  assert.equal(writeString('a"\\b', true), '"a\\"\\\\b"');
  assert.equal(writeString('a\0b', true), '"a b"');
  assert.ok(writeString('x'.repeat(5000), true).startsWith('{5000}\r\n'));
});

test('mailbox names read back in both spellings', () => {
  for (const utf8 of [false, true])
    for (const name of ['INBOX', 'Éléments envoyés', 'R&D/2026', 'a "b"'])
      assert.equal(readMailbox(sent(writeMailbox(name, utf8), utf8)), name);
});

const someone = { name: 'Jeanne Dupré', mailbox: 'jeanne.dupre', host: 'ac-amiens.example' };
const envelope: EnvelopeData = {
  date: 'Mon, 7 Feb 1994 21:52:25 -0800',
  subject: '=?utf-8?q?=C3=A9t=C3=A9?=',
  from: [someone],
  sender: [someone],
  replyTo: [someone],
  to: [{ mailbox: 'amis' }, { mailbox: 'a', host: 'b' }, {}],
  cc: [],
  bcc: [{ mailbox: 'sans-domaine', host: '' }],
  inReplyTo: null,
  messageId: '<1@x>',
};
const jeanne = '(("Jeanne Dupré" NIL "jeanne.dupre" "ac-amiens.example"))';

test('an envelope, groups and all', () => {
  assert.equal(
    writeEnvelope(envelope, true),
    `("Mon, 7 Feb 1994 21:52:25 -0800" "=?utf-8?q?=C3=A9t=C3=A9?=" ${jeanne} ${jeanne} ${jeanne} ` +
      '((NIL NIL "amis" NIL)(NIL NIL "a" "b")(NIL NIL NIL NIL)) NIL ((NIL NIL "sans-domaine" "")) NIL "<1@x>")',
  );
});

const plain: PartData = {
  body: 100,
  end: 142,
  lines: 2,
  type: 'text',
  subtype: 'plain',
  params: { charset: 'utf-8', format: 'flowed' },
  encoding: '8bit',
};

test('a body structure: a text, a message within, a file, and a multipart that holds nothing', () => {
  const text = '("text" "plain" ("charset" "utf-8" "format" "flowed") NIL NIL "8bit" 42 2';
  assert.equal(writeBody(plain, false, true), `${text})`);
  assert.equal(writeBody(plain, true, true), `${text} NIL NIL NIL NIL)`);
  const file: PartData = {
    ...plain,
    type: 'application',
    subtype: 'pdf',
    params: {},
    encoding: 'base64',
    id: '<x@y>',
    description: 'a file',
    md5: 'Q2hlY2s=',
    disposition: { type: 'attachment', params: { filename: 'été.pdf' } },
    language: ['fr', 'en'],
    location: 'http://x/',
  };
  const written =
    '("application" "pdf" NIL "<x@y>" "a file" "base64" 42 "Q2hlY2s=" ("attachment" ("filename" "été.pdf")) ("fr" "en") "http://x/")';
  assert.equal(writeBody(file, true, true), written);
  const message: PartData = {
    ...plain,
    type: 'message',
    subtype: 'rfc822',
    params: {},
    encoding: '7bit',
    message: { envelope, part: plain },
  };
  assert.equal(
    writeBody(message, false, true),
    `("message" "rfc822" NIL NIL NIL "7bit" 42 ${writeEnvelope(envelope, true)} ${text}) 2)`,
  );
  const mixed: PartData = {
    ...plain,
    type: 'multipart',
    subtype: 'mixed',
    params: { boundary: 'b' },
    children: [plain, file],
  };
  assert.equal(
    writeBody(mixed, true, true),
    `(${text} NIL NIL NIL NIL)${written} "mixed" ("boundary" "b") NIL NIL NIL)`,
  );
  const empty: PartData = { ...mixed, children: [] };
  assert.equal(writeBody(empty, false, true), '(("text" "plain" NIL NIL NIL "7bit" 0 0) "mixed")');
});

test('search results in each form', () => {
  const found = [1, 2, 3, 7];
  assert.equal(
    writeEsearch({ tag: 'a"1', uid: true, min: 1, max: 7, count: 4, all: found, modseq: 9 }, true),
    '* ESEARCH (TAG "a\\"1") UID MIN 1 MAX 7 COUNT 4 ALL 1:3,7 MODSEQ 9\r\n',
  );
  assert.equal(writeEsearch({ tag: 'a', uid: false, all: [], count: 0 }, true), '* ESEARCH (TAG "a") COUNT 0\r\n');
  assert.equal(
    writeEsearch({ tag: 'a', uid: true, mailbox: { name: 'Été', uidValidity: 5 }, all: found }, false),
    '* ESEARCH (TAG "a" MAILBOX &AMk-t&AOk- UIDVALIDITY 5) UID ALL 1:3,7\r\n',
  );
  assert.equal(
    writeEsearch({ tag: 'a', uid: true, partial: { range: { from: -1, to: -100 }, numbers: [] } }, true),
    '* ESEARCH (TAG "a") UID PARTIAL (-1:-100 NIL)\r\n',
  );
  assert.equal(
    writeEsearch(
      { tag: 'a', uid: true, removeFrom: [{ position: 0, numbers: [4] }], addTo: [{ position: 1, numbers: [5, 6] }] },
      true,
    ),
    '* ESEARCH (TAG "a") UID REMOVEFROM (0 4) ADDTO (1 5:6)\r\n',
  );
  assert.equal(writeNumbers('SEARCH', found), '* SEARCH 1 2 3 7\r\n');
  assert.equal(writeNumbers('SORT', found, 12), '* SORT 1 2 3 7 (MODSEQ 12)\r\n');
  assert.equal(writeNumbers('SEARCH', [], 12), '* SEARCH\r\n');
});

test('threads nest at forks only, however long they are', () => {
  const leaf = (number: number, ...children: object[]) => ({ number, children }) as never;
  assert.equal(
    writeThreads([leaf(2), leaf(3, leaf(6, leaf(4, leaf(23)), leaf(44, leaf(7, leaf(96)))))]),
    '* THREAD (2)(3 6 (4 23)(44 7 96))\r\n',
  );
  assert.equal(writeThreads([{ children: [leaf(3), leaf(5)] }]), '* THREAD ((3)(5))\r\n');
  assert.equal(writeThreads([]), '* THREAD\r\n');
  let chain = leaf(50_000);
  for (let number = 49_999; number > 0; number--) chain = leaf(number, chain);
  assert.ok(writeThreads([chain]).startsWith('* THREAD (1 2 3 '));
  let forks = leaf(50_000);
  for (let number = 49_999; number > 0; number--) forks = leaf(number, forks, leaf(number + 50_000));
  assert.ok(writeThreads([forks]).startsWith('* THREAD (1 (2 (3 ('));
});

test('mailboxes, quotas and what else is a line', () => {
  assert.equal(
    writeList(
      'LIST',
      { name: 'Été/x', attributes: ['\\HasNoChildren'], oldName: 'y', childInfo: ['SUBSCRIBED'] },
      false,
    ),
    '* LIST (\\HasNoChildren) "/" &AMk-t&AOk-/x ("CHILDINFO" ("SUBSCRIBED") "OLDNAME" (y))\r\n',
  );
  assert.equal(
    writeStatus(
      'INBOX',
      [
        ['MESSAGES', 3],
        ['MAILBOXID', 'F1'],
        ['APPENDLIMIT', null],
      ],
      true,
    ),
    '* STATUS INBOX (MESSAGES 3 MAILBOXID (F1) APPENDLIMIT NIL)\r\n',
  );
  assert.equal(writeNamespace('', 'Partages/', null, true), '* NAMESPACE (("" "/")) (("Partages/" "/")) NIL\r\n');
  assert.equal(
    writeQuota('', [{ resource: 'STORAGE', used: 10, limit: 512 }], true),
    '* QUOTA "" (STORAGE 10 512)\r\n',
  );
  assert.equal(
    writeMetadata('', [{ name: '/private/x', value: 'é' }], true),
    '* METADATA "" (/private/x {2}\r\né)\r\n',
  );
  assert.equal(
    writeId([
      ['name', 'Vaguemestre'],
      ['version', null],
    ]),
    '* ID ("name" "Vaguemestre" "version" NIL)\r\n',
  );
});
