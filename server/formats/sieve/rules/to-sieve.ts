/** Rules as Sieve, one `if` a rule. */
import type { Capability } from '../capabilities.ts';
import { quote, quoteList, quoteWildcards } from '../quote.ts';
import type { Condition, Rule, RuleAction, TextMatch } from './model.ts';

/** A piece of script, and what it requires. */
type Piece = { readonly text: string; readonly needs: readonly Capability[] };

/** The commands of the rules in force, and the extensions they need, sorted. */
export function rulesToSieve(rules: readonly Rule[]): { text: (rule: Rule) => string; needs: Capability[] } {
  const needs = new Set<Capability>();
  const pieces = new Map(rules.filter(rule => rule.enabled).map(rule => [rule, ruleToSieve(rule)]));
  for (const piece of pieces.values()) for (const need of piece.needs) needs.add(need);
  return { text: rule => pieces.get(rule)?.text ?? '', needs: [...needs].sort() };
}

function ruleToSieve(rule: Rule): Piece {
  const tests = rule.conditions.map(conditionToSieve);
  const actions = rule.actions.map(actionToSieve);
  const [first] = tests;
  const test =
    first === undefined
      ? 'true'
      : tests.length === 1
        ? first.text
        : `${rule.when === 'all' ? 'allof' : 'anyof'} (${tests.map(one => one.text).join(',\n  ')})`;
  const lines = [...actions.map(action => action.text), ...(rule.last ? ['stop;'] : [])];
  return {
    text: `if ${test} {\n${lines.map(line => `  ${line}\n`).join('')}}\n`,
    needs: [...tests, ...actions].flatMap(piece => piece.needs),
  };
}

function conditionToSieve(condition: Condition): Piece {
  const piece = positive(condition);
  return condition.not ? { ...piece, text: `not ${piece.text}` } : piece;
}

const fields = { from: ['from'], to: ['to'], cc: ['cc'], recipient: ['to', 'cc'], subject: ['subject'] } as const;

function positive(condition: Condition): Piece {
  switch (condition.kind) {
    case 'size':
      return { text: `size :${condition.than} ${condition.bytes}`, needs: [] };
    case 'body':
      return { text: `body :text :contains ${quoteList(condition.values)}`, needs: ['body'] };
    case 'list':
      return { text: 'exists "list-id"', needs: [] };
    case 'attachment':
      return {
        text: 'header :mime :anychild :contenttype "content-disposition" "attachment"',
        needs: ['mime'],
      };
    case 'spam':
      return {
        text: `spamtest :value "ge" :comparator "i;ascii-numeric" ${quote(String(condition.least))}`,
        needs: ['spamtest', 'relational', 'comparator-i;ascii-numeric'],
      };
    case 'header':
      return { text: textTest('header', [condition.name], condition.match, condition.values), needs: [unicode] };
    default: {
      // A whole address is compared as one; a part of a text may as well be in the name beside it.
      const exact = condition.match === 'is' && condition.kind !== 'subject';
      const test = exact ? 'address' : 'header';
      return { text: textTest(test, fields[condition.kind], condition.match, condition.values), needs: [unicode] };
    }
  }
}

const unicode: Capability = 'comparator-i;unicode-casemap';

function textTest(test: string, names: readonly string[], match: TextMatch, values: readonly string[]): string {
  const patterns = {
    contains: values,
    is: values,
    begins: values.map(value => `${quoteWildcards(value)}*`),
    ends: values.map(value => `*${quoteWildcards(value)}`),
  }[match];
  const tag = match === 'contains' || match === 'is' ? match : 'matches';
  return `${test} :${tag} :comparator "i;unicode-casemap" ${quoteList(names)} ${quoteList(patterns)}`;
}

function actionToSieve(action: RuleAction): Piece {
  switch (action.kind) {
    case 'move':
      return { text: `fileinto :create ${quote(action.mailbox)};`, needs: ['fileinto', 'mailbox'] };
    case 'copy':
      return { text: `fileinto :copy :create ${quote(action.mailbox)};`, needs: ['fileinto', 'mailbox', 'copy'] };
    case 'mark':
      return { text: `addflag ${quoteList(action.flags)};`, needs: ['imap4flags'] };
    case 'forward':
      return action.keep
        ? { text: `redirect :copy ${quote(action.address)};`, needs: ['copy'] }
        : { text: `redirect ${quote(action.address)};`, needs: [] };
    case 'discard':
      return { text: 'discard;', needs: [] };
    case 'refuse':
      return { text: `reject ${quote(action.reason)};`, needs: ['reject'] };
  }
}
