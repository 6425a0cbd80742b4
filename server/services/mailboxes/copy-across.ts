import { flagBits } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEmails, readEmails } from '../../store/emails.ts';
import { readPlacements } from '../../store/placements.ts';
import type { House } from '../house.ts';
import type { Copied } from './copy.ts';
import { factsOf } from './facts-of.ts';
import type { MailboxRef } from './permission.ts';

/**
 * Copies messages into another account: new emails there over the same blobs, their leases renewed in the same
 * transaction. Nothing of the copy is linked to the original any more.
 * @throws Refusal over-quota, no-such-mailbox
 */
export async function copyAcross(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  from: MailboxRef,
  uids: Uid[],
  to: MailboxRef,
): Promise<Copied> {
  const sources = await readPlacements(store.database, from.accountId, from.mailboxId, uids);
  const emails = await readEmails(
    store.database,
    from.accountId,
    sources.map(source => source.emailId),
    ['dates', 'body', 'envelope', 'structure', 'preview'],
  );
  const copies = sources.flatMap(source => {
    const email = emails.get(source.emailId);
    if (email === undefined) return [];
    return [
      {
        uid: source.uid,
        email: {
          accountId: to.accountId,
          mailboxId: to.mailboxId,
          blob: email.blob,
          facts: factsOf(email),
          trace: email.trace,
          receivedAt: email.receivedAt,
          receivedZone: email.receivedZone,
          flags: source.flags & ~flagBits.deleted,
          keywords: source.keywords,
        },
      },
    ];
  });
  const inserted = await store.database.transaction(async tx => {
    await store.blobs.renew(
      tx,
      copies.map(({ email }) => email.blob),
    );
    const outcomes = await insertEmails(
      tx,
      copies.map(({ email }) => email),
      clock.now(),
    );
    return outcomes.map(outcome => {
      if (outcome.kind === 'over-quota') throw new Refusal('over-quota');
      return outcome;
    });
  });
  const last = inserted.at(-1);
  if (last === undefined) throw new Refusal('no-such-message');
  store.changes.announce({ accountId: to.accountId, modseq: last.modseq, kinds: ['email', 'mailbox', 'quota'] });
  return {
    uidValidity: last.uidValidity,
    from: copies.map(({ uid }) => uid),
    to: inserted.map(outcome => outcome.uid),
  };
}
