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
import { hasSecondFactor } from '../signing-in/second-factor.ts';
import { listSessions, type SessionActor } from '../signing-in/sessions.ts';
import { leastLength } from './check-letter.ts';
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
  readonly recovery: { readonly opensAt: Date } | null;
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
  house: Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'passwords' | 'domains' | 'log'>,
  actor: SessionActor,
): Promise<OwnAccount> {
  const db = house.store.database;
  const { accountId } = actor;
  const [
    addresses,
    owner,
    life,
    secondFactor,
    recovery,
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
    recoveryUnderWay(house, actor),
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
    recovery,
    sessions,
    appPasswords,
    passkeys,
    events,
    quota,
    applications,
  };
}
