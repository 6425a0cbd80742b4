/** How a test compares values with keys: match type and comparator together. rfc/5228#2.7, rfc/5231#4, rfc/5229#3.2 */
import type { Comparator } from './comparator.ts';
import { SourceError } from './faults.ts';
import { compileRegex, RegexError } from './regex/compile.ts';
import { matchRegex, testRegex } from './regex/match.ts';
import type { Regex } from './regex/program.ts';
import { ask, expand, type Run, spend, spendText } from './run.ts';
import { type Call, comparatorOf, constant, tagAmong, tagTemplate } from './shape.ts';
import type { Template } from './template.ts';
import { matchWildcard, readSubject, readWildcard, type Wildcard } from './wildcard.ts';

/** Does any of the values match any of the keys? For `:count`, `values` are what is counted. */
export type Matcher = (run: Run, values: readonly string[]) => boolean;

/** One value against one key. */
type KeyTest = (run: Run, value: string, folded: string) => boolean;

/** @throws SourceError for a comparator, relation or expression that will not do */
export function compileMatcher(call: Call, keys: readonly Template[]): Matcher {
  const comparator = comparatorOf(call);
  const kind = tagAmong(call, ':is', ':contains', ':matches', ':regex', ':count', ':value', ':list') ?? ':is';
  switch (kind) {
    case ':is':
      return comparator.fold ? foldedMatcher(keys, comparator, equalTo) : plainMatcher(keys, comparator);
    case ':contains':
      return foldedMatcher(keys, substring(call, comparator, kind), contains);
    case ':matches':
      return wildcardMatcher(call, keys, substring(call, comparator, kind));
    case ':regex':
      return regexMatcher(call, keys, substring(call, comparator, kind));
    case ':list':
      return listMatcher(keys);
    default:
      return relationalMatcher(call, keys, comparator, kind);
  }
}

function substring(call: Call, comparator: Comparator, tag: string): FoldingComparator {
  if (comparator.fold) return comparator as FoldingComparator;
  throw new SourceError(call.at, 'comparator-cannot', comparator.name, tag);
}

type FoldingComparator = Comparator & { readonly fold: (text: string) => string };

const equalTo = (value: string, key: string) => value === key;
const contains = (value: string, key: string) => value.includes(key);

/** Constant keys are folded once, at compilation; the folds of a header are kept for the tests that follow. */
function foldedMatcher(
  keys: readonly Template[],
  comparator: Comparator,
  holds: (value: string, key: string) => boolean,
): Matcher {
  const fold = comparator.fold!;
  const folded = keys.map(key => (key.constant === null ? null : fold(key.constant)));
  return (run, values) => {
    if (values.length === 0) return false;
    const foldedValues = onceFor(run.folds, values, comparator.name, fold);
    for (let k = 0; k < keys.length; k++) {
      const key = folded[k] ?? fold(expand(run, keys[k]!));
      for (const value of foldedValues) {
        // Looking for a needle may cost a comparison at every character.
        spend(run, value.length >>> 4);
        if (holds(value, key)) return true;
      }
    }
    return false;
  };
}

/** What is made of these values for this comparator, made once a run. */
function onceFor<Made>(
  kept: Map<string, WeakMap<readonly string[], readonly Made[]>>,
  values: readonly string[],
  name: string,
  make: (value: string) => Made,
): readonly Made[] {
  let byValues = kept.get(name);
  if (!byValues) {
    byValues = new WeakMap();
    kept.set(name, byValues);
  }
  let made = byValues.get(values);
  if (!made) {
    made = values.map(value => make(value));
    byValues.set(values, made);
  }
  return made;
}

function plainMatcher(keys: readonly Template[], comparator: Comparator): Matcher {
  return anyOf(
    keys.map(key => (run, value) => {
      spendText(run, value.length);
      return comparator.equal(value, expand(run, key));
    }),
  );
}

function anyOf(tests: readonly KeyTest[]): Matcher {
  return (run, values) => values.some(value => tests.some(test => test(run, value, value)));
}

