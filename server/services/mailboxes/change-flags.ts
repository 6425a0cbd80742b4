import type { ModSeq } from '../../model/change.ts';
import { allFlagMask, flagBits } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { keepSpellings } from '../../store/keywords.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { changeFlags as change, type FlagChange, type Flagged } from '../../store/placements.ts';
import { markSeen } from '../../store/seen.ts';
import type { Store } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { type MailboxRef, rightsOf } from './permission.ts';

/**
 * A change of flags as asked: which of it is done depends on the actor's rights. Keywords in lower case; `spellings` are
 * those that were written otherwise.
 */
export type AskedFlags = Pick<FlagChange, 'operation' | 'bits' | 'keywords'> & {
  readonly spellings?: readonly string[];
};

/** Which messages were really changed in the mailbox named, and at which modseq. */
export type ChangedFlags = { readonly modseq: ModSeq; readonly uids: Uid[] };

/**
 * Changes flags of messages of a mailbox: STORE, and what a reader does by reading. With `unchangedSince`, messages
 * changed later are left alone, and the caller sees which from what comes back. A guest changes what its rights let it
 * (`s` its own read marks, `t` \Deleted, `w` all others); the rest of what it asked is passed over.
 * rfc/9051#6.4.6, rfc/7162#3.1.3, rfc/4314#4
 * @throws Refusal not-permitted where nothing of it is allowed, too-many-keywords
 */
export async function changeFlags(
  { store, views, limits }: Pick<House, 'store' | 'views' | 'limits'>,
  actor: Actor,
  mailbox: MailboxRef,
  messages: { uids: Uid[]; unchangedSince?: ModSeq },
  asked: AskedFlags,
): Promise<ChangedFlags> {
  const { accountId, mailboxId } = mailbox;
  const guest = actor.accountId !== accountId;
  const allowed = permitted(await rightsOf(store.database, actor, mailbox), asked, guest);
  if (asked.keywords.length > limits.keywordsPerMessage) throw new Refusal('too-many-keywords');
  const simple = allowed.flags !== null && allowed.seen === null && allowed.flags.keywords.length === 0;
  const done = await (simple
    ? changeAtOnce(store, mailbox, messages, allowed.flags!)
    : changeInSteps({ store, limits }, actor, mailbox, messages, { ...allowed, spellings: asked.spellings ?? [] }));
  const placements = done.flagged.map(one => ({ ...one, modseq: done.modseq }));
  views.advance(accountId, { modseq: done.modseq, placements, gone: [], removed: [] });
  store.changes.announce({ accountId, modseq: done.modseq, kinds: ['email'] });
  const changed = done.flagged.filter(one => one.mailboxId === mailboxId).map(one => one.uid);
  return { modseq: done.modseq, uids: [...new Set([...changed, ...done.seen])] };
}

type Named = { uids: Uid[]; unchangedSince?: ModSeq };
type Allowed = ReturnType<typeof permitted> & { readonly spellings: NonNullable<AskedFlags['spellings']> };
type Done = { modseq: ModSeq; flagged: Flagged[]; seen: Uid[] };

/** Where nothing can be refused any more: everything is sent at once, the commit too. */
async function changeAtOnce(
  { database }: Store,
  { accountId, mailboxId }: MailboxRef,
  messages: Named,
  flags: FlagChange,
): Promise<Done> {
  const sent = await database.transaction(async tx => {
    const answers = Promise.all([
      raiseModSeq(tx, accountId),
      change(tx, accountId, null, { mailboxId, ...messages }, flags),
    ]);
    // Where one of them fails the commit says so.
    answers.catch(() => {});
    return { answers };
  });
  const [modseq, flagged] = await sent.answers;
  return { modseq, flagged, seen: [] };
}

async function changeInSteps(
  { store, limits }: Pick<House, 'store' | 'limits'>,
  actor: Actor,
  { accountId, mailboxId }: MailboxRef,
  messages: Named,
  allowed: Allowed,
): Promise<Done> {
  return await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    const target = { mailboxId, ...messages };
    const flagged = allowed.flags === null ? [] : await change(tx, accountId, modseq, target, allowed.flags);
    if (flagged.some(one => one.keywords.length > limits.keywordsPerMessage)) throw new Refusal('too-many-keywords');
    if (flagged.length > 0) await keepSpellings(tx, accountId, allowed.spellings);
    const own = { mailboxId, uids: messages.uids, reader: actor.accountId };
    const seen = allowed.seen === null ? [] : await markSeen(tx, accountId, modseq, own, allowed.seen);
    return { modseq, flagged, seen };
  });
}

/** What of a change is done to the message itself, and what to the guest's own read mark. */
function permitted(
  rights: string,
  asked: AskedFlags,
  guest: boolean,
): { flags: FlagChange | null; seen: boolean | null } {
  const { operation, bits } = asked;
  let touch = rights.includes('w') ? allFlagMask & ~(flagBits.seen | flagBits.deleted) : 0;
  if (rights.includes('t')) touch |= flagBits.deleted;
  const marks = rights.includes('s') && (operation === 'replace' || (bits & flagBits.seen) !== 0);
  if (marks && !guest) touch |= flagBits.seen;
  const keywords = rights.includes('w') ? asked.keywords : [];
  const nothing = (bits & touch) === 0 && keywords.length === 0 && !(operation === 'replace' && touch !== 0);
  if (nothing && !marks && !(bits === 0 && asked.keywords.length === 0)) throw new Refusal('not-permitted');
  return {
    flags: nothing ? null : { ...asked, bits: bits & touch, keywords, touch, touchKeywords: rights.includes('w') },
    seen: marks && guest ? operation !== 'remove' && (bits & flagBits.seen) !== 0 : null,
  };
}
