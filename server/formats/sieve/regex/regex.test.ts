import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileRegex, RegexError } from './compile.ts';
import { matchRegex, testRegex } from './match.ts';

const free = () => {};
const found = (pattern: string, text: string, anyCase = false) =>
  matchRegex(compileRegex(pattern, anyCase), text, free);

test('groups, alternatives, repetitions, anchors and brackets', () => {
  assert.deepEqual(found('(a+)(b|c){2}$', 'xaabc'), ['aabc', 'aa', 'c']);
  assert.deepEqual(found('^([^@]+)@(.+)$', 'a.b@c.fr'), ['a.b@c.fr', 'a.b', 'c.fr']);
  assert.deepEqual(found('[[:digit:]]{2,3}', 'a1b2345'), ['234']);
  assert.deepEqual(found('[]a-]+', 'x]-a]'), [']-a]']);
  assert.deepEqual(found('[^]a]', ']ab'), ['b']);
  assert.deepEqual(found('a.c', 'a😀c'), ['a😀c']);
  assert.deepEqual(found('(x)?y', 'y'), ['y', '']);
  assert.equal(found('^b', 'ab'), null);
  assert.deepEqual(found('\\.\\*', 'a.*'), ['.*']);
  assert.deepEqual(found('[[.a.]-c]+', 'zabc'), ['abc']);
  assert.deepEqual(found('(?:ab)+', 'xababa'), ['abab']);
  assert.deepEqual(found('', 'a'), ['']);
});

test('without case, accents included', () => {
  assert.ok(found('ÉCOLE [A-Z]', 'école q', true));
  assert.ok(found('[à-ü]+$', 'ÉÀ', true));
  assert.equal(found('école', 'École', false), null);
});

const wrong = {
  '(a': 'unclosed group',
  'a)': 'stray parenthesis',
  '*a': 'nothing to repeat',
  '[a': 'unclosed bracket',
};
const more = {
  'a{2,1}': 'bad repetition',
  'a{999}': 'bad repetition',
  '[z-a]': 'bad range',
  '[[:x:]]': 'unknown class',
};
for (const [pattern, why] of Object.entries({ ...wrong, ...more, 'a\\': 'trailing backslash' })) {
  test(`${pattern} is refused: ${why}`, () => {
    assert.throws(
      () => compileRegex(pattern, false),
      error => error instanceof RegexError && error.message === why,
    );
  });
}

test('expressions that would grow without end are refused', () => {
  for (const pattern of [
    '((((a{200}){200}){200}){200})',
    'a'.repeat(3000),
    '('.repeat(60),
    'a****?*',
    '(?:){200}{200}{200}{200}',
  ]) {
    const start = process.hrtime.bigint();
    try {
      compileRegex(pattern, true);
    } catch (error) {
      assert.ok(error instanceof RegexError);
    }
    assert.ok(process.hrtime.bigint() - start < 2_000_000_000n);
  }
});

test('work grows with the text, not with its powers', () => {
  const steps = (pattern: string, length: number) => {
    let spent = 0;
    const count = (n: number) => {
      spent += n;
    };
    const regex = compileRegex(pattern, false);
    testRegex(regex, `${'a'.repeat(length)}!`, count);
    matchRegex(regex, `${'a'.repeat(length)}!`, count);
    return spent;
  };
  for (const pattern of ['(a+)+$', '(a|aa)+$', '(a*)*b', '(a|a|a)*c', '([a-z]+)*$']) {
    assert.ok(steps(pattern, 4000) < 4.5 * steps(pattern, 1000), pattern);
  }
});

/** Expressions that mean the same in both dialects: no group inside a repetition. */
const atom = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '[b-d]', '\\.', 'é');
const piece = fc
  .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{0,1}', '*?', '+?'))
  .map(parts => parts.join(''));
const sequence = fc.array(piece, { minLength: 1, maxLength: 4 }).map(parts => parts.join(''));
const pattern = fc
  .tuple(
    fc.constantFrom('', '^'),
    fc.array(
      fc.oneof(
        sequence,
        sequence.map(one => `(${one})`),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    fc.constantFrom('', '$'),
  )
  .chain(([start, parts, end]) =>
    fc.constantFrom(parts.join(''), parts.join('|')).map(middle => `${start}(?:${middle})${end}`),
  );
const text = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', '.', 'é', '😀'), { maxLength: 12 })
  .map(parts => parts.join(''));

test('the same matches and groups as RegExp, where both mean the same', () => {
  fc.assert(
    fc.property(pattern, text, (source, subject) => {
      const expected = new RegExp(source, 'su').exec(subject);
      const regex = compileRegex(source, false);
      assert.deepEqual(matchRegex(regex, subject, free), expected && [...expected].map(group => group ?? ''));
      assert.equal(testRegex(regex, subject, free), expected !== null);
    }),
    { numRuns: 3000 },
  );
});

test('with repeated groups at least the same texts match', () => {
  const nested = fc
    .tuple(pattern, fc.constantFrom('*', '+', '{2}', '?'), pattern)
    .map(([one, times, two]) => `(${one})${times}${two}`);
  fc.assert(
    fc.property(nested, text, (source, subject) => {
      assert.equal(testRegex(compileRegex(source, false), subject, free), new RegExp(source, 'su').test(subject));
    }),
    { numRuns: 2000 },
  );
});
