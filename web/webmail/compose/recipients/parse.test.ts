import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseRecipients, withRecipients, writeRecipient } from './parse.ts';

const emails = (text: string) => parseRecipients(text).map(({ email }) => email);

test('a list pasted from anywhere becomes its recipients, each once', () => {
  assert.deepEqual(parseRecipients('Marie Martin <marie@a.fr>; "Ouali, Yanis" <yanis@a.fr>,\n paul@b.fr\tmarie@a.fr'), [
    { name: 'Marie Martin', email: 'marie@a.fr' },
    { name: 'Ouali, Yanis', email: 'yanis@a.fr' },
    { name: null, email: 'paul@b.fr' },
  ]);
  assert.deepEqual(emails('a@a.fr b@a.fr  c@a.fr'), ['a@a.fr', 'b@a.fr', 'c@a.fr']);
  assert.deepEqual(emails('mailto:a@a.fr'), ['a@a.fr']);
  assert.deepEqual(emails(' ;,\n'), []);
});

test('what is no address is kept as it was typed, with the reason', () => {
  const wrong = (text: string) => parseRecipients(text)[0]?.wrong;
  assert.equal(wrong('marie.martin'), 'no-at');
  assert.equal(wrong('marie@@a.fr'), 'two-ats');
  assert.equal(wrong('marie@ac-amiens'), 'no-domain');
  assert.equal(wrong('@a.fr'), 'no-person');
  assert.equal(wrong('marie martin@a.fr'), 'space');
  assert.equal(wrong('marie..m@a.fr'), 'sign');
  assert.equal(wrong('"Marie" <marie@a,fr>'), 'comma');
  assert.equal(parseRecipients('Marie <marie at a.fr>')[0]?.email, 'Marie <marie at a.fr>');
});

test('who is in a list already is not added again, whatever the case', () => {
  const list = [{ name: null, email: 'Marie@a.fr' }];
  assert.deepEqual(withRecipients(list, parseRecipients('marie@a.fr, b@a.fr')).length, 2);
});

test('what is written is read again the same, whatever the name', () => {
  const word = fc.string({ minLength: 1, maxLength: 30 }).map(text => text.replace(/[\p{Cc}\p{Zs}]/gu, 'x'));
  fc.assert(
    fc.property(word, name => {
      const recipient = { name, email: 'a.b@c.fr' };
      const [read] = parseRecipients(writeRecipient(recipient));
      // Quotes around a whole name are how names are written, not part of them.
      if (!/^['"].*['"]$|\\/.test(name)) assert.deepEqual(read, recipient);
    }),
  );
  fc.assert(fc.property(fc.string(), text => void parseRecipients(text)));
});
