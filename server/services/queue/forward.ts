import type { Address } from '../../formats/address/address.ts';
import { rewriteSender } from '../../formats/received/srs.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import type { House } from '../house.ts';
import { enqueue } from './enqueue.ts';

/**
 * Passes a message on to other addresses, as a redirection or a forward asks. It leaves under a rewritten sender, whose
 * notices come back through `returnAddress`; where it cannot be rewritten, under the null sender, so that no notice of it
 * ever goes to somebody who did not write to that address.
 * @throws Refusal unavailable
 */
export async function forward(
  house: Pick<House, 'store' | 'clock' | 'domains' | 'keys'>,
  message: {
    readonly trace: string;
    readonly sender: string | null;
    readonly blob: KeptBlob;
    readonly facts: { readonly bytes: number };
  },
  to: readonly Address[],
): Promise<void> {
  const at = house.clock.now();
  const sender = message.sender === null ? null : forwardSender(house, message.sender, at);
  await enqueue(
    house,
    { ...message, kind: 'forwarded', sender, accountId: null, wishes: {}, at, steps: [] },
    to.map(address => ({ address })),
  );
}

/** Whom a message passed on comes from, to the next server: our own people as they are, others under an address of ours. */
export function forwardSender(
  { domains, keys }: Pick<House, 'domains' | 'keys'>,
  sender: string,
  at: Date,
): string | null {
  const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase();
  // Our own people's mail is ours already.
  return domains.includes(domain) ? sender : rewriteSender(sender, domains[0]!, keys.file, at);
}
