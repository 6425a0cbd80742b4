import { receivesMail } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { type DeliveryAddress, findDeliveryAddresses } from '../../store/accounts.ts';
import type { House } from '../house.ts';

/** A recipient of this house. `detail` is what stood after a `+` in the local part (rfc/5233). */
export type Recipient = DeliveryAddress & { readonly address: string; readonly detail: string | null };

/**
 * Finds who a recipient address of this house is. The local part is compared without case, and a `+detail` is set
 * aside where the whole is no address of its own.
 * @throws Refusal no-such-recipient, recipient-closed, over-quota
 */
export async function findRecipient({ store }: Pick<House, 'store'>, address: string): Promise<Recipient> {
  const whole = address.toLowerCase();
  const at = whole.lastIndexOf('@');
  const plus = whole.indexOf('+');
  const plain = plus > 0 && plus < at ? whole.slice(0, plus) + whole.slice(at) : whole;
  const found = await findDeliveryAddresses(store.database, plain === whole ? [whole] : [whole, plain]);
  const owner = found.get(whole) ?? found.get(plain);
  if (owner === undefined) throw new Refusal('no-such-recipient');
  if (owner.state === 'closed' || owner.state === 'purged') throw new Refusal('recipient-closed');
  if (!receivesMail(owner.state)) throw new Refusal('no-such-recipient');
  if (owner.usedBytes >= owner.allowedBytes) throw new Refusal('over-quota');
  return { ...owner, address, detail: found.has(whole) || plain === whole ? null : address.slice(plus + 1, at) };
}
