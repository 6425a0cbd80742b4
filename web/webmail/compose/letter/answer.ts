/** Who an answer goes to, what it is called, and what it hangs from. rfc/5322#3.6.3, rfc/5322#3.6.4 */
import type { EmailAddress, EmailBody, EmailHead } from '../../../jmap/objects.ts';
import type { Recipient } from '../recipients/parse.ts';

/** A mail that is answered. */
export type Original = Pick<EmailHead, 'id' | 'from' | 'to' | 'subject' | 'receivedAt' | 'keywords'> &
  Pick<EmailBody, 'messageId' | 'references' | 'inReplyTo' | 'cc' | 'replyTo' | 'sentAt' | 'headers'>;

export type Addressed = { readonly to: readonly Recipient[]; readonly cc: readonly Recipient[] };

/**
 * Where the writer wishes answers (`Reply-To`), else to the writer; an answer to what one wrote oneself goes on to the
 * same people. Of a list, an answer goes to the person: to the whole list only where all are answered.
 */
export function addressReply(original: Original, own: readonly string[], all: boolean): Addressed {
  const mine = new Set(own.map(each => each.toLowerCase()));
  const isMine = ({ email }: EmailAddress) => mine.has(email.toLowerCase());
  const from = original.from ?? [];
  const byMyself = from.length > 0 && from.every(isMine);
  const first = byMyself ? (original.to ?? []) : answersTo(original, all);
  const to = once(
    first.filter(each => byMyself || !isMine(each)),
    new Set(),
  );
  // Only to oneself: then that is who is meant.
  const kept = to.length > 0 ? to : once(first, new Set());
  if (!all) return { to: kept, cc: [] };
  const known = new Set([...kept.map(({ email }) => email.toLowerCase()), ...mine]);
  const others = byMyself ? (original.cc ?? []) : [...(original.to ?? []), ...(original.cc ?? [])];
  const list = byMyself ? [] : listPost(original);
  return { to: kept, cc: once([...others, ...list], known) };
}

/** A list that turns `Reply-To` to itself would make every private word public: then the writer is answered. */
function answersTo(original: Original, all: boolean): readonly EmailAddress[] {
  const from = original.from ?? [];
  const wished = original.replyTo ?? [];
  if (wished.length === 0) return from;
  const post = new Set(listPost(original).map(({ email }) => email.toLowerCase()));
  if (!all && post.size > 0 && wished.every(({ email }) => post.has(email.toLowerCase())) && from.length > 0)
    return from;
  return wished;
}

/** The address of a mailing list, from its `List-Post`. rfc/2369#3.4 */
function listPost({ headers }: Original): readonly EmailAddress[] {
  const value = headers.find(({ name }) => name.toLowerCase() === 'list-post')?.value ?? '';
  const [, email] = /<mailto:([^?>\s]+)/i.exec(value) ?? [];
  return email === undefined ? [] : [{ name: null, email }];
}

function once(list: readonly EmailAddress[], known: ReadonlySet<string>): Recipient[] {
  const seen = new Set(known);
  return list.flatMap(({ name, email }) => {
    const key = email.toLowerCase();
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ name, email }];
  });
}

const answers = /^\s*(?:re|rép|rep|réf|aw|sv|antw)\s*(?:\[\d+\])?\s*:\s*/i;
const forwards = /^\s*(?:tr|fwd?|wg|rv)\s*:\s*/i;

/** `Re:` once, however often it went to and fro. */
export function replySubject(subject: string | null): string {
  return `Re: ${strip(subject ?? '', answers)}`.trimEnd();
}

export function forwardSubject(subject: string | null, word: string): string {
  return `${word} ${strip(subject ?? '', forwards)}`.trimEnd();
}

function strip(subject: string, prefix: RegExp): string {
  let rest = subject.trim();
  while (prefix.test(rest)) rest = rest.replace(prefix, '');
  return rest;
}

/** Ids kept in `References`: the first, that began it all, and the last ones. A field grows no longer than servers bear. */
const mostReferences = 30;

/** rfc/5322#3.6.4 */
export function threading(original: Pick<Original, 'messageId' | 'references' | 'inReplyTo'>): {
  inReplyTo: readonly string[] | null;
  references: readonly string[] | null;
} {
  const own = original.messageId ?? [];
  const before = original.references ?? (original.inReplyTo?.length === 1 ? original.inReplyTo : []);
  const all = [...new Set([...before.filter(id => !own.includes(id)), ...own])];
  const references = all.length > mostReferences ? [all[0]!, ...all.slice(1 - mostReferences)] : all;
  return { inReplyTo: own.length > 0 ? own : null, references: references.length > 0 ? references : null };
}
