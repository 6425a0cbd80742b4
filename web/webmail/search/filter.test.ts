import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readQuestion } from './filter.ts';
import { readPeriod } from './period.ts';
import { quote, readTerms } from './terms.ts';

const now = new Date(2026, 10, 24, 9);
const folderOf = (name: string) => (name.toLowerCase() === 'envoyés' ? 'M3' : undefined);
const ask = (text: string, apart: string[] = []) => readQuestion(text, { now, folderOf, apart });
const day = (year: number, month: number, date: number) =>
  `${new Date(year, month - 1, date).toISOString().slice(0, 19)}Z`;

test('R9 words are searched everywhere but in junk and trash, quoted ones together', () => {
  assert.deepEqual(ask('conseil').filter, { text: 'conseil' });
  assert.deepEqual(ask('"conseil de classe"').filter, { text: 'conseil de classe' });
  assert.deepEqual(ask('bac blanc', ['M5', 'M6']).filter, {
    operator: 'AND',
    conditions: [{ text: 'bac' }, { text: 'blanc' }, { inMailboxOtherThan: ['M5', 'M6'] }],
  });
});

test('R9 each operator has its French name and its English one', () => {
  for (const [text, filter] of [
    ['de:martin', { from: 'martin' }],
    ['from:martin', { from: 'martin' }],
    ['à:lefevre', { to: 'lefevre' }],
    ['a:lefevre', { to: 'lefevre' }],
    ['objet:"bac blanc"', { subject: 'bac blanc' }],
    ['a:pj', { hasAttachment: true }],
    ['has:attachment', { hasAttachment: true }],
    ['dans:envoyés', { inMailbox: 'M3' }],
    ['est:nonlu', { notKeyword: '$seen' }],
    ['EST:Non-Lu', { notKeyword: '$seen' }],
    ['is:flagged', { hasKeyword: '$flagged' }],
    ['étiquette:urgent', { hasKeyword: 'urgent' }],
    ['plus:1,5Mo', { minSize: 1_500_000 }],
    ['moins:20k', { maxSize: 20_000 }],
    ['avant:2025', { before: day(2025, 1, 1) }],
    ['après:2026-09-01', { after: day(2026, 9, 1) }],
    ['apres:1/9/2026', { after: day(2026, 9, 1) }],
    ['le:hier', { after: day(2026, 11, 23), before: day(2026, 11, 24) }],
  ] as const) {
    assert.deepEqual(ask(text), { filter, wrong: [] }, text);
  }
});

test('a folder that is named is looked into even where it stands apart', () => {
  assert.deepEqual(ask('dans:envoyés', ['M5']).filter, { inMailbox: 'M3' });
});

test('a minus takes away what it stands before', () => {
  assert.deepEqual(ask('-de:"liste de diffusion"').filter, {
    operator: 'NOT',
    conditions: [{ from: 'liste de diffusion' }],
  });
});

test('what says nothing is named, and the rest is searched', () => {
  const { filter, wrong } = ask('bac avant:jamais dans:nullepart est:perdu');
  assert.deepEqual(filter, { text: 'bac' });
  assert.deepEqual(wrong, ['avant:jamais', 'dans:nullepart', 'est:perdu']);
});

test('an address or a time with colons is a word like another', () => {
  assert.deepEqual(ask('https://ac-amiens.fr 14:30').filter, {
    operator: 'AND',
    conditions: [{ text: 'https://ac-amiens.fr' }, { text: '14:30' }],
  });
});

test('an operator that waits for its value searches nothing yet', () => {
  assert.deepEqual(ask('de:'), { filter: null, wrong: [] });
});

test('a month is the last one that has begun, unless its year is told', () => {
  assert.deepEqual(readPeriod('septembre', now)!.from, new Date(2026, 8, 1));
  assert.deepEqual(readPeriod('décembre', now)!.from, new Date(2025, 11, 1));
  assert.deepEqual(readPeriod('sept 2024', now)!.to, new Date(2024, 9, 1));
  for (const wrong of ['31/02/2026', '2026-13', 'ju', '0012', 'bientôt'])
    assert.equal(readPeriod(wrong, now), null, wrong);
});

test('whatever is typed becomes terms that cover it in order, and a quoted value is read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), text => {
      let last = 0;
      for (const { from, to } of readTerms(text)) {
        assert.ok(from >= last && to > from);
        last = to;
      }
      assert.ok(ask(text).wrong.length <= text.length);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9@. éà]{1,30}$/), value => {
      const [term, ...more] = readTerms(`objet:${quote(value)}`);
      assert.deepEqual([term!.operator, term!.value, more], ['subject', value, []]);
    }),
  );
});
