/**
 * Rules and what people write by hand, in one script. The rules stand between two marks, each under a comment that holds
 * it as data; everything outside is left as it is. A section somebody has changed by hand is theirs from then on: it is
 * no longer read as rules, and never overwritten unasked.
 */
import { SourceError } from '../faults.ts';
import { readTokens } from '../lexer.ts';
import { quoteList } from '../quote.ts';
import type { Rule } from './model.ts';
import { readRule } from './read-rule.ts';
import { rulesToSieve } from './to-sieve.ts';

const opening = '# Règles de la messagerie : modifiées depuis le portail, ne rien écrire dans cette partie.';
const closing = '# Fin des règles de la messagerie.';
const ruleMark = '# règle ';
const requireMark = ' # règles';

/** `untouched`: rules and nothing else. `mixed`: there is text by hand beside. `edited`: the section was changed by hand. */
export type ReadRules =
  | { readonly kind: 'rules'; readonly rules: readonly Rule[]; readonly alone: boolean }
  | { readonly kind: 'none' | 'edited' };

/** The rules a script holds, if they are as {@link writeRules} left them. */
export function readRules(script: string): ReadRules {
  const parts = split(script);
  if (parts === null) return { kind: script.includes(opening) ? 'edited' : 'none' };
  const rules = parseSection(parts.section);
  if (rules === null || writeSection(rules) !== parts.section || parts.requires !== requireLine(rules)) {
    return { kind: 'edited' };
  }
  return { kind: 'rules', rules, alone: `${parts.before}${parts.after}`.trim() === '' };
}

/**
 * The script with these rules in the place of those it held; where it held none they come first, after the requires. An
 * edited section stays, as text by hand.
 */
export function writeRules(script: string, rules: readonly Rule[]): string {
  const parts = readRules(script).kind === 'rules' ? split(script) : null;
  if (parts) return `${requireLine(rules)}${parts.before}${writeSection(rules)}${parts.after}`;
  const plain = script.replaceAll(opening, '# Anciennes règles, modifiées à la main.').replaceAll(closing, '#');
  const at = afterRequires(plain);
  const before = plain.slice(0, at);
  const lineEnd = before === '' || before.endsWith('\n') ? '' : '\n';
  return `${requireLine(rules)}${before}${lineEnd}${writeSection(rules)}${plain.slice(at).replace(/^\r?\n/, '')}`;
}

type Parts = { requires: string; before: string; section: string; after: string };

function split(script: string): Parts | null {
  const text = script.replaceAll('\r\n', '\n');
  const start = text.indexOf(opening);
  const end = text.indexOf(`${closing}\n`, start);
  if (start < 0 || end < 0) return null;
  const sectionEnd = end + closing.length + 1;
  const requires = /^require [^\n]*; # règles\n/.exec(text)?.[0] ?? '';
  return {
    requires,
    before: text.slice(requires.length, start),
    section: text.slice(start, sectionEnd),
    after: text.slice(sectionEnd),
  };
}

function requireLine(rules: readonly Rule[]): string {
  const { needs } = rulesToSieve(rules);
  return needs.length === 0 ? '' : `require ${quoteList(needs)};${requireMark}\n`;
}

function writeSection(rules: readonly Rule[]): string {
  const { text } = rulesToSieve(rules);
  return `${opening}\n${rules.map(rule => `${ruleMark}${JSON.stringify(rule)}\n${text(rule)}`).join('')}${closing}\n`;
}

/** The rules in the comments; null where one cannot be read. What they do is checked by writing them again. */
function parseSection(section: string): Rule[] | null {
  const rules: Rule[] = [];
  for (const line of section.split('\n')) {
    if (!line.startsWith(ruleMark)) continue;
    const rule = readRule(line.slice(ruleMark.length));
    if (rule === null) return null;
    rules.push(rule);
  }
  return rules;
}

/** Where the requires at the top end; 0 where the text cannot even be cut into words. */
function afterRequires(script: string): number {
  let at = 0;
  try {
    const tokens = readTokens(script);
    for (let index = 0; ; index++) {
      const token = tokens[index]!;
      if (token.kind !== 'identifier' || token.text !== 'require') return at;
      while (tokens[index]!.kind !== 'end' && !(tokens[index]!.kind === 'punctuation' && isSemicolon(tokens[index]!))) {
        index++;
      }
      if (tokens[index]!.kind === 'end') return at;
      at = tokens[index]!.at + 1;
    }
  } catch (error) {
    // A script with a fault in it: it is refused anyway when it is put back.
    if (error instanceof SourceError) return at;
    throw error;
  }
}

function isSemicolon(token: { kind: string; text?: string }): boolean {
  return token.text === ';';
}
