import type { AccountId } from '../../model/account.ts';
import type { ModSeq } from '../../model/change.ts';
import { type EmailId, emailFlagMask, flagBits } from '../../model/email.ts';
import type { MailboxId, Uid } from '../../model/mailbox.ts';
import { type Reason, Refusal } from '../../model/refusal.ts';
import type { Queryable } from '../../store/database.ts';
import { setEmailFlags } from '../../store/email-flags.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { listMailboxes } from '../../store/mailboxes.ts';
import { type Placement, placeEmails, placementsOf, removePlacements } from '../../store/placements.ts';
import { markSeen, readSeenBy } from '../../store/seen.ts';
import type { House } from '../house.ts';
import { type Access, may, refreshAccess } from '../mailboxes/access.ts';
import type { Right } from '../mailboxes/permission.ts';

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
 * Changes flags and mailboxes of many emails of an account in one transaction: each is changed wholly or refused, and
 * nobody sees some of them only. A guest does what its rights allow: `s` its own read marks, `w` all others, `i` puts in,
 * `t` and `e` take out; what it may not read is not there for it. Refusals come in the order given: null where it was done.
 * @param ifModSeq the only modseq at which anything may be changed
 * @throws StateMoved
 */
export async function changeEmails(
  { store, clock, limits }: Pick<House, 'store' | 'clock' | 'limits'>,
  asked: Access,
  changes: readonly EmailChange[],
  ifModSeq: ModSeq | null = null,
): Promise<{ modseq: ModSeq; outcomes: (Reason | null)[] }> {
  const { accountId } = asked;
  const done = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    if (ifModSeq !== null && modseq !== ifModSeq + 1) throw new StateMoved();
    const access = await refreshAccess(tx, asked);
    const emailIds = [...new Set(changes.map(change => change.emailId))];
    const [placements, mailboxes, seen] = await Promise.all([
      placementsOf(tx, accountId, emailIds),
      listMailboxes(tx, accountId),
      access.rights === null ? [] : readSeenBy(tx, accountId, access.actor.accountId, emailIds),
    ]);
    const look: Look = {
      access,
      known: new Set(mailboxes.map(mailbox => mailbox.id)),
      read: new Set(seen.map(nameOf)),
      keywordsPerMessage: limits.keywordsPerMessage,
    };
    const held = Map.groupBy(placements, placement => placement.emailId);
    const plans = changes.map(change => plan(look, change, held.get(change.emailId) ?? []));
    const done = plans.filter(one => typeof one === 'object');
    await carryOut(tx, { accountId, modseq, at: clock.now(), reader: access.actor.accountId }, done);
    return { modseq, outcomes: plans.map(one => (typeof one === 'object' ? null : one)) };
  });
  store.changes.announce({ accountId, modseq: done.modseq, kinds: ['email', 'mailbox', 'quota'] });
  return done;
}

const nameOf = ({ mailboxId, uid }: { mailboxId: MailboxId; uid: Uid }) => `${mailboxId} ${uid}`;

/** What plans are made with. `read`: placements that a guest has read. */
type Look = {
  readonly access: Access;
  readonly known: ReadonlySet<MailboxId>;
  readonly read: ReadonlySet<string>;
  readonly keywordsPerMessage: number;
};

type Plan = {
  readonly emailId: EmailId;
  /** Those the actor may see. */
  readonly placements: readonly Placement[];
  readonly marks: Marks | null;
  /** A guest's own mark for all its placements; null where it stays, and for the owner, whose mark is among `marks`. */
  readonly seen: boolean | null;
  readonly added: readonly MailboxId[];
  readonly removed: ReadonlySet<MailboxId>;
};

