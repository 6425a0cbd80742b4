import { Refusal } from '../../model/refusal.ts';
import { listScripts, renameScript as rename } from '../../store/sieve-scripts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { checkScriptName } from './put-script.ts';

/** An active script stays active under its new name. rfc/5804#2.11 @throws Refusal no-such-script, script-exists, bad-script-name */
export async function renameScript(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  from: string,
  to: string,
): Promise<void> {
  checkScriptName(to);
  await store.database.transaction(async tx => {
    const names = (await listScripts(tx, actor.accountId)).map(script => script.name);
    if (!names.includes(from)) throw new Refusal('no-such-script');
    if (from === to) return;
    if (names.includes(to)) throw new Refusal('script-exists');
    await rename(tx, actor.accountId, from, to);
  });
}
