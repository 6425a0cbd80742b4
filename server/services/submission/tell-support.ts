/** Tells the house's support something that a person of theirs should look at, as a mail that waits in the queue like any other. */
import { parseAddress } from '../../formats/address/address.ts';
import { composeHouseMail } from '../../formats/house-mail/compose.ts';
import type { Transaction } from '../../store/database.ts';
import { newTraceId } from '../delivery/trace-id.ts';
import type { House } from '../house.ts';
import type { Words } from '../people/tell.ts';
import { enqueueIn } from '../queue/enqueue.ts';

/** Where support is written to: the house's own setting, else its postmaster. */
export function supportAddress({ support, domains }: Pick<House, 'support' | 'domains'>): string {
  return support ?? `postmaster@${domains[0]}`;
}

/**
 * In the transaction of what it tells: told once, and only if it happened. The caller wakes the senders after it.
 */
export async function tellSupport(
  tx: Transaction,
  house: Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'support'>,
  words: Words,
): Promise<void> {
  const domain = house.domains[0]!;
  const to = supportAddress(house);
  const at = house.clock.now();
  const trace = newTraceId(house);
  const bytes = await composeHouseMail({ ...words, to, domain, messageId: `<${trace}@${domain}>`, at });
  const blob = await house.store.blobs.keep(bytes);
  const facts = { bytes: bytes.length };
  const message = {
    trace,
    kind: 'notice' as const,
    sender: null,
    blob,
    facts,
    accountId: null,
    wishes: {},
    at,
    steps: [],
  };
  await enqueueIn(house.store, tx, message, [{ address: parseAddress(to)!, notify: [] }]);
}
