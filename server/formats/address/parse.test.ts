import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { listMailboxes, maxEntries, parseAddressList } from './parse.ts';

const read = (text: string, expected: unknown) => assert.deepEqual(parseAddressList(text), expected, text);

test('plain addresses, names, quoted names and comments are read', () => {
  read('a@x.fr', [{ mailbox: 'a', host: 'x.fr' }]);
  read('Anne Dupont <a@x.fr>, "Petit, Jean" <j.p@x.fr>', [
    { name: 'Anne Dupont', mailbox: 'a', host: 'x.fr' },
    { name: 'Petit, Jean', mailbox: 'j.p', host: 'x.fr' },
  ]);
  read('a@x.fr (Anne (of Amiens) Dupont)', [{ name: 'Anne (of Amiens) Dupont', mailbox: 'a', host: 'x.fr' }]);
  read('John Q. Public <j@x>', [{ name: 'John Q. Public', mailbox: 'j', host: 'x' }]);
  read('<a@x>', [{ mailbox: 'a', host: 'x' }]);
});

test('groups open with a mailbox without host and close with neither', () => {
  read('Undisclosed recipients:;', [{ mailbox: 'Undisclosed recipients' }, {}]);
  read('A group: x@y, Z <z@y>;, b@c', [
    { mailbox: 'A group' },
    { mailbox: 'x', host: 'y' },
    { name: 'Z', mailbox: 'z', host: 'y' },
    {},
    { mailbox: 'b', host: 'c' },
  ]);
  read('open: a@b', [{ mailbox: 'open' }, { mailbox: 'a', host: 'b' }, {}]);
});

test('obsolete routes and spaces are understood', () => {
  read('Old <@a.fr,@b.fr:me@c.fr>', [{ name: 'Old', route: '@a.fr,@b.fr', mailbox: 'me', host: 'c.fr' }]);
  read('john . doe @ x . fr', [{ mailbox: 'john.doe', host: 'x.fr' }]);
  read(', ,a@b,,', [{ mailbox: 'a', host: 'b' }]);
});

test('local parts are quoted only where they need it, and literals kept', () => {
  read('"john doe"@x, "jane"@x, <"a\\"b"@x>', [
    { mailbox: '"john doe"', host: 'x' },
    { mailbox: 'jane', host: 'x' },
    { mailbox: '"a\\"b"', host: 'x' },
  ]);
  read('a@[192.0.2.1]', [{ mailbox: 'a', host: '[192.0.2.1]' }]);
});

test('what mailers do although they should not is understood', () => {
  read('a@b.c <a@b.c>', [{ name: 'a@b.c', mailbox: 'a', host: 'b.c' }]);
  read('Anne Dupont a@b.c', [{ name: 'Anne Dupont', mailbox: 'a', host: 'b.c' }]);
  read('a@b; c@d', [
    { mailbox: 'a', host: 'b' },
    { mailbox: 'c', host: 'd' },
  ]);
  read('"unclosed <a@b>, c@d', [
    { name: 'unclosed', mailbox: 'a', host: 'b' },
    { mailbox: 'c', host: 'd' },
  ]);
  read('Anne <a@b, Jean <c@d>', [
    { name: 'Anne', mailbox: 'a', host: 'b' },
    { name: 'Jean', mailbox: 'c', host: 'd' },
  ]);
  read('root', [{ mailbox: 'root', host: '' }]);
  read('Anne Dupont', [{ name: 'Anne Dupont', mailbox: '', host: '' }]);
  read('Anne: <a@b>', [{ mailbox: 'Anne' }, { mailbox: 'a', host: 'b' }, {}]);
  read('mailto:a@b', [{ mailbox: 'mailto' }, { mailbox: 'a', host: 'b' }, {}]);
});

test('UTF-8 names, local parts and domains are kept', () => {
  read('Éloïse <éloïse@académie.fr>', [{ name: 'Éloïse', mailbox: 'éloïse', host: 'académie.fr' }]);
});

test('encoded words stay in the list and are decoded for people', () => {
  const list = parseAddressList('g: =?utf-8?Q?Ren=C3=A9?= =?utf-8?Q?e?= <r@x>;, "=?utf-8?B?w4k=?=" <e@x>');
  assert.equal(list[1]!.name, '=?utf-8?Q?Ren=C3=A9?= =?utf-8?Q?e?=');
  assert.deepEqual(listMailboxes(list), [
    { name: 'Renée', address: 'r@x', group: 'g' },
    { name: 'É', address: 'e@x', group: null },
  ]);
});

test('a list stops at its limit', () => {
  assert.equal(parseAddressList('a@b,'.repeat(maxEntries * 2)).length, maxEntries);
});

test('any text gives a list', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '(',
    ')',
    '"',
    ',',
    ';',
    ':',
    '@',
    '.',
    '[',
    ']',
    '\\',
    ' ',
    'a',
    'é',
    '=?utf-8?q?x?=',
    '\r\n',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece).map(p => p.join('')),
        fc.string({ unit: 'binary' }),
      ),
      text => {
        for (const { mailbox, host } of parseAddressList(text)) assert.ok(host === undefined || mailbox !== undefined);
      },
    ),
    { numRuns: 2000, seed: 1 },
  );
});

test('well-formed addresses come back as they were written', () => {
  const atom = fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}$/);
  const dotted = fc.array(atom, { minLength: 1, maxLength: 3 }).map(parts => parts.join('.'));
  const entry = fc.record({
    mailbox: dotted,
    host: dotted,
    name: fc.option(fc.stringMatching(/^[A-Za-z ,.@<>"\\()]{1,20}$/)),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), entries => {
      const names = entries.map(entry => entry.name?.trim() ?? '');
      const text = entries.map(({ mailbox, host }, i) =>
        names[i] === '' ? `${mailbox}@${host}` : `"${names[i]!.replace(/["\\]/g, '\\$&')}" <${mailbox}@${host}>`,
      );
      assert.deepEqual(
        parseAddressList(text.join(', ')),
        entries.map(({ mailbox, host }, i) =>
          names[i] === '' ? { mailbox, host } : { name: names[i], mailbox, host },
        ),
      );
    }),
    { numRuns: 500, seed: 1 },
  );
});

test('a megabyte of brackets, quotes or colons is read in one pass', () => {
  for (const unit of ['<', '"', '(', '<"', '<,', '<@,', 'w @ : ', '(\\', ':', '[', 'a:b;']) {
    parseAddressList(`a@b ${unit.repeat(1_000_000 / unit.length)}`);
  }
});
