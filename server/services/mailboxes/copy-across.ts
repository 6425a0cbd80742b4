import { flagBits } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEmails, readEmails } from '../../store/emails.ts';
import { readPlacements } from '../../store/placements.ts';
import { readPlacementsSeenBy } from '../../store/seen.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { factsOf } from './facts-of.ts';
import { markOwnSeen, withRights } from './guest-flags.ts';
import type { MailboxRef } from './permission.ts';
import type { Copied } from './place.ts';

/**
 * Copies messages into another account: new emails there over the same blobs, their leases renewed in the same
 * transaction. Nothing of the copy is linked to the original any more; what counts as read is what the actor has read.
 * @throws Refusal over-quota, no-such-mailbox
 */
export async function copyAcross(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: Actor,
  from: MailboxRef,
  uids: Uid[],
  to: MailboxRef,
): Promise<Copied> {
  const sources = await (actor.accountId === from.accountId
    ? readPlacements(store.database, from.accountId, from.mailboxId, uids)
    : readPlacementsSeenBy(store.database, from.accountId, from.mailboxId, uids, actor.accountId));
  const emails = await readEmails(
    store.database,
    from.accountId,
    sources.map(source => source.emailId),
    ['dates', 'body', 'envelope', 'structure', 'preview'],
  );
  const marked = await withRights(store.database, actor, to, sources);
  const copies = sources.flatMap((source, at) => {
    const email = emails.get(source.emailId);
    if (email === undefined) return [];
    return [
      {
        source,
        email: {
          accountId: to.accountId,
          mailboxId: to.mailboxId,
          blob: email.blob,
          facts: factsOf(email),
          trace: email.trace,
          receivedAt: email.receivedAt,
          receivedZone: email.receivedZone,
          flags: marked[at]!.flags & ~flagBits.deleted,
          keywords: marked[at]!.keywords,
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
    const inserted = outcomes.map(outcome => {
      if (outcome.kind === 'over-quota') throw new Refusal('over-quota');
      return outcome;
    });
    const originals = copies.map(({ source }) => source);
    await markOwnSeen(tx, actor, to, originals, inserted);
    return inserted;
  });
  const last = inserted.at(-1);
  if (last === undefined) throw new Refusal('no-such-message');
  store.changes.announce({ accountId: to.accountId, modseq: last.modseq, kinds: ['email', 'mailbox', 'quota'] });
  return {
    uidValidity: last.uidValidity,
    from: copies.map(({ source }) => source.uid),
    to: inserted.map(outcome => outcome.uid),
  };
}
