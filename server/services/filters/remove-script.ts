import { Refusal } from '../../model/refusal.ts';
import { deleteScript, listScripts } from '../../store/sieve-scripts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** Removes a script that is not active. rfc/5804#2.10 @throws Refusal no-such-script, script-active */
export async function removeScript({ store }: Pick<House, 'store'>, actor: Actor, name: string): Promise<void> {
  await store.database.transaction(async tx => {
    const script = (await listScripts(tx, actor.accountId)).find(one => one.name === name);
    if (script === undefined) throw new Refusal('no-such-script');
    if (script.active) throw new Refusal('script-active');
    await deleteScript(tx, actor.accountId, name);
  });
}
