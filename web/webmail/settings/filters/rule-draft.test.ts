import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rule } from '@vaguemestre/contract/filters.ts';
import type { Tell } from '../../words/speak.ts';
import { type FiltersWords, fr } from './fr.ts';
import {
  actionKinds,
  conditionKinds,
  faultOf,
  moveItem,
  newAction,
  newCondition,
  newRule,
  readValues,
} from './rule-draft.ts';
import { tellRule } from './tell-rule.ts';

const house = { forwardsOutside: false, domains: ['ac-amiens.fr'] };
const filled = {
  ...newRule('r1'),
  name: 'Rectorat',
  conditions: [{ kind: 'from', match: 'contains', values: ['rectorat', 'dsden'] }],
  actions: [{ kind: 'move', mailbox: 'Rectorat' }],
} as const;

/** The French words, without i18next. */
const t: Tell<FiltersWords> = (path, values = {}) => {
  let text: unknown = fr;
  for (const step of path.split('.')) text = (text as Record<string, unknown>)[step];
  return String(text)
    .replaceAll('\u00a0', ' ')
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
};
const telling = { t, size: (bytes: number) => `${bytes / 1e6} Mo`, quote: (text: string) => `« ${text} »` };

test('a new rule says what is missing until it is whole', () => {
  assert.equal(faultOf(newRule('r1'), house), 'incomplete');
  assert.equal(
    faultOf({ ...filled, conditions: [...filled.conditions], actions: [...filled.actions] } as never, house),
    null,
  );
});

test('forwarding outside is stopped where the house does not allow it, inside never', () => {
  const to = (address: string) => ({ ...filled, actions: [{ kind: 'forward', address, keep: true }] }) as never;
  assert.equal(faultOf(to('moi@exemple.fr'), house), 'outside');
  assert.equal(faultOf(to('moi@exemple.fr'), { ...house, forwardsOutside: true }), null);
  assert.equal(faultOf(to('Yanis.Ouali@AC-AMIENS.FR'), house), null);
});

test('every kind of condition and action has a beginning that only lacks its words', () => {
  for (const kind of conditionKinds) assert.equal(newCondition(kind).kind, kind);
  for (const kind of actionKinds) assert.equal(newAction(kind).kind, kind);
  const known = ['list', 'attachment', 'spam', 'size'] as const;
  for (const kind of known) assert.ok(rule.safeParse({ ...filled, conditions: [newCondition(kind)] }).success, kind);
});

test('what was typed stays when the field looked at changes', () => {
  const before = { kind: 'from', match: 'is', values: ['a@b.fr'], not: true } as const;
  assert.deepEqual(newCondition('subject', { ...before, values: [...before.values] }), {
    kind: 'subject',
    match: 'is',
    values: ['a@b.fr'],
    not: true,
  });
});

test('values are separated by semicolons, and may hold commas', () => {
  assert.deepEqual(readValues(' un, deux ; trois;; '), ['un, deux', 'trois']);
});

test('an item moves within the bounds of its list', () => {
  assert.deepEqual(moveItem(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a']);
  assert.deepEqual(moveItem(['a', 'b', 'c'], 2, -1), ['c', 'a', 'b']);
  assert.deepEqual(moveItem(['a'], 4, 0), ['a']);
});

test('a rule is one French sentence', () => {
  assert.equal(
    tellRule({ ...filled, conditions: [...filled.conditions], actions: [...filled.actions] } as never, telling),
    'Si l’expéditeur contient « rectorat » ou « dsden » : ranger dans « Rectorat », et s’arrêter là.',
  );
  const odd = {
    ...filled,
    when: 'any',
    last: false,
    conditions: [
      { kind: 'size', than: 'over', bytes: 5e6 },
      { kind: 'attachment', not: true },
      { kind: 'header', name: 'X-Test', match: 'is', values: ['oui'], not: true },
    ],
    actions: [{ kind: 'mark', flags: ['\\Seen', 'urgent'] }, { kind: 'discard' }],
  };
  assert.equal(
    tellRule(odd as never, telling),
    'Si la taille dépasse 5 Mo ou si le message n’a pas de pièce jointe ou si l’en-tête X-Test n’est pas « oui » : marquer comme lu, de l’étiquette « urgent », puis supprimer.',
  );
  assert.match(tellRule({ ...odd, conditions: [] } as never, telling), /^Tous les messages : /);
});
