/** The lists a script may ask. RFC 6134 */
import type { AccountId } from '../../model/account.ts';
import { findDeliveryAddresses } from '../../store/accounts.ts';
import type { House } from '../house.ts';

/** The name the RFC gives to the owner's own address book. */
const addressBookList = 'urn:ietf:params:sieve:addrbook:default';
/** Everybody who has a mailbox in this house. */
export const directoryList = 'tag:vaguemestre,2026:annuaire';

/** The owner's address book, from the contacts service. */
export type AddressBook = {
  has(accountId: AccountId, address: string): Promise<boolean>;
  members(accountId: AccountId): Promise<readonly string[]>;
};

export type Lists = {
  exists(list: string): boolean;
  has(accountId: AccountId, list: string, address: string): Promise<boolean>;
  /** Addresses a message may be sent on to; none for lists that are too wide for it. */
  members(accountId: AccountId, list: string): Promise<readonly string[]>;
};

export function openLists({ store }: Pick<House, 'store'>, book: AddressBook | null): Lists {
  return {
    exists: list => list === directoryList || (book !== null && list === addressBookList),
    async has(accountId, list, address) {
      const plain = address.toLowerCase();
      if (list === directoryList) return (await findDeliveryAddresses(store.database, [plain])).has(plain);
      return list === addressBookList && book !== null && (await book.has(accountId, plain));
    },
    async members(accountId, list) {
      return list === addressBookList && book !== null ? await book.members(accountId) : [];
    },
  };
}
