import type { ModSeq } from '../../model/change.ts';
import { type EmailId, emailFlagMask, flagBits } from '../../model/email.ts';
import type { MailboxId, Uid } from '../../model/mailbox.ts';
import { type Reason, Refusal } from '../../model/refusal.ts';
import type { Queryable } from '../../store/database.ts';
import { setEmailFlags } from '../../store/email-flags.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { listMailboxes } from '../../store/mailboxes.ts';
import { type Placement, placeEmails, placementsOf, removePlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** Flags of an email: the bits that follow it everywhere, and other keywords in lower case. */
export type Marks = { readonly bits: number; readonly keywords: readonly string[] };

/** What shall become of one email. `marks` and `mailboxes` are told of what it has, and say what it shall have. */
export type EmailChange = {
  readonly emailId: EmailId;
  readonly marks?: (before: Marks) => Marks;
  /** An empty set destroys the email; null refuses the change with no-such-mailbox. */
  readonly mailboxes?: (before: ReadonlySet<MailboxId>) => ReadonlySet<MailboxId> | null;
};

/** Changes nothing, and says why the whole call stops: the account is not in the state the client knows. */
export class StateMoved extends Error {}

/**
 * Changes flags and mailboxes of many emails of the actor in one transaction: each is changed wholly or refused, and
 * nobody sees some of them only. Refusals come in the order given: null where it was done.
 * @param ifModSeq the only modseq at which anything may be changed
 * @throws StateMoved
 */
export async function changeEmails(
  { store, clock, limits }: Pick<House, 'store' | 'clock' | 'limits'>,
  { accountId }: Pick<Actor, 'accountId'>,
  changes: readonly EmailChange[],
  ifModSeq: ModSeq | null = null,
): Promise<{ modseq: ModSeq; outcomes: (Reason | null)[] }> {
  const done = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    if (ifModSeq !== null && modseq !== ifModSeq + 1) throw new StateMoved();
    const [placements, mailboxes] = await Promise.all([
      placementsOf(tx, accountId, [...new Set(changes.map(change => change.emailId))]),
      listMailboxes(tx, accountId),
    ]);
    const known = new Set(mailboxes.map(mailbox => mailbox.id));
    const held = Map.groupBy(placements, placement => placement.emailId);
    const plans = changes.map(change => plan(change, held.get(change.emailId) ?? [], known, limits.keywordsPerMessage));
    await carryOut(
      tx,
      { accountId, modseq, at: clock.now() },
      plans.filter(one => typeof one === 'object'),
    );
    return { modseq, outcomes: plans.map(one => (typeof one === 'object' ? null : one)) };
  });
  store.changes.announce({ accountId, modseq: done.modseq, kinds: ['email', 'mailbox', 'quota'] });
  return done;
}

type Plan = {
  readonly emailId: EmailId;
  readonly placements: readonly Placement[];
  readonly marks: Marks | null;
  readonly added: readonly MailboxId[];
  readonly removed: ReadonlySet<MailboxId>;
};

function plan(
  change: EmailChange,
  placements: readonly Placement[],
  known: ReadonlySet<MailboxId>,
  keywordsPerMessage: number,
): Plan | Reason {
  const [first] = placements;
  if (first === undefined) return 'no-such-message';
  const before: Marks = { bits: first.flags & emailFlagMask, keywords: first.keywords };
  const marks = change.marks?.(before) ?? null;
  if (marks !== null && marks.keywords.length > keywordsPerMessage) return 'too-many-keywords';
  const here = new Set(placements.map(placement => placement.mailboxId));
  const wanted = change.mailboxes === undefined ? here : change.mailboxes(here);
  if (wanted === null) return 'no-such-mailbox';
  const added = [...wanted].filter(mailboxId => !here.has(mailboxId));
  if (added.some(mailboxId => !known.has(mailboxId))) return 'no-such-mailbox';
  const removed = new Set([...here].filter(mailboxId => !wanted.has(mailboxId)));
  return { emailId: change.emailId, placements, marks, added, removed };
}

type When = { readonly accountId: Actor['accountId']; readonly modseq: ModSeq; readonly at: Date };

/** Flags first, so that new placements are made with them; removals last, so that nothing is destroyed that stays. */
async function carryOut(tx: Queryable, { accountId, modseq, at }: When, plans: readonly Plan[]): Promise<void> {
  const marked = plans.filter(one => one.marks !== null);
  if (marked.length > 0) {
    const flags = marked.map(one => ({ emailId: one.emailId, flags: one.marks!.bits, keywords: one.marks!.keywords }));
    await setEmailFlags(tx, accountId, modseq, flags);
  }
  const arrivals = plans.flatMap(one => one.added.map(mailboxId => ({ mailboxId, one })));
  for (const [mailboxId, group] of Map.groupBy(arrivals, arrival => arrival.mailboxId)) {
    const placed = await placeEmails(
      tx,
      accountId,
      modseq,
      mailboxId,
      group.map(({ one }) => marksOf(one)),
      at,
    );
    if (placed === null) throw new Refusal('no-such-mailbox');
  }
  const leaving = plans.flatMap(one => one.placements.filter(placement => one.removed.has(placement.mailboxId)));
  for (const [mailboxId, group] of Map.groupBy(leaving, placement => placement.mailboxId)) {
    const uids: Uid[] = group.map(placement => placement.uid);
    await removePlacements(tx, accountId, modseq, { mailboxId, uids, at });
  }
}

function marksOf({ emailId, marks, placements }: Plan): {
  emailId: EmailId;
  flags: number;
  keywords: readonly string[];
} {
  const [first] = placements;
  if (marks !== null) return { emailId, flags: marks.bits, keywords: marks.keywords };
  return { emailId, flags: first!.flags & ~flagBits.deleted, keywords: first!.keywords };
}
