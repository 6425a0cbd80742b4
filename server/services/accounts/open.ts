import { type AddressRule, localPart, numbered } from '../../formats/person-name/address-rule.ts';
import type { AccountId, PersonId } from '../../model/account.ts';
import { firstMailboxes, reportMailbox } from '../../model/mailbox.ts';
import { closingDay, firstState } from '../../model/service-period.ts';
import { insertAccounts } from '../../store/account-states.ts';
import { giveAddresses, listHomonyms } from '../../store/addresses.ts';
import type { Queryable } from '../../store/database.ts';
import { openMailAccounts } from '../../store/mail-openings.ts';
import type { House } from '../house.ts';

/** Somebody new, as the account needs them. */
export type Newcomer = {
  readonly personId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly lastDay: string | null;
};

/** Years an address stays reserved after its release (R2). */
const reservedYears = 10;

/**
 * Opens the accounts of newcomers inside the caller's transaction: address by rule, mailboxes, room. All set-based, for a
 * whole académie arrives in one feed. `inherit` brings addresses that newcomers had before, so that the rule finds them.
 */
export async function openAccounts(
  tx: Queryable,
  { clock, domains, limits }: Pick<House, 'clock' | 'domains' | 'limits'>,
  newcomers: readonly Newcomer[],
  today: string,
  rule: AddressRule,
  inherit?: (accounts: ReadonlyMap<PersonId, AccountId>) => Promise<void>,
): Promise<Map<PersonId, AccountId>> {
  if (newcomers.length === 0) return new Map();
  const now = clock.now();
  const accounts = await insertAccounts(
    tx,
    newcomers.map(({ personId, lastDay }) => ({
      personId,
      state: firstState(lastDay, today),
      closesOn: closingDay(lastDay),
    })),
    now,
  );
  await inherit?.(accounts);
  const wishes = newcomers.map(each => ({ ...each, accountId: accounts.get(each.personId)! }));
  await giveByRule(tx, domains[0]!, wishes, today, rule);
  await openMailAccounts(
    tx,
    [...accounts.values()].map(accountId => ({ accountId, allowedBytes: limits.quotaBytes })),
    [...firstMailboxes, reportMailbox],
    Math.floor(now.getTime() / 1000),
  );
  return accounts;
}

/**
 * Gives each account, in this order, the first free address of its name: `prenom.nom`, then with a number. An address the
 * account already has under that name becomes its main one again.
 */
export async function giveByRule(
  tx: Queryable,
  domain: string,
  wishes: readonly { readonly accountId: AccountId; readonly givenName: string; readonly familyName: string }[],
  today: string,
  rule: AddressRule,
): Promise<void> {
  const named = wishes.map(wish => {
    const local = localPart(wish.givenName, wish.familyName, rule);
    if (local === null) throw new Error('a name without an address passed the import');
    return { accountId: wish.accountId, local };
  });
  const homonyms = await listHomonyms(tx, domain, [...new Set(named.map(each => each.local))]);
  const since = `${Number(today.slice(0, 4)) - reservedYears}${today.slice(4)}`;
  const reserved = homonyms.filter(each => each.releasedOn === null || each.releasedOn > since);
  const taken = new Set(reserved.map(each => each.address));
  const owned = Map.groupBy(reserved, each => each.accountId);
  const next = new Map<string, number>();

  function firstFree(local: string): string {
    for (let rank = next.get(local) ?? 0; ; rank += 1) {
      const address = `${numbered(local, rank, rule)}@${domain}`;
      if (taken.has(address)) continue;
      next.set(local, rank + 1);
      return address;
    }
  }

  const given = named.map(({ accountId, local }) => {
    const own = owned.get(accountId)?.find(each => bare(each.address) === local);
    return { address: own?.address ?? firstFree(local), accountId };
  });
  await giveAddresses(tx, given, today);
}

/** The local part of an address without its number. */
function bare(address: string): string {
  return address.slice(0, address.lastIndexOf('@')).replace(/[0-9]+$/, '');
}