function wildcardMatcher(call: Call, keys: readonly Template[], { fold, name }: FoldingComparator): Matcher {
  // The comparator says what a character is: an octet of UTF-8, or a letter with its accents. rfc/5228#2.7.1
  const unicode = name === 'i;unicode-casemap';
  const cut = unicode ? composed : octets;
  const captures = call.context.required.has('variables');
  const ready = keys.map(key => (key.constant === null ? null : readWildcard(cut(key.constant), fold)));
  const subjectOf = (value: string) => readSubject(cut(value), fold);
  return (run, values) => {
    const subjects = onceFor(run.subjects, values, name, subjectOf);
    for (const subject of subjects) {
      for (const [index, key] of keys.entries()) {
        const wildcard: Wildcard = ready[index] ?? readWildcard(cut(expand(run, key)), fold);
        spendText(run, subject.units.length);
        const found = matchWildcard(wildcard, subject, steps => spend(run, steps));
        if (found === null) continue;
        if (captures) run.scope.captures = unicode ? found : found.map(fromOctets);
        return true;
      }
    }
    return false;
  };
}

const composed = (text: string) => text.normalize('NFC');

/** A character an octet. */
function octets(text: string): string {
  return /[^\x00-\x7f]/.test(text) ? Buffer.from(text).toString('latin1') : text;
}

function fromOctets(text: string): string {
  return /[^\x00-\x7f]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
}

function regexMatcher(call: Call, keys: readonly Template[], comparator: FoldingComparator): Matcher {
  const captures = call.context.required.has('variables');
  const compile = (text: string) => compileRegex(text, comparator.name !== 'i;octet');
  return anyOf(
    keys.map(key => {
      const ready = key.constant === null ? null : compileConstant(call, key, compile);
      return (run, value) => {
        const regex = ready ?? compileAtRun(run, expand(run, key), compile);
        if (regex === null) return false;
        if (!captures) return testRegex(regex, value, steps => spend(run, steps));
        const found = matchRegex(regex, value, steps => spend(run, steps));
        if (found) run.scope.captures = found;
        return found !== null;
      };
    }),
  );
}

function compileConstant(call: Call, key: Template, compile: (text: string) => Regex): Regex {
  try {
    const regex = compile(key.constant!);
    const { limits, regex: total } = call.context;
    total.instructions += regex.program.length;
    if (total.instructions > limits.regexInstructions) throw new RegexError('too large');
    return regex;
  } catch (error) {
    if (error instanceof RegexError) throw new SourceError(key.at, 'bad-regex', error.message);
    throw error;
  }
}

/** An expression that variables have made invalid matches nothing: a mail must not be able to stop a script. */
function compileAtRun(run: Run, text: string, compile: (text: string) => Regex): Regex | null {
  spend(run, 100 + 10 * text.length);
  try {
    return compile(text);
  } catch (error) {
    if (error instanceof RegexError) return null;
    throw error;
  }
}

/** The keys are names of external lists. RFC 6134 */
function listMatcher(keys: readonly Template[]): Matcher {
  return (run, values) => {
    for (const key of keys) {
      const list = expand(run, key);
      for (const value of values) {
        if (!ask(run, { kind: 'list-member', list, value })) continue;
        run.scope.captures = [value];
        return true;
      }
    }
    return false;
  };
}

const relations: Readonly<Record<string, (order: number) => boolean>> = {
  gt: order => order > 0,
  ge: order => order >= 0,
  lt: order => order < 0,
  le: order => order <= 0,
  eq: order => order === 0,
  ne: order => order !== 0,
};

function relationalMatcher(
  call: Call,
  keys: readonly Template[],
  comparator: Comparator,
  kind: ':count' | ':value',
): Matcher {
  const named = tagTemplate(call, kind)!;
  const name = constant(named).toLowerCase();
  const holds = Object.hasOwn(relations, name) ? relations[name] : undefined;
  if (!holds) throw new SourceError(named.at, 'bad-relation', name);
  return (run, values) => {
    const compared = kind === ':count' ? [String(values.length)] : values;
    return compared.some(value =>
      keys.some(key => {
        spendText(run, value.length);
        return holds(comparator.order(value, expand(run, key)));
      }),
    );
  };
}
