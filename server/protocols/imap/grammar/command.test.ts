import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BadSyntax } from './bad-syntax.ts';
import { command } from './command.arbitrary.ts';
import { type Command, parseCommand } from './command.ts';
import { readHead } from './head.ts';
import { usesMessageNumbers } from './message-numbers.ts';
import { maxSearchDepth } from './search-key.ts';
import { partsOf } from './spelling.arbitrary.ts';

const read = (text: string, utf8 = false): Command => parseCommand([Buffer.from(`a1 ${text}`)], { utf8 }).command;

function refused(text: string | Buffer[]): BadSyntax {
  const parts = typeof text === 'string' ? [Buffer.from(text)] : text;
  try {
    parseCommand(parts, { utf8: false });
  } catch (error) {
    assert.ok(error instanceof BadSyntax);
    return error;
  }
  return assert.fail(`${parts} was taken`);
}

test('every command means what it was spelled from, whatever strings it holds', () => {
  fc.assert(
    fc.property(command, fc.constantFrom('{%}', '{%+}'), ({ pieces, value }, form) => {
      const parts = partsOf(['tag.1 ', ...pieces], size => form.replace('%', `${size}`));
      assert.deepEqual(parseCommand(parts, { utf8: false }), { tag: 'tag.1', command: value });
    }),
    { numRuns: 2000 },
  );
});

test('any bytes are a command or a BadSyntax', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 20 }).map(bytes => Buffer.from(bytes)),
    fc
      .constantFrom(
        'a ',
        'UID ',
        'FETCH ',
        '1:*',
        ' BODY[',
        ']',
        '(',
        ')',
        '"',
        '\\',
        '{3}',
        '~{1}',
        'SEARCH ',
        'OR ',
        'NOT ',
        ',',
        '<0.1>',
      )
      .map(text => Buffer.from(text)),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(piece, { maxLength: 10 }).map(Buffer.concat), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      (parts, utf8) => {
        try {
          parseCommand(parts, { utf8 });
        } catch (error) {
          assert.ok(error instanceof BadSyntax, String(error));
          assert.ok(error.position >= 0 && error.position <= Buffer.concat(parts).length);
        }
        readHead(parts[0]!);
      },
    ),
    { numRuns: 2000 },
  );
});

test('a command with one byte changed is a command or a BadSyntax', () => {
  fc.assert(
    fc.property(command, fc.nat(), fc.nat(255), ({ pieces }, where, byte) => {
      const parts = partsOf(['a ', ...pieces]).map(part => Buffer.from(part));
      const part = parts[where % parts.length]!;
      if (part.length > 0) part[where % part.length] = byte;
      try {
        parseCommand(parts, { utf8: true });
      } catch (error) {
        assert.ok(error instanceof BadSyntax, String(error));
      }
    }),
    { numRuns: 2000 },
  );
});

test('an error says where, why, and the tag if there is one', () => {
  const error = refused('a7 FETCH 1:x FLAGS');
  assert.deepEqual(
    [error.tag, error.position, error.message, error.fault],
    ['a7', 11, 'Message number expected', 'syntax'],
  );
  assert.equal(refused('').tag, undefined);
  assert.equal(refused('+ NOOP').tag, undefined);
  const after = refused([Buffer.from('b LOGIN {3}'), Buffer.from('joe'), Buffer.from(' ')]);
  assert.deepEqual([after.tag, after.position], ['b', 15]);
});

test('spaces are exactly one, and nothing may follow', () => {
  for (const text of [
    'a  NOOP',
    'a NOOP ',
    'a\tNOOP',
    'a SELECT  INBOX',
    'a SELECT INBOX x',
    ' a NOOP',
    'a FETCH 1 (FLAGS  UID)',
  ])
    assert.equal(refused(text).fault, 'syntax', text);
});

test('numbers have bounds', () => {
  for (const text of [
    'FETCH 0 FLAGS',
    'FETCH 4294967296 FLAGS',
    'FETCH 99999999999999999999999 FLAGS',
    'SEARCH LARGER 9223372036854775808',
    'SEARCH OLDER 0',
    'FETCH 1 BODY[]<0.0>',
    'FETCH 1 BODY[0]',
  ])
    assert.equal(refused(`a ${text}`).fault, 'syntax', text);
  assert.deepEqual(read('SEARCH LARGER 9223372036854775807'), {
    kind: 'search',
    uid: false,
    key: { kind: 'size', relation: 'larger', octets: Number.MAX_SAFE_INTEGER },
  });
});

test('search keys nest up to a limit', () => {
  const nested = (depth: number) => `SEARCH ${'('.repeat(depth)}ALL${')'.repeat(depth)}`;
  assert.equal(read(nested(maxSearchDepth)).kind, 'search');
  assert.equal(refused(`a ${nested(maxSearchDepth + 1)}`).fault, 'limit');
  assert.equal(refused(`a SEARCH ${'NOT '.repeat(20_000)}ALL`).fault, 'limit');
  assert.equal(refused(`a SEARCH ${'OR '.repeat(20_000)}ALL`).fault, 'limit');
});

