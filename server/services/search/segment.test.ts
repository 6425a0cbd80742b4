import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { EmailId } from '../../model/email.ts';
import { addText, bitsOf, emptyFilter, OpenSegment, packTexts } from './segment.ts';

const words = fc.string({ unit: 'grapheme', maxLength: 200 });

test('a filter has the bits of every piece of the texts it was made of', () => {
  fc.assert(
    fc.property(words, words, fc.nat(), fc.nat(), (head, body, from, length) => {
      const filter = emptyFilter();
      addText(filter, 1 as EmailId, { head, body });
      const characters = [...(from % 2 === 0 ? head : body)];
      const piece = characters
        .slice(from % (characters.length + 1))
        .slice(0, length % 40)
        .join('');
      for (const bit of bitsOf(piece)) assert.notEqual(filter[bit >> 3]! & (1 << (bit & 7)), 0);
    }),
  );
});

test('a filter says of a word that is nowhere that it is nowhere', () => {
  const filter = emptyFilter();
  addText(filter, 1 as EmailId, { head: 'subject: conseil de classe', body: 'bonjour' });
  assert.ok(bitsOf('zygomatique').some(bit => (filter[bit >> 3]! & (1 << (bit & 7))) === 0));
});

test('a text of less than four bytes asks nothing of a filter, and a long one eight bits', () => {
  assert.deepEqual(bitsOf('tp'), []);
  assert.deepEqual(bitsOf('cpe'), []);
  assert.equal(bitsOf('emploi du temps de la semaine prochaine').length, 8);
});

test('texts come out of a segment as they were put in', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ head: words, body: words }), { maxLength: 10 }), all => {
      const filter = emptyFilter();
      const opened = new OpenSegment(
        packTexts(all.map((texts, n) => addText(filter, (n + 1) as EmailId, texts))),
      ).texts();
      assert.deepEqual(
        opened.map(({ emailId, head, body }) => ({ emailId, head: head?.toString(), body: body?.toString() })),
        all.map(({ head, body }, n) => ({ emailId: n + 1, head: head.toWellFormed(), body: body.toWellFormed() })),
      );
    }),
  );
});

test('of a text beyond the limit only the filter knows', () => {
  const filter = emptyFilter();
  const long = addText(filter, 1 as EmailId, { head: 'a', body: `${'mot '.repeat(20_000)}zygomatique` });
  assert.deepEqual(new OpenSegment(packTexts([long])).texts(), [{ emailId: 1, head: null, body: null }]);
  for (const bit of bitsOf('zygomatique')) assert.notEqual(filter[bit >> 3]! & (1 << (bit & 7)), 0);
});

test('a needle is found in the messages that have it, in bodies alone or in whole messages', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' '), maxLength: 12 });
  const needles = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' '), maxLength: 3 });
  fc.assert(
    fc.property(fc.array(fc.record({ head: text, body: text }), { maxLength: 6 }), needles, (all, needle) => {
      const filter = emptyFilter();
      const packed = packTexts(all.map((texts, n) => addText(filter, (n + 1) as EmailId, texts)));
      for (const field of ['body', 'text'] as const) {
        const found: number[] = [];
        new OpenSegment(packed).find(
          Buffer.from(needle),
          field,
          id => found.push(id),
          () => assert.fail(),
        );
        const expected = all.flatMap(({ head, body }, n) =>
          body.includes(needle) || (field === 'text' && head.includes(needle)) ? [n + 1] : [],
        );
        assert.deepEqual(found, expected);
      }
    }),
  );
});

test('one look over all texts finds each message that holds the needle once, and none that does not', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' '), maxLength: 12 });
  const needles = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' '), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(fc.record({ head: text, body: text }), { maxLength: 6 }), needles, (all, needle) => {
      const filter = emptyFilter();
      const packed = packTexts(all.map((texts, n) => addText(filter, (n + 1) as EmailId, texts)));
      const taken: object[] = [];
      new OpenSegment(packed).eachHolding(Buffer.from(needle), (emailId, head, body) =>
        taken.push({ emailId, head: head?.toString(), body: body?.toString() }),
      );
      const holding = all.map((texts, n) => ({ emailId: n + 1, ...texts }));
      assert.deepEqual(
        taken,
        holding.filter(({ head, body }) => head.includes(needle) || body.includes(needle)),
      );
    }),
  );
});
