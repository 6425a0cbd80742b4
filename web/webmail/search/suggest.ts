/** What may be meant by what is being typed: operators, folders, people whose mail is at hand. Pure. */
import type { EmailHead, Mailbox } from '../../jmap/objects.ts';
import type { Language } from '../words/speak.ts';
import { fold, quote, readTerms } from './terms.ts';

/** `text` replaces the whole field; `hint` names what the operator does, as a key of the words. */
export type Suggestion = { readonly text: string; readonly label: string; readonly hint: Hint | null };

export type Hint =
  | 'from'
  | 'to'
  | 'cc'
  | 'subject'
  | 'body'
  | 'before'
  | 'after'
  | 'has'
  | 'in'
  | 'isUnread'
  | 'isFlagged'
  | 'larger';

const operators: readonly (readonly [Hint, fr: string, en: string])[] = [
  ['from', 'de:', 'from:'],
  ['to', 'à:', 'to:'],
  ['subject', 'objet:', 'subject:'],
  ['has', 'a:pj', 'has:attachment'],
  ['isUnread', 'est:nonlu', 'is:unread'],
  ['isFlagged', 'est:suivi', 'is:flagged'],
  ['in', 'dans:', 'in:'],
  ['before', 'avant:', 'before:'],
  ['after', 'après:', 'after:'],
  ['body', 'texte:', 'body:'],
  ['cc', 'cc:', 'cc:'],
  ['larger', 'plus:5M', 'larger:5M'],
];

const mostPeople = 5;

type Known = {
  readonly heads: Iterable<EmailHead>;
  readonly folders: readonly { readonly mailbox: Mailbox; readonly name: string }[];
  readonly language: Language;
};

export function suggest(text: string, { heads, folders, language }: Known): Suggestion[] {
  const last = readTerms(text).at(-1);
  const open = last !== undefined && last.to === text.length ? last : undefined;
  const before = open === undefined ? text : text.slice(0, open.from);
  const complete = (word: string, label = word, hint: Hint | null = null): Suggestion => ({
    text: `${before}${word}`,
    label,
    hint,
  });
  if (open?.operator === 'in') {
    const typed = text.slice(open.from).split(':')[0]!;
    return folders
      .filter(({ name }) => fold(name).includes(fold(open.value)))
      .slice(0, 8)
      .map(({ name }) => complete(`${typed}:${quote(name)} `, name));
  }
  const value = fold(open?.value ?? '');
  const matching = operators
    .map(([hint, fr, en]) => ({ hint, word: language === 'fr' ? fr : en }))
    .filter(({ word }) => open === undefined || (open.operator === 'words' && fold(word).startsWith(value)))
    .map(({ hint, word }) => complete(word.endsWith(':') ? word : `${word} `, word, hint));
  if (open === undefined) return matching;
  if (!['words', 'from', 'to', 'cc'].includes(open.operator) || value.length < 2) return matching;
  const operator =
    open.operator === 'words' ? (language === 'fr' ? 'de:' : 'from:') : `${text.slice(open.from).split(':')[0]}:`;
  return [...peopleLike(value, heads).map(({ email, label }) => complete(`${operator}${email} `, label)), ...matching];
}

function peopleLike(value: string, heads: Iterable<EmailHead>): { email: string; label: string }[] {
  const found = new Map<string, string>();
  for (const { from } of heads) {
    for (const { name, email } of from ?? []) {
      if (found.has(email) || !fold(`${name ?? ''} ${email}`).includes(value)) continue;
      found.set(email, name === null || name === '' ? email : `${name} <${email}>`);
      if (found.size >= mostPeople) return [...found].map(([address, label]) => ({ email: address, label }));
    }
  }
  return [...found].map(([email, label]) => ({ email, label }));
}
