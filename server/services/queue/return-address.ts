import { type Address, parseAddress } from '../../formats/address/address.ts';
import { unwrapSender } from '../../formats/received/srs.ts';
import type { House } from '../house.ts';

/** Whom a notice to this address of ours goes back to: the first sender of a message that was passed on. Null: nobody. */
export function returnAddress(
  { clock, keys }: Pick<House, 'clock' | 'keys'>,
  address: Pick<Address, 'local'>,
): Address | null {
  const sender = unwrapSender(address.local, keys.file, clock.now());
  return sender === null ? null : parseAddress(sender);
}
