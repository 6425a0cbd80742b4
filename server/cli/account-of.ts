import type { AccountId } from '../model/account.ts';
import type { House } from '../services/house.ts';
import { findCredentials } from '../store/accounts.ts';
import { AdministratorError } from './administrator-error.ts';

/** The account an address of the command line means. @throws AdministratorError where nobody has it */
export async function accountOf({ store }: Pick<House, 'store'>, address: string): Promise<AccountId> {
  const credentials = await findCredentials(store.database, address);
  if (credentials !== null) return credentials.accountId;
  throw new AdministratorError(`Aucun compte n’a l’adresse ${address}.`, `No account has the address ${address}.`);
}
