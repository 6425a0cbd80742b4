/** A person's own contacts as a list that filters may ask: `:list` of rfc/6134#2.4. */
import { bearsAddress, listAddressesOnCards } from '../../store/contacts.ts';
import type { AddressBook } from '../filters/lists.ts';
import type { House } from '../house.ts';

/** Addresses a message may be sent on to by one rule. */
const mostMembers = 500;

export function contactsAsList({ store }: Pick<House, 'store'>): AddressBook {
  return {
    has: (accountId, address) => bearsAddress(store.database, accountId, address.toLowerCase()),
    members: accountId => listAddressesOnCards(store.database, accountId, mostMembers),
  };
}
