import { setImmediate as turn } from 'node:timers/promises';
import type { AccountId } from '../../model/account.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { readEmails } from '../../store/emails.ts';
import { listPlacements } from '../../store/placements.ts';
import type { House } from '../house.ts';

/** A message of a mailbox, whole, as it is read. */
export type WholeMessage = {
  readonly uid: number;
  readonly bytes: Buffer;
  readonly flags: number;
  readonly keywords: readonly string[];
  readonly receivedAt: Date;
  readonly zone: number;
};

const page = 200;

/** Every message of a mailbox by ascending UID, one in memory at a time. Those removed meanwhile are passed over. */
export async function* readMessages(
  { store }: Pick<House, 'store'>,
  accountId: AccountId,
  mailboxId: MailboxId,
): AsyncGenerator<WholeMessage> {
  const placements = await listPlacements(store.database, accountId, mailboxId);
  for (let from = 0; from < placements.length; from += page) {
    const some = placements.slice(from, from + page);
    const ids = some.map(placement => placement.emailId);
    const emails = await readEmails(store.database, accountId, ids, ['body', 'dates']);
    for (const { uid, emailId, flags, keywords } of some) {
      const email = emails.get(emailId);
      if (email === undefined) continue;
      const blob = await store.blobs.read(email.blob);
      const bytes = email.trace === '' ? blob : Buffer.concat([Buffer.from(email.trace), blob]);
      yield { uid, bytes, flags, keywords, receivedAt: email.receivedAt, zone: email.receivedZone };
    }
    await turn();
  }
}
