import { type School, upsertSchools } from '../../store/schools.ts';
import type { House } from '../house.ts';
import { type Operator, requireRole } from './authority.ts';

/** Takes in the list of schools: new ones added, known ones brought up to date, absent ones left. */
export async function importSchools(
  { store, log }: Pick<House, 'store' | 'log'>,
  operator: Operator,
  schools: readonly School[],
): Promise<{ added: number; changed: number; unchanged: number }> {
  requireRole(operator, ['administrator']);
  const touched = await store.database.transaction(tx => upsertSchools(tx, schools));
  const added = touched.filter(each => each.added).length;
  const outcome = { added, changed: touched.length - added, unchanged: schools.length - touched.length };
  log.info('schools-imported', outcome);
  return outcome;
}