function plan(
  { access, known, read, keywordsPerMessage }: Look,
  change: EmailChange,
  all: readonly Placement[],
): Plan | Reason {
  const placements = all.filter(({ mailboxId }) => may(access, mailboxId, 'l', 'r'));
  const [first] = placements;
  if (first === undefined) return 'no-such-message';
  const owner = access.rights === null;
  const isRead = owner ? (first.flags & flagBits.seen) !== 0 : placements.some(one => read.has(nameOf(one)));
  const others = first.flags & emailFlagMask & ~flagBits.seen;
  const before: Marks = { bits: others | (isRead ? flagBits.seen : 0), keywords: first.keywords };
  const wished = change.marks?.(before) ?? before;
  if (change.marks !== undefined && wished.keywords.length > keywordsPerMessage) return 'too-many-keywords';
  const seen = (wished.bits & flagBits.seen) !== 0;
  const same =
    (wished.bits & ~flagBits.seen) === others && [...wished.keywords].sort().join(' ') === before.keywords.join(' ');
  const everywhere = (right: Right) => placements.every(({ mailboxId }) => may(access, mailboxId, right));
  if ((seen !== isRead && !everywhere('s')) || (!same && !everywhere('w'))) return 'not-permitted';
  const here = new Set(placements.map(placement => placement.mailboxId));
  const wanted = change.mailboxes === undefined ? here : change.mailboxes(here);
  if (wanted === null) return 'no-such-mailbox';
  const added = [...wanted].filter(mailboxId => !here.has(mailboxId));
  if (added.some(mailboxId => !known.has(mailboxId) || !may(access, mailboxId, 'l'))) return 'no-such-mailbox';
  const removed = new Set([...here].filter(mailboxId => !wanted.has(mailboxId)));
  if (added.some(mailboxId => !may(access, mailboxId, 'i'))) return 'not-permitted';
  if ([...removed].some(mailboxId => !may(access, mailboxId, 't', 'e'))) return 'not-permitted';
  const ownersSeen = first.flags & flagBits.seen;
  const marks = owner ? wished : { ...wished, bits: (wished.bits & ~flagBits.seen) | ownersSeen };
  const changed = change.marks !== undefined && (owner || !same);
  const ownMark = owner || (seen === isRead && !(isRead && added.length > 0)) ? null : seen;
  return { emailId: change.emailId, placements, marks: changed ? marks : null, seen: ownMark, added, removed };
}

type When = {
  readonly accountId: AccountId;
  readonly modseq: ModSeq;
  readonly at: Date;
  readonly reader: AccountId;
};

/** Flags first, so that new placements are made with them; removals last, so that nothing is destroyed that stays. */
async function carryOut(tx: Queryable, when: When, plans: readonly Plan[]): Promise<void> {
  const { accountId, modseq, at } = when;
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
    const uids = placed.uids.filter((_, index) => group[index]!.one.seen === true);
    if (uids.length > 0) await markSeen(tx, accountId, modseq, { mailboxId, uids, reader: when.reader }, true);
  }
  await markOwn(tx, when, plans);
  const leaving = plans.flatMap(one => one.placements.filter(placement => one.removed.has(placement.mailboxId)));
  for (const [mailboxId, group] of Map.groupBy(leaving, placement => placement.mailboxId)) {
    const uids: Uid[] = group.map(placement => placement.uid);
    await removePlacements(tx, accountId, modseq, { mailboxId, uids, at });
  }
}

/** A guest's own read marks, where its emails stay. */
async function markOwn(tx: Queryable, { accountId, modseq, reader }: When, plans: readonly Plan[]): Promise<void> {
  const marked = plans.flatMap(({ seen, placements, removed }) =>
    placements.flatMap(({ mailboxId, uid }) =>
      seen === null || removed.has(mailboxId) ? [] : [{ seen, mailboxId, uid }],
    ),
  );
  for (const group of Map.groupBy(marked, one => `${one.seen} ${one.mailboxId}`).values()) {
    const { mailboxId, seen } = group[0]!;
    await markSeen(tx, accountId, modseq, { mailboxId, uids: group.map(one => one.uid), reader }, seen);
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
