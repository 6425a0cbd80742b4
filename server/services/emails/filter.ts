/**
 * Filters of emails. rfc/8621#4.4.1 What the catalogue knows is decided at once; what only the text of a message tells is
 * unknown at first, so that the costly question is asked of no email that the rest of the filter already excludes.
 */
import { flagBits } from '../../model/email.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import type { Catalogue } from './catalogue.ts';

/** A keyword as stored: a system flag as a bit, or a name in lower case. */
export type Keyword = { readonly bit: number } | { readonly name: string };

/** What is looked for in the words of a message. */
export type TextCondition =
  | { readonly kind: 'text'; readonly where: TextPlace; readonly words: string }
  /** `contains` is null where the field need only be there. Names in lower case. */
  | { readonly kind: 'header'; readonly name: string; readonly contains: string | null };
export type TextPlace = 'text' | 'from' | 'to' | 'cc' | 'bcc' | 'subject' | 'body';

export type EmailFilter =
  | { readonly kind: 'and' | 'or' | 'not'; readonly of: readonly EmailFilter[] }
  | { readonly kind: 'in'; readonly mailboxId: MailboxId | null }
  | { readonly kind: 'in-other-than'; readonly mailboxIds: readonly MailboxId[] }
  /** Arrived before, or at or after, that instant. */
  | { readonly kind: 'before' | 'after'; readonly at: number }
  /** At least, or less than, so many octets. */
  | { readonly kind: 'least' | 'below'; readonly bytes: number }
  | { readonly kind: 'attachment'; readonly has: boolean }
  | { readonly kind: 'keyword' | 'no-keyword' | ThreadKind; readonly keyword: Keyword }
  | TextCondition;

type ThreadKind = 'all-in-thread' | 'some-in-thread' | 'none-in-thread';

/** What is not known yet is undefined. */
export type Verdict = boolean | undefined;
export type Judge = (place: number) => Verdict;

/** `found`: the emails that meet each text condition; a condition that is absent is not known yet. */
export function judge(
  catalogue: Catalogue,
  filter: EmailFilter,
  found: ReadonlyMap<TextCondition, ReadonlySet<number>>,
): Judge {
  switch (filter.kind) {
    case 'and':
    case 'or':
    case 'not':
      return combine(
        filter.kind,
        filter.of.map(one => judge(catalogue, one, found)),
      );
    case 'in':
      return filter.mailboxId === null ? () => false : catalogue.inMailbox(filter.mailboxId);
    case 'in-other-than': {
      const excluded = new Set(filter.mailboxIds);
      return place => catalogue.mailboxesAt(place).some(mailboxId => !excluded.has(mailboxId));
    }
    case 'before':
      return place => catalogue.receivedAt[place]! < filter.at;
    case 'after':
      return place => catalogue.receivedAt[place]! >= filter.at;
    case 'least':
      return place => catalogue.bytes[place]! >= filter.bytes;
    case 'below':
      return place => catalogue.bytes[place]! < filter.bytes;
    case 'attachment':
      return place => (catalogue.attachments[place] === 1) === filter.has;
    case 'keyword':
      return bears(catalogue, filter.keyword);
    case 'no-keyword': {
      const has = bears(catalogue, filter.keyword);
      return place => !has(place);
    }
    case 'all-in-thread':
    case 'some-in-thread':
    case 'none-in-thread':
      return inThreads(catalogue, filter.kind, filter.keyword);
    case 'text':
    case 'header': {
      const emails = found.get(filter);
      return emails === undefined ? () => undefined : place => emails.has(catalogue.emailIds[place]!);
    }
  }
}

/** Does the email bear the keyword? */
export function bears(catalogue: Catalogue, keyword: Keyword): (place: number) => boolean {
  if ('bit' in keyword) return place => (catalogue.flags[place]! & keyword.bit) !== 0;
  return place => catalogue.keywordsAt(place).includes(keyword.name);
}

function combine(kind: 'and' | 'or' | 'not', of: readonly Judge[]): Judge {
  // AND stops at the first false, OR and NOT at the first true.
  const stop = kind !== 'and';
  const stopped = kind === 'or';
  return place => {
    let unknown = false;
    for (const one of of) {
      const verdict = one(place);
      if (verdict === stop) return stopped;
      if (verdict === undefined) unknown = true;
    }
    return unknown ? undefined : !stopped;
  };
}

function inThreads(catalogue: Catalogue, kind: ThreadKind, keyword: Keyword): Judge {
  const { some, notAll } = threadsBearing(catalogue, keyword);
  if (kind === 'some-in-thread') return place => some.has(catalogue.threadIds[place]!);
  if (kind === 'none-in-thread') return place => !some.has(catalogue.threadIds[place]!);
  return place => !notAll.has(catalogue.threadIds[place]!);
}

/** Threads of which some email bears the keyword, and those of which some does not. */
export function threadsBearing(catalogue: Catalogue, keyword: Keyword): { some: Set<number>; notAll: Set<number> } {
  const has = bears(catalogue, keyword);
  const some = new Set<number>();
  const notAll = new Set<number>();
  for (let place = 0; place < catalogue.count; place += 1) {
    if (catalogue.isHere(place)) (has(place) ? some : notAll).add(catalogue.threadIds[place]!);
  }
  return { some, notAll };
}

/** Every text condition of a filter. */
export function textConditions(filter: EmailFilter): TextCondition[] {
  if (filter.kind === 'text' || filter.kind === 'header') return [filter];
  return 'of' in filter ? filter.of.flatMap(textConditions) : [];
}

/** Some condition depends on other emails of the thread. */
export function looksAtThreads(filter: EmailFilter): boolean {
  return 'of' in filter ? filter.of.some(looksAtThreads) : filter.kind.endsWith('-in-thread');
}

/** Nothing that happens to an email after it came changes whether it passes. */
export function isImmutable(filter: EmailFilter): boolean {
  if ('of' in filter) return filter.of.every(isImmutable);
  return !('keyword' in filter) && filter.kind !== 'in' && filter.kind !== 'in-other-than';
}

/** System flags by the names JMAP gives them. rfc/8621#4.1.1 */
export const keywordBits: Readonly<Record<string, number>> = {
  $seen: flagBits.seen,
  $answered: flagBits.answered,
  $flagged: flagBits.flagged,
  $draft: flagBits.draft,
};
