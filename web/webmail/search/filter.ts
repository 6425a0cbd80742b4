/** From terms to the filter of JMAP. rfc/8621#4.4.1 */
import type { EmailCondition, EmailFilter, Id } from '../../jmap/objects.ts';
import { readPeriod } from './period.ts';
import { fold, isAttachmentWord, readTerms, type Term } from './terms.ts';

export type Needs = {
  readonly now: Date;
  /** The folder people call so; undefined where there is none. */
  readonly folderOf: (name: string) => Id | undefined;
  /** Folders that a search without `dans:` passes over: junk and trash. */
  readonly apart: readonly Id[];
};

/** `wrong`: the terms that say nothing that can be searched, as typed. */
export type Question = { readonly filter: EmailFilter | null; readonly wrong: readonly string[] };

export function readQuestion(text: string, needs: Needs): Question {
  const wrong: string[] = [];
  const conditions: EmailFilter[] = [];
  let placed = false;
  for (const term of readTerms(text)) {
    // Being typed still.
    if (term.value === '') continue;
    const condition = conditionOf(term, needs);
    if (condition === null) wrong.push(text.slice(term.from, term.to));
    else conditions.push(term.not ? { operator: 'NOT', conditions: [condition] } : condition);
    placed ||= term.operator === 'in';
  }
  if (conditions.length > 0 && !placed && needs.apart.length > 0) conditions.push({ inMailboxOtherThan: needs.apart });
  const [only] = conditions;
  const filter = conditions.length === 1 ? only! : { operator: 'AND' as const, conditions };
  return { filter: conditions.length === 0 ? null : filter, wrong };
}

const states: Readonly<Record<string, EmailCondition>> = {
  nonlu: { notKeyword: '$seen' },
  nonlus: { notKeyword: '$seen' },
  unread: { notKeyword: '$seen' },
  lu: { hasKeyword: '$seen' },
  lus: { hasKeyword: '$seen' },
  read: { hasKeyword: '$seen' },
  suivi: { hasKeyword: '$flagged' },
  suivis: { hasKeyword: '$flagged' },
  flagged: { hasKeyword: '$flagged' },
  repondu: { hasKeyword: '$answered' },
  answered: { hasKeyword: '$answered' },
  transfere: { hasKeyword: '$forwarded' },
  forwarded: { hasKeyword: '$forwarded' },
  brouillon: { hasKeyword: '$draft' },
  draft: { hasKeyword: '$draft' },
};

function conditionOf({ operator, value }: Term, { now, folderOf }: Needs): EmailFilter | null {
  switch (operator) {
    case 'words':
      return { text: value };
    case 'from':
    case 'to':
    case 'cc':
    case 'subject':
    case 'body':
      return { [operator]: value };
    case 'before':
    case 'after':
    case 'on':
      return within(operator, value, now);
    case 'has':
      return isAttachmentWord(value) ? { hasAttachment: true } : null;
    case 'is':
      return states[fold(value).replace(/[-_ ]/g, '')] ?? null;
    case 'tag':
      return /^[!-~]{1,255}$/.test(value) ? { hasKeyword: value.toLowerCase() } : null;
    case 'in': {
      const id = folderOf(value);
      return id === undefined ? null : { inMailbox: id };
    }
    case 'larger':
    case 'smaller': {
      const bytes = readBytes(value);
      return bytes === null ? null : { [operator === 'larger' ? 'minSize' : 'maxSize']: bytes };
    }
  }
}

/** Before a period is before it begins; after it, from its beginning on: `après:2026-09-01` shows that day. */
function within(operator: 'before' | 'after' | 'on', value: string, now: Date): EmailFilter | null {
  const period = readPeriod(value, now);
  if (period === null) return null;
  const [from, to] = [utc(period.from), utc(period.to)];
  if (operator === 'before') return { before: from };
  return operator === 'after' ? { after: from } : { after: from, before: to };
}

function utc(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** `500k`, `2M`, `1,5Mo`, `10000`. */
function readBytes(value: string): number | null {
  const [, number, unit] = /^(\d{1,9}(?:[.,]\d{1,3})?)(k|m|g)?[ob]?$/.exec(fold(value)) ?? [];
  if (number === undefined) return null;
  const factor = { k: 1e3, m: 1e6, g: 1e9 }[unit as 'k' | 'm' | 'g'] ?? 1;
  return Math.round(Number(number.replace(',', '.')) * factor);
}
