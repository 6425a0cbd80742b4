import type { AccountId } from '../../model/account.ts';
import { listScripts, readScript } from '../../store/sieve-scripts.ts';
import type { House } from '../house.ts';
import type { PackagePart } from './write-package.ts';

/** What the house keeps of somebody beside mail, as files of their package: the filters they wrote. */
export async function partsOf({ store }: Pick<House, 'store'>, accountId: AccountId): Promise<PackagePart[]> {
  const entries = await listScripts(store.database, accountId);
  const scripts = await Promise.all(entries.map(({ name }) => readScript(store.database, accountId, name)));
  return scripts.flatMap(script =>
    script === null ? [] : [{ path: `filtres/${fileName(script.name)}.sieve`, bytes: Buffer.from(script.text) }],
  );
}

/** A script's name may hold what no file name should. */
function fileName(name: string): string {
  return name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '_');
}
