import { Refusal } from '../../model/refusal.ts';
import { readScript as read } from '../../store/sieve-scripts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** The text of a script. rfc/5804#2.9 @throws Refusal no-such-script */
export async function readScript({ store }: Pick<House, 'store'>, actor: Actor, name: string): Promise<string> {
  const script = await read(store.database, actor.accountId, name);
  if (script === null) throw new Refusal('no-such-script');
  return script.text;
}
