/** The card of somebody at the desk: what their account is, and what the asker's role lets them see of its use. */
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { type AccountEvent, listEvents } from '../../store/account-events.ts';
import { readLife } from '../../store/account-states.ts';
import { holdsRole } from '../../store/proposals.ts';
import { listSchools, type School } from '../../store/schools.ts';
import { type KeptContact, readContacts } from '../accounts/contacts.ts';
import type { House } from '../house.ts';
import { hasSecondFactor } from '../signing-in/second-factor.ts';
import type { Operator } from './authority.ts';
import { type Found, see } from './find.ts';
import { requireActOver, type SupportAct } from './permissions.ts';

export type Card = {
  readonly person: Found;
  readonly schools: readonly School[];
  readonly byTwo: boolean;
  readonly secondFactor: boolean;
  readonly passwordSetAt: Date | null;
  /** Null: not for this role. */
  readonly events: readonly AccountEvent[] | null;
  readonly contacts: readonly KeptContact[] | null;
};

const eventsShown = 30;

/** @throws Refusal not-permitted, also where there is nobody */
export async function readCard(
  house: Pick<House, 'store' | 'clock' | 'keys'>,
  operator: Operator,
  accountId: AccountId,
): Promise<Card> {
  const person = await see(house, operator, accountId);
  const db = house.store.database;
  const [signIns, reach] = await Promise.all([
    may(house, operator, 'see-sign-ins', accountId),
    may(house, operator, 'see-contacts', accountId),
  ]);
  const [schools, byTwo, secondFactor, life, events, contacts] = await Promise.all([
    listSchools(db),
    holdsRole(db, accountId),
    hasSecondFactor(house, accountId),
    readLife(db, accountId),
    signIns ? listEvents(db, accountId, eventsShown) : null,
    reach ? readContacts(db, house, accountId) : null,
  ]);
  return {
    person,
    schools: schools.filter(({ uai }) => person.schools.includes(uai)),
    byTwo,
    secondFactor,
    passwordSetAt: life?.passwordSetAt ?? null,
    events,
    contacts,
  };
}

/** Asked of the one table, whose no is an answer here. */
async function may(
  house: Pick<House, 'store' | 'clock'>,
  operator: Operator,
  act: SupportAct,
  accountId: AccountId,
): Promise<boolean> {
  try {
    await requireActOver(house, operator, act, accountId);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.reason === 'not-permitted') return false;
    throw error;
  }
}
