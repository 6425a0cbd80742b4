import type { Address } from '../../model/account.ts';
import { type AccountEvent, listEvents } from '../../store/account-events.ts';
import { readLife } from '../../store/account-states.ts';
import { listAddresses } from '../../store/accounts.ts';
import type { AppPassword } from '../../store/app-passwords.ts';
import type { Quota } from '../../store/mail-accounts.ts';
import type { Passkey } from '../../store/passkeys.ts';
import { findOwner } from '../../store/people.ts';
import type { ListedSession } from '../../store/portal-sessions.ts';
import type { House } from '../house.ts';
import { quotaOf } from '../mailboxes/quota.ts';
import { listLaunchable } from '../oidc/applications.ts';
import { listAppPasswords } from '../signing-in/app-passwords.ts';
import { listPasskeys } from '../signing-in/passkeys.ts';
import { isHeldToRenewal } from '../signing-in/renewal.ts';
import { factorStanding } from '../signing-in/required-factor.ts';
import { hasSecondFactor } from '../signing-in/second-factor.ts';
import { listSessions, type SessionActor } from '../signing-in/sessions.ts';
import { leastLength } from './check-letter.ts';
import { type KeptContact, readContacts } from './contacts.ts';
import { recoveryUnderWay } from './recover.ts';

export type OwnAccount = {
  /** Main first. */
  readonly addresses: readonly Address[];
  readonly givenName: string;
  readonly familyName: string;
  readonly function: string;
  readonly passwordSetAt: Date | null;
  readonly closesOn: string | null;
  readonly leastLength: number;
  readonly secondFactor: boolean;
  /** Until when a second factor that the house demands may wait; null where none is due. */
  readonly factorDueAt: Date | null;
  /** The password must be renewed each year, or mail programs are turned away; else the person is only asked to. */
  readonly renewalForced: boolean;
  readonly recovery: { readonly opensAt: Date } | null;
  readonly contacts: readonly KeptContact[];
  /** The house can text: a telephone proves its owner. Else it is kept for the support alone. */
  readonly texts: boolean;
  readonly sessions: readonly ListedSession[];
  readonly appPasswords: readonly AppPassword[];
  readonly passkeys: readonly Passkey[];
  readonly events: readonly AccountEvent[];
  readonly quota: Quota;
  readonly applications: readonly { readonly name: string; readonly uri: string }[];
};

const eventsShown = 50;

/** All that the person may know of their own account. */
export async function describeOwnAccount(
  house: Pick<
    House,
    'store' | 'clock' | 'random' | 'keys' | 'passwords' | 'domains' | 'log' | 'sms' | 'factorRule' | 'renewal'
  >,
  actor: SessionActor,
): Promise<OwnAccount> {
  const db = house.store.database;
  const { accountId } = actor;
  const [
    addresses,
    owner,
    life,
    secondFactor,
    standing,
    recovery,
    contacts,
    sessions,
    appPasswords,
    passkeys,
    events,
    quota,
    applications,
  ] = await Promise.all([
    listAddresses(db, accountId),
    findOwner(db, accountId),
    readLife(db, accountId),
    hasSecondFactor(house, accountId),
    factorStanding(house, actor),
    recoveryUnderWay(house, actor),
    readContacts(db, house, accountId),
    listSessions(house, actor),
    listAppPasswords(house, actor),
    listPasskeys(house, actor),
    listEvents(db, accountId, eventsShown),
    quotaOf(house, actor, actor.address),
    listLaunchable(house),
  ]);
  return {
    addresses,
    givenName: owner?.givenName ?? '',
    familyName: owner?.familyName ?? '',
    function: owner?.function ?? '',
    passwordSetAt: life?.passwordSetAt ?? null,
    closesOn: life?.closesOn ?? null,
    leastLength: leastLength([...actor.roles]),
    secondFactor,
    factorDueAt: standing.kind === 'due' ? standing.dueAt : null,
    renewalForced: isHeldToRenewal(house, actor, owner?.population ?? null),
    recovery,
    contacts,
    texts: house.sms !== undefined,
    sessions,
    appPasswords,
    passkeys,
    events,
    quota,
    applications,
  };
}
