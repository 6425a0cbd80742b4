/** Reaching people outside the house: a mail through the queue, a short text through the operator's gateway. */
import { parseAddress } from '../../formats/address/address.ts';
import { composeHouseMail } from '../../formats/house-mail/compose.ts';
import type { Transaction } from '../../store/database.ts';
import { newTraceId } from '../delivery/trace-id.ts';
import type { House } from '../house.ts';
import type { Words } from '../people/tell.ts';
import { queueChannel } from '../queue/channel.ts';
import { enqueueIn } from '../queue/enqueue.ts';
import type { Contact, KeptContact } from './contacts.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'domains'>;

/** Queues a mail to an address outside, in the transaction of what it tells. Whoever sends it is woken by `wakeQueue`. */
export async function mailOutside(tx: Transaction, house: Parts, to: string, words: Words): Promise<void> {
  const address = parseAddress(to);
  if (address === null) throw new Error('a kept contact is no address');
  const at = house.clock.now();
  const domain = house.domains[0]!;
  const messageId = `<${newTraceId(house)}@${domain}>`;
  const bytes = await composeHouseMail({ ...words, to: address.text, domain, messageId, at });
  const message = {
    trace: newTraceId(house),
    kind: 'notice',
    sender: null,
    blob: await house.store.blobs.keep(bytes),
    facts: { bytes: bytes.length },
    accountId: null,
    wishes: {},
    at,
    steps: [],
  } as const;
  await enqueueIn(house.store, tx, message, [{ address, notify: [] }]);
}

export async function wakeQueue({ store }: Pick<House, 'store'>): Promise<void> {
  await store.database.notify(queueChannel, '');
}

/** The contacts this house can reach and knows to be the person's: a telephone only where there is a gateway. */
export function reachable({ sms }: Pick<House, 'sms'>, contacts: readonly KeptContact[]): Contact[] {
  return contacts.filter(({ kind, proven }) => proven && (kind === 'mail' || sms !== undefined));
}
