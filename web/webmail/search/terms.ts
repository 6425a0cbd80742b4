/**
 * What is typed into the search field, as terms: words, `"several words"`, `operator:value`, and `-` before any of them. The
 * operators are French first and English second; accents and capitals are forgiven. Pure.
 */

export type Operator =
  | 'words'
  | 'from'
  | 'to'
  | 'cc'
  | 'subject'
  | 'body'
  | 'before'
  | 'after'
  | 'on'
  | 'has'
  | 'in'
  | 'is'
  | 'tag'
  | 'larger'
  | 'smaller';

export type Term = {
  readonly operator: Operator;
  readonly value: string;
  readonly not: boolean;
  /** Where it stands in the text, from and to. */
  readonly from: number;
  readonly to: number;
};

const names: Readonly<Record<string, Operator>> = {
  de: 'from',
  from: 'from',
  à: 'to',
  to: 'to',
  cc: 'cc',
  copie: 'cc',
  objet: 'subject',
  sujet: 'subject',
  subject: 'subject',
  texte: 'body',
  corps: 'body',
  body: 'body',
  avant: 'before',
  before: 'before',
  apres: 'after',
  depuis: 'after',
  after: 'after',
  le: 'on',
  on: 'on',
  a: 'has',
  has: 'has',
  dans: 'in',
  in: 'in',
  est: 'is',
  is: 'is',
  etiquette: 'tag',
  tag: 'tag',
  plus: 'larger',
  larger: 'larger',
  moins: 'smaller',
  smaller: 'smaller',
};

/** Without accents and capitals. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

const attachmentWords = new Set(['pj', 'piece', 'pieces', 'piece-jointe', 'attachment', 'fichier']);

export function readTerms(text: string): Term[] {
  const terms: Term[] = [];
  const pattern = /(-?)(?:([\p{L}]+):)?(?:"([^"]*)"?|(\S*))/gu;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0] === '') {
      pattern.lastIndex += 1;
      if (pattern.lastIndex > text.length) break;
      continue;
    }
    const [all, minus, name, quoted, bare] = match;
    const operator = name === undefined ? undefined : operatorOf(name, quoted ?? bare ?? '');
    const value = operator === undefined && name !== undefined ? `${name}:${quoted ?? bare}` : (quoted ?? bare ?? '');
    const place = { not: minus === '-', from: match.index, to: match.index + all.length };
    if (operator === undefined && value === '') continue;
    terms.push({ operator: operator ?? 'words', value, ...place });
  }
  return terms;
}

/** `à:` is a person, `a:pj` what a message has; who writes `a:` without its accent and a name means the person. */
function operatorOf(name: string, value: string): Operator | undefined {
  if (name.normalize('NFC').toLowerCase() === 'à') return 'to';
  const folded = fold(name);
  if (folded === 'a' && !attachmentWords.has(fold(value)) && value !== '') return 'to';
  return Object.hasOwn(names, folded) ? names[folded] : undefined;
}

export function isAttachmentWord(value: string): boolean {
  return attachmentWords.has(fold(value));
}

/** A value as it has to be typed. */
export function quote(value: string): string {
  return /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}
