import type { PersonId, RoleName } from '../../model/account.ts';
import { grantRole as insertRole } from '../../store/people.ts';
import type { House } from '../house.ts';
import { type Operator, requireRole } from './authority.ts';

/** Gives a person a role over a school, or over the whole house (`uai` ''). @throws Refusal not-permitted */
export async function grantRole(
  { store, log }: Pick<House, 'store' | 'log'>,
  operator: Operator,
  personId: PersonId,
  role: RoleName,
  uai = '',
): Promise<void> {
  requireRole(operator, ['administrator']);
  await insertRole(store.database, personId, role, uai);
  log.info('role-granted', { person: personId, role, uai });
}
