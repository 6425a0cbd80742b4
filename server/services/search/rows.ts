import type { EmailId } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import { type Email, type EmailAspect, readEmails } from '../../store/emails.ts';
import type { House } from '../house.ts';
import type { MailboxRef } from '../mailboxes/permission.ts';
import type { MailboxView } from '../mailboxes/view.ts';

/** Rows of one question: the event loop turns between two. */
const rowsTogether = 1000;

/** Some aspects of the emails of some messages of a view, in the order given; those that are gone are passed over. */
export async function forEachEmail(
  { store }: Pick<House, 'store'>,
  { accountId }: MailboxRef,
  view: MailboxView,
  uids: readonly Uid[],
  aspects: readonly EmailAspect[],
  take: (uid: Uid, email: Email) => void,
): Promise<void> {
  for (let from = 0; from < uids.length; from += rowsTogether) {
    const together = uids.slice(from, from + rowsTogether).flatMap(uid => {
      const index = view.indexOf(uid);
      return index < 0 ? [] : [{ uid, emailId: view.emailIdAt(index) }];
    });
    const ids = [...new Set(together.map(({ emailId }) => emailId))];
    const emails = (await readEmails(store.database, accountId, ids, aspects)) as Map<EmailId, Email>;
    for (const { uid, emailId } of together) {
      const email = emails.get(emailId);
      if (email !== undefined) take(uid, email);
    }
  }
}
