import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileScript } from '../compile.ts';
import { mail, plainMail, trial } from '../trial.ts';
import { type Absence, absenceToSieve } from './absence.ts';
import type { Condition, Rule, RuleAction } from './model.ts';
import { readRules, writeRules } from './section.ts';

const rule = (conditions: Condition[], actions: RuleAction[], more: Partial<Rule> = {}): Rule => ({
  id: '1',
  name: 'Règle',
  enabled: true,
  when: 'all',
  conditions,
  actions,
  last: false,
  ...more,
});
const tried = (rules: Rule[], message = plainMail) => trial(writeRules('', rules), { message });

test('rules become a script that does what they say', () => {
  const council = rule(
    [{ kind: 'subject', match: 'begins', values: ['conseil'] }],
    [{ kind: 'move', mailbox: 'Conseils' }],
  );
  assert.deepEqual(tried([council]), ['fileinto :create Conseils']);
  const seen = rule([{ kind: 'from', match: 'contains', values: ['DUPONT'] }], [{ kind: 'mark', flags: ['\\Seen'] }]);
  assert.deepEqual(tried([seen]), ['keep \\Seen (implicit)']);
  assert.deepEqual(tried([{ ...council, last: true }, rule([], [{ kind: 'discard' }])]), ['fileinto :create Conseils']);
  assert.deepEqual(tried([{ ...council, enabled: false }]), ['keep (implicit)']);
  const either = rule(
    [
      { kind: 'size', than: 'over', bytes: 10_000 },
      { kind: 'list', not: true },
    ],
    [{ kind: 'forward', address: 'a@b.fr', keep: true }],
    { when: 'any' },
  );
  assert.deepEqual(tried([either]), ['redirect a@b.fr', 'keep (implicit)']);
});

test('a rule about files sees the attachments of a message', () => {
  const message = mail(
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: application/pdf',
    'Content-Disposition: attachment; filename=a.pdf',
    '',
    'x',
    '--b--',
  );
  const rules = [rule([{ kind: 'attachment' }], [{ kind: 'copy', mailbox: 'Pièces' }])];
  assert.deepEqual(tried(rules, message), ['fileinto :create Pièces', 'keep (implicit)']);
  assert.deepEqual(tried(rules), ['keep (implicit)']);
});

const plain = { noNullPrototype: true };
const values = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 3 });
const match = fc.constantFrom('contains' as const, 'is' as const, 'begins' as const, 'ends' as const);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constantFrom('from' as const, 'subject' as const, 'recipient' as const), match, values }, plain),
  fc.record({ kind: fc.constant('body' as const), values, not: fc.boolean() }, plain),
  fc.record({ kind: fc.constant('spam' as const), least: fc.integer({ min: 1, max: 10 }) }, plain),
);
const action: fc.Arbitrary<RuleAction> = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), mailbox: fc.constantFrom('A', 'B/C', 'É"\\') }, plain),
  fc.record({ kind: fc.constant('refuse' as const), reason: fc.string() }, plain),
  fc.constant({ kind: 'forward' as const, address: 'a@b.fr', keep: false }),
);
const anyRule: fc.Arbitrary<Rule> = fc.record(
  {
    id: fc.string(),
    name: fc.string({ unit: 'grapheme' }),
    enabled: fc.boolean(),
    when: fc.constantFrom('all' as const, 'any' as const),
    conditions: fc.array(condition, { maxLength: 3 }),
    actions: fc.array(action, { maxLength: 3 }),
    last: fc.boolean(),
  },
  plain,
);

test('whatever the rules, they make a valid script and are read back from it, beside text by hand', () => {
  const byHand = fc.constantFrom('', '# à la main\nkeep;\n', 'require "copy";\nredirect :copy "x@y.fr";\n');
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 4 }), fc.array(anyRule, { maxLength: 4 }), byHand, (one, two, text) => {
      const first = writeRules(text, one);
      const second = writeRules(first, two);
      for (const [script, rules] of [
        [first, one],
        [second, two],
      ] as const) {
        const compiled = compileScript(script);
        assert.equal(compiled.kind, 'script', compiled.kind === 'faulty' ? compiled.faults[0]!.en : '');
        const read = readRules(script);
        assert.deepEqual(read, { kind: 'rules', rules, alone: text === '' });
        assert.deepEqual(readRules(script.replaceAll('\n', '\r\n')), read);
      }
      for (const line of text.split('\n')) assert.ok(second.includes(line));
    }),
    { numRuns: 200 },
  );
});

test('a section changed by hand is no longer rules, and is not lost', () => {
  const script = writeRules('', [rule([], [{ kind: 'discard' }])]);
  const edited = script.replace('discard;', 'keep;');
  assert.equal(readRules(edited).kind, 'edited');
  const again = writeRules(edited, [rule([], [{ kind: 'move', mailbox: 'A' }])]);
  assert.ok(again.includes('keep;'));
  assert.equal(readRules(again).kind, 'rules');
  assert.equal(readRules('keep;').kind, 'none');
});

test('what stands in the comments is believed only if it is a rule', () => {
  const good = rule([{ kind: 'size', than: 'over', bytes: 1 }], [{ kind: 'discard' }]);
  const script = writeRules('', [good]);
  const line = JSON.stringify(good);
  const others = ['null', '[]', '{', '{"conditions":[null],"actions":[]}', line.replace('"size"', '"toString"')];
  for (const other of [...others, line.replace('"bytes":1', '"bytes":"1) { keep; } #"'), line.replace('"over"', '3')]) {
    assert.equal(readRules(script.replace(line, other)).kind, 'edited', other);
  }
});

const absence: Absence = {
  enabled: true,
  from: null,
  until: null,
  subject: 'En congé',
  colleagues: { text: 'Je reviens lundi.', html: null },
  outsiders: { text: 'Je suis absente.', html: '<p>Je suis absente.</p>' },
  replacement: { name: 'Paul Roux', address: 'paul.roux@ac-exemple.fr' },
  days: 4,
};

test('an absence says one thing to colleagues and another to outsiders, and names who can help', () => {
  const script = absenceToSieve(absence, ['ac-exemple.fr']);
  const [inside] = trial(script);
  assert.equal(
    inside,
    'vacation 345600 Je reviens lundi.\r\n\r\nPendant cette absence, vous pouvez écrire à Paul Roux\u00a0: paul.roux@ac-exemple.fr.',
  );
  const envelope = { from: 'parent@example.org', to: 'x', parameters: {} };
  const [outside] = trial(script, { environment: { envelope } });
  assert.ok(outside!.startsWith('vacation 345600 Content-Type: multipart/alternative; boundary="=_absence"'));
});
