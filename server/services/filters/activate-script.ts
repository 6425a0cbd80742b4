import { Refusal } from '../../model/refusal.ts';
import { setActive } from '../../store/sieve-scripts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** Makes a script the active one; null leaves none. rfc/5804#2.8 @throws Refusal no-such-script */
export async function activateScript(
  { store, accountWatch }: Pick<House, 'store' | 'accountWatch'>,
  actor: Actor,
  name: string | null,
): Promise<void> {
  await store.database.transaction(async tx => {
    if (!(await setActive(tx, actor.accountId, name))) throw new Refusal('no-such-script');
  });
  accountWatch?.look(actor.accountId);
}
