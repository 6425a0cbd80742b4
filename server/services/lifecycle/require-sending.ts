import { Refusal } from '../../model/refusal.ts';
import { isReadOnly } from '../../store/lives.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** @throws Refusal not-permitted after the last day of service, in a house where the mailbox then serves reading only (R26) */
export async function requireSending({ store }: Pick<House, 'store'>, actor: Actor): Promise<void> {
  if (await isReadOnly(store.database, actor.accountId)) throw new Refusal('not-permitted', 'service is over');
}
