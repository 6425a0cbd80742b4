import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AppendEvent, appendDialogue, isAppend } from './append.ts';
import { BadSyntax } from './bad-syntax.ts';
import { partsOf } from './spelling.arbitrary.ts';

/** Plays the session: feeds what the dialogue asks for and notes what it was told. */
function play(parts: Buffer[], utf8 = false): unknown[] {
  const seen: unknown[] = [];
  const dialogue = appendDialogue(parts[0]!, { utf8 });
  let at = 0;
  let step = dialogue.next();
  while (!step.done) {
    const event: AppendEvent = step.value;
    if (event.kind === 'argument' || event.kind === 'octets') {
      const [literal = Buffer.alloc(0), line = Buffer.alloc(0)] = parts.slice(at + 1, at + 3);
      at += 2;
      if (event.kind === 'octets') seen.push([`${literal}`, event.literal.binary, event.utf8]);
      step = dialogue.next({ line, literal });
    } else {
      seen.push(event.kind === 'message-end' ? 'end' : event);
      step = dialogue.next(undefined);
    }
  }
  return seen;
}

const literal = (text: string) => Buffer.from(text);
const command = (mailbox: string) => ({ kind: 'command', tag: 'a', command: { kind: 'append', mailbox } });
const message = { kind: 'message', flags: [] };

test('APPEND hands over the mailbox, what is known of the message, then the message', () => {
  const parts = partsOf([
    'a APPEND Sent (\\seen $MDNSent) " 7-Feb-2026 09:01:02 +0100" ',
    literal('From: me\r\n\r\nhi'),
    '',
  ]);
  assert.deepEqual(play(parts), [
    command('Sent'),
    { kind: 'message', flags: ['\\Seen', '$MDNSent'], date: { at: Date.UTC(2026, 1, 7, 8, 1, 2), zone: 60 } },
    ['From: me\r\n\r\nhi', false, false],
    'end',
  ]);
});

test('the mailbox may be a literal itself', () => {
  assert.deepEqual(play(partsOf(['a APPEND ', literal('&AMk-t&AOk-'), ' ', literal('x'), ''])), [
    command('Été'),
    message,
    ['x', false, false],
    'end',
  ]);
});

test('MULTIAPPEND is one message after the other', () => {
  const parts = partsOf(['a APPEND x ', literal('one'), ' (\\Draft) ', literal('two'), '']);
  assert.deepEqual(play(parts).slice(1), [
    message,
    ['one', false, false],
    'end',
    { kind: 'message', flags: ['\\Draft'] },
    ['two', false, false],
    'end',
  ]);
});

test('CATENATE puts a message together from pieces and URLs, which may be literals', () => {
  const parts = partsOf([
    'a APPEND x CATENATE (URL "/INBOX;UID=1" TEXT ',
    literal('middle'),
    ' URL ',
    literal('/b'),
    ')',
  ]);
  assert.deepEqual(play(parts).slice(1), [
    message,
    { kind: 'url', url: '/INBOX;UID=1' },
    ['middle', false, false],
    { kind: 'url', url: '/b' },
    'end',
  ]);
});

test('binary and UTF-8 messages say so', () => {
  const binary = partsOf(['a APPEND x ', literal('\0'), ''], size => `~{${size}+}`);
  assert.deepEqual(play(binary)[2], ['\0', true, false]);
  const utf8 = partsOf(['a APPEND x UTF8 (', literal('é'), ')'], size => `~{${size}}`);
  assert.deepEqual(play(utf8)[2], ['é', true, true]);
});

test('REPLACE names the message whose place is taken, and takes one only', () => {
  const parts = partsOf(['a UID REPLACE * Drafts (\\Draft) ', literal('new'), '']);
  assert.deepEqual(play(parts)[0], {
    kind: 'command',
    tag: 'a',
    command: { kind: 'replace', uid: true, number: Number.POSITIVE_INFINITY, mailbox: 'Drafts' },
  });
  assert.throws(() => play(partsOf(['a REPLACE 1 x ', literal('one'), ' ', literal('two'), ''])), BadSyntax);
});

test('what is no APPEND is refused where it goes wrong', () => {
  for (const pieces of [
    ['a APPEND x'],
    ['a APPEND x "7-Feb-2026 09:01:02 +0100" ', literal('x'), ''],
    ['a APPEND x (\\Recent) ', literal('x'), ''],
    ['a APPEND x ', literal('x'), ')'],
    ['a APPEND x CATENATE () ', literal('x'), ''],
    ['a APPEND x CATENATE (TEXT ', literal('x'), ''],
    ['a APPEND x  ', literal('x'), ''],
    ['a REPLACE 0 x ', literal('x'), ''],
  ])
    assert.throws(() => play(partsOf(pieces)), BadSyntax, String(pieces));
});

test('a message or a catenation has a bounded number of pieces', () => {
  const urls = `${'URL x '.repeat(1000)}URL x`;
  assert.throws(() => play(partsOf([`a APPEND x CATENATE (${urls})`])), { fault: 'limit' });
  const many = Array.from({ length: 1001 }, () => [' ', literal('m')]).flat();
  assert.throws(() => play(partsOf(['a APPEND x', ...many, ''])), { fault: 'limit' });
});

test('any bytes are an APPEND or a BadSyntax', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'a APPEND ',
      'a UID REPLACE 1 ',
      'x ',
      '(',
      ')',
      ' ',
      'CATENATE (',
      'URL ',
      'TEXT ',
      'UTF8 (',
      '{1}',
      '~{1+}',
      '"',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  const part = fc.array(piece, { maxLength: 8 }).map(pieces => Buffer.from(pieces.join(''), 'latin1'));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), parts => {
      try {
        play(parts);
      } catch (error) {
        assert.ok(error instanceof BadSyntax, String(error));
      }
    }),
    { numRuns: 1000 },
  );
});

test('only APPEND and REPLACE are dialogues', () => {
  assert.deepEqual(['APPEND', 'REPLACE', 'UID REPLACE', 'UID APPEND', 'FETCH'].map(isAppend), [
    true,
    true,
    true,
    false,
    false,
  ]);
});
