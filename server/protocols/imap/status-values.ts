import { writeObjectId } from '../../formats/object-id/object-id.ts';
import type { ListedMailbox } from '../../services/mailboxes/list.ts';
import { countDeletedBytes, countRecentOf } from '../../services/mailboxes/status.ts';
import type { StatusItem } from './grammar/status.ts';
import type { StatusValues } from './grammar/write-mailbox.ts';
import type { Session } from './session.ts';

/** A mailbox whose state is told: as listed, or as found by its name. */
type Described = Omit<ListedMailbox, 'rights'>;

/** What STATUS tells of a mailbox. Only RECENT and DELETED-STORAGE cost a question of their own. rfc/9051#6.3.11 */
export async function statusValues(
  { house }: Session,
  mailbox: Described,
  items: readonly StatusItem[],
): Promise<StatusValues> {
  const ref = { accountId: mailbox.accountId, mailboxId: mailbox.id };
  return await Promise.all(items.map(async item => [item, await valueFor(item)] as const));

  async function valueFor(item: StatusItem): Promise<number | string> {
    switch (item) {
      case 'MESSAGES':
        return mailbox.total;
      case 'UNSEEN':
        return mailbox.unseen;
      case 'DELETED':
        return mailbox.deleted;
      case 'SIZE':
        return mailbox.bytes;
      case 'UIDNEXT':
        return mailbox.uidNext;
      case 'UIDVALIDITY':
        return mailbox.uidValidity;
      case 'HIGHESTMODSEQ':
        return mailbox.highestModSeq;
      case 'MAILBOXID':
        return writeObjectId('M', mailbox.accountId, mailbox.id);
      case 'APPENDLIMIT':
        return house.limits.messageBytes;
      case 'RECENT':
        return await countRecentOf(house, ref);
      case 'DELETED-STORAGE':
        return Math.ceil((await countDeletedBytes(house, ref)) / 1024);
      default:
        return item satisfies never;
    }
  }
}
