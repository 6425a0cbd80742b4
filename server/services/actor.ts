import type { AccountId, Address, RoleName } from '../model/account.ts';

/** Who asks. Every service that may say no takes the actor as an argument. */
export type Actor = {
  readonly accountId: AccountId;
  readonly address: Address;
  /** The account's credential version they signed in under; absent for an actor the house itself made up. */
  readonly version?: number;
  readonly roles: readonly { readonly role: RoleName; readonly uai: string }[];
};