test('text is searched in the charset the command declares', () => {
  const latin = parseCommand([Buffer.from('a SEARCH CHARSET ISO-8859-1 SUBJECT "\xe9t\xe9"', 'latin1')], {
    utf8: false,
  });
  assert.deepEqual(latin.command, { kind: 'search', uid: false, key: { kind: 'text', field: 'subject', text: 'été' } });
  assert.equal(refused('a SEARCH CHARSET X-KLINGON SUBJECT x').fault, 'charset');
  assert.equal(refused([Buffer.from('a SEARCH SUBJECT "\xe9"', 'latin1')]).fault, 'charset');
});

test('mailbox names are modified UTF-7 until the client enables UTF-8', () => {
  assert.deepEqual(read('SELECT &AMk-l&AOg-ves'), { kind: 'select', readOnly: false, mailbox: 'Élèves' });
  assert.deepEqual(read('SELECT "Élèves & cie"', true), { kind: 'select', readOnly: false, mailbox: 'Élèves & cie' });
  for (const text of ['SELECT "Élèves"', 'SELECT a&b', 'SELECT "a//b"', 'SELECT ""', 'DELETE "a\tb"'])
    assert.equal(refused(`a ${text}`).fault, 'mailbox-name', text);
});

test('an accent in a quoted password is taken before UTF-8 is enabled, if it is UTF-8', () => {
  assert.deepEqual(read('LOGIN jeanne "été"'), { kind: 'login', user: 'jeanne', password: 'été' });
  assert.equal(refused([Buffer.from('a LOGIN jeanne "\xe9"', 'latin1')]).fault, 'syntax');
});

test('what the grammar forbids beyond single words', () => {
  const texts = [
    'LIST (RECURSIVEMATCH) "" *',
    'FETCH 1 FLAGS (VANISHED CHANGEDSINCE 1)',
    'UID FETCH 1 FLAGS (VANISHED)',
    'FETCH 1 FLAGS (PARTIAL 1:2)',
    'NOTIFY SET (inboxes (MessageNew))',
    'NOTIFY SET (inboxes (FlagChange))',
    'STORE 1 FLAGS (\\Recent)',
    'STORE 1 +FLAGS (\\Other)',
    'SETACL INBOX joe +L',
    'SETMETADATA "" (/other/x "y")',
    'SELECT INBOX (QRESYNC (1 2 3:*))',
    'FETCH 1 BODY[MIME]',
    `FETCH 1 BODY[${Array(65).fill(1).join('.')}]`,
    `ID (${'"a" "b" '.repeat(31).trim()})`,
    `ID ("${'n'.repeat(31)}" NIL)`,
    `ID ("a" "${'v'.repeat(1025)}")`,
    `SEARCH EMAILID ${'x'.repeat(256)}`,
  ];
  for (const text of texts) assert.ok(refused(`a ${text}`), text);
});

test('literals are what they announce, without NUL', () => {
  const line = Buffer.from('a LOGIN joe {3}');
  const end = Buffer.from('');
  assert.equal(parseCommand([line, Buffer.from('abc'), end], { utf8: false }).tag, 'a');
  for (const parts of [
    [line],
    [line, Buffer.from('ab'), end],
    [line, Buffer.from('a\0c'), end],
    [line, Buffer.from('abc'), end, end, end],
  ])
    refused(parts);
  refused([Buffer.from('a LOGIN joe ~{3}'), Buffer.from('abc'), end]);
  refused([Buffer.from('a NOOP {3}'), Buffer.from('abc'), end]);
});

test('commands that speak of message numbers are known, for UIDONLY', () => {
  const cases = {
    'FETCH 1 FLAGS': true,
    'UID FETCH 1 FLAGS': false,
    'UID SEARCH NOT (OR ALL 1:3)': true,
    'UID SEARCH UID 1:3': false,
    'SEARCH ALL': true,
    'MOVE 1 x': true,
    NOOP: false,
  };
  for (const [text, expected] of Object.entries(cases)) assert.equal(usesMessageNumbers(read(text)), expected, text);
});

test('the head of a command is known before the rest of it', () => {
  assert.deepEqual(readHead(Buffer.from('a uid replace 5 x')), { tag: 'a', name: 'UID REPLACE' });
  assert.deepEqual(readHead(Buffer.from('a append x (')), { tag: 'a', name: 'APPEND' });
  assert.deepEqual(readHead(Buffer.from('a ')), { tag: 'a' });
  assert.deepEqual(readHead(Buffer.from('"')), {});
});
