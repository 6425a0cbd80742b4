import { setImmediate as turn } from 'node:timers/promises';
import type { AccountId } from '../../model/account.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { readEmails } from '../../store/emails.ts';
import { placementsAfter } from '../../store/placements.ts';
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

/**
 * Every message of a mailbox by ascending UID; two are in memory at a time, for the next is read while one is used. Those
 * removed meanwhile are passed over.
 */
export async function* readMessages(
  { store }: Pick<House, 'store'>,
  accountId: AccountId,
  mailboxId: MailboxId,
): AsyncGenerator<WholeMessage> {
  for (let after = 0; ; ) {
    const some = await placementsAfter(store.database, accountId, mailboxId, after, page);
    if (some.length === 0) return;
    after = some.at(-1)!.uid;
    const ids = some.map(placement => placement.emailId);
    const emails = await readEmails(store.database, accountId, ids, ['body', 'dates']);
    const there = some.filter(({ emailId }) => emails.has(emailId));
    const bytesOf = async (index: number): Promise<Buffer> => {
      const { blob, trace } = emails.get(there[index]!.emailId)!;
      const bytes = await store.blobs.read(blob);
      return trace === '' ? bytes : Buffer.concat([Buffer.from(trace), bytes]);
    };
    let coming = there.length === 0 ? undefined : bytesOf(0);
    try {
      for (const [index, { uid, emailId, flags, keywords }] of there.entries()) {
        const bytes = await coming!;
        coming = index + 1 < there.length ? bytesOf(index + 1) : undefined;
        const { receivedAt, receivedZone: zone } = emails.get(emailId)!;
        yield { uid, bytes, flags, keywords, receivedAt, zone };
      }
    } finally {
      // Whoever took no more does not learn how the next one failed.
      await coming?.catch(() => {});
    }
    await turn();
  }
}
