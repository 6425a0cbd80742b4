import type { MailboxId } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { readMailbox } from '../../store/mailboxes.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** The whole name of one of the actor's own mailboxes. @throws Refusal no-such-mailbox */
export async function nameOfMailbox(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  mailboxId: MailboxId,
): Promise<string> {
  const mailbox = await readMailbox(store.database, actor.accountId, mailboxId);
  if (mailbox === null) throw new Refusal('no-such-mailbox');
  return mailbox.name;
}
