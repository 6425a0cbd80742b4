/**
 * Lending one's own folders to a colleague: until a day, or for as long as one is away. Nobody has to remember to take them
 * back, and who was lent something lends it to nobody: the right to administer is never in a loan, and only the owner lends.
 */
import type { AccountId } from '../../model/account.ts';
import type { Change } from '../../model/change.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { findCredentials } from '../../store/accounts.ts';
import { writeManyRights } from '../../store/acl.ts';
import { type Loan, listLoans, putLoan, removeLoan, takeEndedLoans } from '../../store/loans.ts';
import type { Actor } from '../actor.ts';
import { readAbsence } from '../filters/absence.ts';
import type { House } from '../house.ts';
import { find } from './find.ts';
import { changeRightsOf, readRightLetters } from './share.ts';

type Parts = Pick<House, 'store' | 'log' | 'clock'>;

export type LoanWish = {
  /** One of the actor's own mailboxes. */
  readonly mailbox: string;
  /** A main address of the house. */
  readonly to: string;
  /** Letters of rfc/4314#2.1, without `a`. */
  readonly rights: string;
  /** The last day, `YYYY-MM-DD`; null: while the actor is away. */
  readonly until: string | null;
};

/**
 * Lends a mailbox; lending it again says anew until when.
 * @throws Refusal no-such-mailbox, no-such-recipient; not-permitted: another's, or with the right to lend it on; policy: a day
 * that is past, or nobody is away
 */
export async function lend(house: Parts, actor: Actor, wish: LoanWish): Promise<void> {
  const { store, clock } = house;
  const { ref, owner } = await find(house, actor, wish.mailbox);
  const rights = readRightLetters(wish.rights);
  if (owner !== null || rights === null || rights.includes('a'))
    throw new Refusal('not-permitted', 'no chain of loans');
  const guest = await findCredentials(store.database, wish.to);
  if (guest === null) throw new Refusal('no-such-recipient', wish.to);
  if (wish.until !== null && wish.until < parisDate(clock.now())) throw new Refusal('policy', 'a day that is past');
  if (wish.until === null && !(await isAway(house, actor))) throw new Refusal('policy', 'nobody is away');
  const loan = { ...ref, grantee: guest.accountId, endsOn: wish.until };
  // The end is written first: rights without an end would be for ever.
  await putLoan(store.database, loan);
  await changeRightsOf(house, actor, ref, [{ guest: guest.accountId, change: { mode: 'replace', rights } }]);
}

async function isAway(house: Parts, actor: Actor): Promise<boolean> {
  const absence = await readAbsence(house, actor);
  return absence !== null && (absence.state === 'current' || absence.state === 'pending');
}

/** What the actor lends. */
export async function listLent({ store }: Pick<House, 'store'>, actor: Actor): Promise<(Loan & { rights: string })[]> {
  return await listLoans(store.database, actor.accountId);
}

/** Takes a mailbox back before its day. @throws Refusal no-such-mailbox, no-such-recipient, not-permitted */
export async function takeBack(
  house: Parts,
  actor: Actor,
  { mailbox, to }: Pick<LoanWish, 'mailbox' | 'to'>,
): Promise<void> {
  const { ref, owner } = await find(house, actor, mailbox);
  if (owner !== null) throw new Refusal('not-permitted');
  const guest = await findCredentials(house.store.database, to);
  if (guest === null) throw new Refusal('no-such-recipient', to);
  await changeRightsOf(house, actor, ref, [{ guest: guest.accountId, change: { mode: 'replace', rights: '' } }]);
  await removeLoan(house.store.database, { ...ref, grantee: guest.accountId });
}

/** The day's work: takes back what is over. @returns how many loans */
export async function endLoans({ store, log, clock }: Parts): Promise<number> {
  const now = clock.now();
  const { ended, changes } = await store.database.transaction(async tx => {
    const over = await takeEndedLoans(tx, parisDate(now), now);
    if (over.length === 0) return { ended: 0, changes: [] as Change[] };
    const entries = over.map(({ endsOn: _, ...entry }) => ({ ...entry, rights: '' }));
    const modseqs: Map<AccountId, Change['modseq']> = await writeManyRights(tx, entries);
    const kinds: Change['kinds'] = ['access', 'mailbox'];
    return { ended: over.length, changes: [...modseqs].map(([accountId, modseq]) => ({ accountId, modseq, kinds })) };
  });
  for (const change of changes) store.changes.announce(change);
  if (ended > 0) log.info('loans-ended', { loans: ended });
  return ended;
}
