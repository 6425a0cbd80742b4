/**
 * Acts that nobody does alone (R29, R35, R44): one person proposes, another one confirms, and the act is done in the
 * transaction of the confirmation. Neither of them may be the person concerned. Both steps are in the journal.
 */
import type { AccountId, RoleName } from '../../model/account.ts';
import type { Change } from '../../model/change.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Transaction } from '../../store/database.ts';
import { listNames } from '../../store/find-people.ts';
import { insertProposal, listProposals, lockProposal, type Proposal, settleProposal } from '../../store/proposals.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { requireRole } from '../people/authority.ts';
import { record } from './record.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'keys' | 'log'>;

/** A code handed to somebody whose identity was checked. */
export type HandedCode = { readonly code: string; readonly until: Date };

/** One kind of act for two: who may take part, and what is done. */
export type TwoPersonAct = {
  readonly roles: readonly RoleName[];
  readonly perform: (tx: Transaction, house: Parts, proposal: Proposal, confirming: Actor) => Promise<Done>;
};

/** What an act leaves: what to announce after the commit, and a secret that whoever confirmed sees this once. */
export type Done = { readonly changes: readonly Change[]; readonly code?: HandedCode };

/** Milliseconds a proposal waits for its second person. */
const waits = 7 * 86_400_000;

/** @returns the proposal's number @throws Refusal not-permitted */
export async function propose(
  house: Parts,
  actor: Actor,
  acts: Readonly<Record<string, TwoPersonAct>>,
  wish: { readonly kind: string; readonly subject: AccountId; readonly detail: Readonly<Record<string, string>> },
): Promise<number> {
  requirePart(actor, acts[wish.kind], wish.subject);
  const at = house.clock.now();
  const id = await house.store.database.transaction(async tx => {
    const times = { proposedAt: at, expiresAt: new Date(at.getTime() + waits) };
    const made = await insertProposal(tx, { ...wish, ...times, proposedBy: actor.accountId });
    const { kind, subject, detail } = wish;
    await record(tx, house, {
      kind: 'proposed',
      actor,
      subject,
      facts: { act: kind, proposal: made },
      personal: detail,
    });
    return made;
  });
  house.log.info('proposed', { proposal: id, act: wish.kind, account: wish.subject });
  return id;
}

/**
 * Confirms what another person proposed, and does it.
 * @returns the code that is to be handed over, where the act makes one
 * @throws Refusal not-permitted: one's own proposal, or about oneself; policy: settled, too old; what the act refuses
 */
export async function confirm(
  house: Parts,
  actor: Actor,
  acts: Readonly<Record<string, TwoPersonAct>>,
  id: number,
): Promise<HandedCode | null> {
  const { changes, code } = await house.store.database.transaction(async tx => {
    const proposal = await open(tx, house, id);
    const act = requirePart(actor, acts[proposal.kind], proposal.subject);
    if (proposal.proposedBy === actor.accountId) throw new Refusal('not-permitted', 'a second person confirms');
    await settleProposal(tx, id, { at: house.clock.now(), by: actor.accountId, outcome: 'confirmed' });
    const done = await act.perform(tx, house, proposal, actor);
    const facts = { act: proposal.kind, proposal: id, proposedBy: proposal.proposedBy };
    await record(tx, house, { kind: 'confirmed', actor, subject: proposal.subject, facts });
    return done;
  });
  for (const change of changes) house.store.changes.announce(change);
  house.log.info('confirmed', { proposal: id });
  return code ?? null;
}

/** Takes a proposal back: whoever may take part in it. @throws Refusal not-permitted, policy */
export async function withdraw(
  house: Parts,
  actor: Actor,
  acts: Readonly<Record<string, TwoPersonAct>>,
  id: number,
): Promise<void> {
  await house.store.database.transaction(async tx => {
    const proposal = await open(tx, house, id);
    requirePart(actor, acts[proposal.kind], proposal.subject);
    await settleProposal(tx, id, { at: house.clock.now(), by: actor.accountId, outcome: 'withdrawn' });
    const facts = { act: proposal.kind, proposal: id };
    await record(tx, house, { kind: 'withdrawn', actor, subject: proposal.subject, facts });
  });
  house.log.info('withdrawn', { proposal: id });
}

/** With the names of whom it is about and who asked. */
export type Waiting = Proposal & { readonly subjectName: string; readonly proposerName: string };

/** What waits and this person may settle. */
export async function listToConfirm(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: Actor,
  acts: Readonly<Record<string, TwoPersonAct>>,
): Promise<Waiting[]> {
  const waiting = await listProposals(store.database, clock.now());
  const mine = (proposal: Proposal) =>
    actor.roles.some(({ role, uai }) => uai === '' && acts[proposal.kind]?.roles.includes(role));
  const shown = waiting.filter(proposal => mine(proposal) && proposal.subject !== actor.accountId);
  const names = await listNames(
    store.database,
    shown.flatMap(({ subject, proposedBy }) => [subject, proposedBy]),
  );
  const known = new Map(names.map(each => [each.accountId, `${each.givenName} ${each.familyName}`.trim()]));
  return shown.map(proposal => ({
    ...proposal,
    subjectName: known.get(proposal.subject) ?? '',
    proposerName: known.get(proposal.proposedBy) ?? '',
  }));
}

async function open(tx: Transaction, house: Parts, id: number): Promise<Proposal> {
  const proposal = await lockProposal(tx, id, house.clock.now());
  if (proposal === null) throw new Refusal('policy', 'nothing to settle');
  return proposal;
}

function requirePart(actor: Actor, act: TwoPersonAct | undefined, subject: AccountId): TwoPersonAct {
  if (act === undefined) throw new Refusal('policy', 'no such act');
  requireRole(actor, act.roles);
  if (actor.accountId === subject) throw new Refusal('not-permitted', 'about oneself');
  return act;
}
