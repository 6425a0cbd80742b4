/** Which scripts run for whom: those of the house around the absence and the active script of each person. */
import type { CompiledScript } from '../../formats/sieve/compile.ts';
import type { AccountId } from '../../model/account.ts';
import { findAbsent, readAbsenceScript } from '../../store/sieve-absences.ts';
import { findActive, listHouseScripts, readScript } from '../../store/sieve-scripts.ts';
import type { House } from '../house.ts';
import type { CompiledScripts } from './compiled.ts';
import { houseScripts } from './put-house-script.ts';

/** The name under which a failing absence would be told. */
const absenceName = 'Absence';

/** The scripts of each account in the order they run; accounts without any are absent. */
export async function findScripts(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  accountIds: readonly AccountId[],
  compiled: CompiledScripts,
): Promise<Map<AccountId, CompiledScript[]>> {
  const db = store.database;
  const [house, absent, active] = await Promise.all([
    listHouseScripts(db),
    findAbsent(db, accountIds, clock.now()),
    findActive(db, accountIds),
  ]);
  const around = async (place: string) => {
    const script = house.find(one => one.name === place);
    const ready = script && (await compiled.get(script, async () => script.text));
    return ready ? [ready] : [];
  };
  const [before, after] = [await around(houseScripts.before), await around(houseScripts.after)];
  const own = new Map<AccountId, CompiledScript[]>();
  const add = (accountId: AccountId, script: CompiledScript | null) => {
    if (script) own.set(accountId, [...(own.get(accountId) ?? []), script]);
  };
  for (const { accountId, digest } of absent) {
    add(accountId, await compiled.get({ name: absenceName, digest }, () => readAbsenceScript(db, accountId)));
  }
  for (const { accountId, name, digest } of active) {
    const read = async () => (await readScript(db, accountId, name))?.text ?? null;
    add(accountId, await compiled.get({ name, digest }, read));
  }
  const everybody = before.length + after.length > 0;
  const bearers = everybody ? accountIds : [...own.keys()];
  return new Map(bearers.map(accountId => [accountId, [...before, ...(own.get(accountId) ?? []), ...after]]));
}
