import type { AccountId, AccountState } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { closingDay, openState } from '../../model/service-period.ts';
import { type AccountEventKind, insertEvent } from '../../store/account-events.ts';
import { moveState, readLife } from '../../store/account-states.ts';
import type { Transaction } from '../../store/database.ts';
import { holdsRole } from '../../store/proposals.ts';
import { markClosed } from '../../store/reinstatements.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import type { Operator } from '../people/authority.ts';
import { requireActOver } from '../people/permissions.ts';
import { tell, type Words } from '../people/tell.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'log'>;
type Shut = Extract<AccountEventKind, 'suspended' | 'reopened' | 'closed'>;

/**
 * Shuts an account at once, reversibly. Its credential version rises, so that open sessions end.
 * @param reason told to the person, French
 * @throws Refusal not-permitted; policy where it is not open
 */
export async function suspend(house: Parts, operator: Operator, accountId: AccountId, reason: string): Promise<void> {
  await requireActOver(house, operator, 'suspend', accountId);
  const change = await house.store.database.transaction(async tx => {
    const moved = await moveState(tx, accountId, { from: ['active', 'leaving'], to: 'suspended', reason });
    const told = moved ? await tell(tx, house, accountId, suspendedWords(reason)) : null;
    await write(tx, house, { moved, kind: 'suspended', operator, accountId, personal: { reason } });
    return told;
  });
  if (change !== null) house.store.changes.announce(change);
  house.log.info('account-state', { account: accountId, act: 'suspended' });
}

/**
 * Opens a suspended account again, in the state its last day gives. One person alone does so only for those who hold no
 * role: for the others see `two-person-acts.ts` (R35).
 * @throws Refusal not-permitted; policy where it is not suspended; closed where its time is over
 */
export async function reopen(house: Parts, operator: Operator, accountId: AccountId): Promise<void> {
  await requireActOver(house, operator, 'reopen', accountId);
  if (operator !== 'console' && (await holdsRole(house.store.database, accountId))) {
    throw new Refusal('two-persons');
  }
  const change = await house.store.database.transaction(async tx => {
    const told = await tell(tx, house, accountId, reopenedWords);
    await reopenIn(tx, house, operator, accountId);
    return told;
  });
  if (change !== null) house.store.changes.announce(change);
  house.log.info('account-state', { account: accountId, act: 'reopened' });
}

/** As `reopen`, in the caller's transaction and with its permission. */
export async function reopenIn(
  tx: Transaction,
  house: Pick<House, 'clock' | 'random'>,
  operator: Operator,
  accountId: AccountId,
): Promise<void> {
  const life = await readLife(tx, accountId);
  const today = parisDate(house.clock.now());
  const closing = closingDay(life?.lastDay ?? null);
  if (closing !== null && closing < today) throw new Refusal('closed');
  const to: AccountState = openState(life?.lastDay ?? null, today);
  const moved = await moveState(tx, accountId, { from: ['suspended'], to, reason: null });
  await write(tx, house, { moved, kind: 'reopened', operator, accountId });
}

/**
 * Closes an account for good (R26, R29).
 * @throws Refusal not-permitted; policy where it is closed already
 */
export async function close(house: Parts, operator: Operator, accountId: AccountId): Promise<void> {
  await requireActOver(house, operator, 'close', accountId);
  const from: AccountState[] = ['expected', 'provisional', 'active', 'leaving', 'suspended'];
  await house.store.database.transaction(async tx => {
    const moved = await moveState(tx, accountId, { from, to: 'closed', reason: null });
    await markClosed(tx, accountId, parisDate(house.clock.now()));
    await write(tx, house, { moved, kind: 'closed', operator, accountId });
  });
  house.log.info('account-state', { account: accountId, act: 'closed' });
}

/** What every change of state leaves behind: for the person, and in the journal of acts. */
async function write(
  tx: Transaction,
  house: Pick<House, 'clock' | 'random'>,
  change: {
    readonly moved: boolean;
    readonly kind: Shut;
    readonly operator: Operator;
    readonly accountId: AccountId;
    readonly personal?: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const { kind, operator: actor, accountId, personal } = change;
  if (!change.moved) throw new Refusal('policy', `cannot be ${kind}`);
  await insertEvent(tx, accountId, { at: house.clock.now(), kind, door: null, network: null, detail: {} });
  await record(tx, house, {
    kind,
    actor,
    subject: accountId,
    facts: {},
    ...(personal === undefined ? {} : { personal }),
  });
}

const suspendedWords = (reason: string): Words => ({
  subject: 'Votre boîte aux lettres est suspendue',
  fr: `Bonjour,\n\nL’assistance de l’académie a suspendu votre boîte aux lettres : ${reason}\n\nPersonne ne peut plus s’y connecter ; le courrier qui arrive y est gardé. Adressez-vous à l’assistance technique du rectorat.`,
  en: `The support of the académie suspended your mailbox: ${reason} Nobody can sign in; mail that arrives is kept. Ask the technical support.`,
});

const reopenedWords: Words = {
  subject: 'Votre boîte aux lettres est rouverte',
  fr: 'Bonjour,\n\nL’assistance de l’académie a rouvert votre boîte aux lettres, qui avait été suspendue. Vos sessions avaient été fermées : connectez-vous de nouveau.',
  en: 'The support of the académie opened your mailbox again, which had been suspended. Your sessions had been closed: sign in again.',
};
