/** Which scripts run for whom: those of the house around the absence and the active script of each person. */
import type { CompiledScript } from '../../formats/sieve/compile.ts';
import type { AccountId } from '../../model/account.ts';
import type { Queryable } from '../../store/database.ts';
import { readAbsenceScript } from '../../store/sieve-absences.ts';
import { findRunning, type RunningScript, readHouseScript, readScript } from '../../store/sieve-scripts.ts';
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
  const { database } = store;
  const running = await findRunning(database, accountIds, Object.values(houseScripts), clock.now());
  const ready = async (scripts: readonly RunningScript[]): Promise<CompiledScript[]> => {
    const found: CompiledScript[] = [];
    for (const { name, digest, ...script } of scripts) {
      const shown = script.kind === 'absence' ? absenceName : name;
      const text = () => readText(database, { name, digest, ...script });
      const one = await compiled.get({ name: shown, digest }, text);
      if (one) found.push(one);
    }
    return found;
  };
  const ofHouse = (place: string) => ready(running.filter(({ kind, name }) => kind === 'house' && name === place));
  const [before, after] = [await ofHouse(houseScripts.before), await ofHouse(houseScripts.after)];
  const everybody = before.length + after.length > 0;
  const personal = Map.groupBy(
    running.filter(({ kind }) => kind !== 'house'),
    ({ accountId }) => accountId!,
  );
  const scripts = new Map<AccountId, CompiledScript[]>();
  for (const accountId of everybody ? accountIds : personal.keys()) {
    const own = personal.get(accountId) ?? [];
    const absence = own.filter(({ kind }) => kind === 'absence');
    const active = own.filter(({ kind }) => kind === 'active');
    scripts.set(accountId, [...before, ...(await ready([...absence, ...active])), ...after]);
  }
  return scripts;
}

async function readText(db: Queryable, { kind, accountId, name }: RunningScript): Promise<string | null> {
  if (kind === 'house') return (await readHouseScript(db, name))?.text ?? null;
  if (kind === 'absence') return await readAbsenceScript(db, accountId!);
  return (await readScript(db, accountId!, name))?.text ?? null;
}
