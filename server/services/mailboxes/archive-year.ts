import { hierarchyDelimiter, type MailboxRole } from '../../model/mailbox.ts';
import { findMailbox, listMailboxes } from '../../store/mailboxes.ts';
import { listOfYear } from '../../store/room.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { create } from './create.ts';
import { move } from './move.ts';

/** Messages of one transaction. */
const portion = 500;
/** Where mail waits for something else than its archiving. */
const left: readonly (MailboxRole | null)[] = ['drafts', 'trash', 'junk', 'report'];

/**
 * Moves all mail received in a year (as Paris counts it) into `Archives/<year>`, from every mailbox of the actor but bin,
 * junk, drafts and the archives themselves. What was moved when something fails stays moved: it may be asked again.
 * @returns how many messages moved
 * @throws Refusal as `create` and `move`
 */
export async function archiveYear(
  house: Pick<House, 'store' | 'views' | 'clock' | 'phishing' | 'limits'>,
  actor: Actor,
  year: number,
): Promise<number> {
  const { database } = house.store;
  const { accountId } = actor;
  const mailboxes = await listMailboxes(database, accountId);
  const root = mailboxes.find(({ role }) => role === 'archive')?.name ?? 'Archives';
  const name = `${root}${hierarchyDelimiter}${year}`;
  const within = `${root}${hierarchyDelimiter}`;
  const sources = mailboxes.filter(one => !left.includes(one.role) && !one.name.startsWith(within));
  let moved = 0;
  for (const { id } of sources) {
    for (;;) {
      const uids = await listOfYear(database, accountId, id, year, portion);
      if (uids.length === 0) break;
      // Made only where there is something to put into it.
      const found = await findMailbox(database, accountId, name);
      const to = found === null ? (await create(house, actor, name)).ref : { accountId, mailboxId: found.id };
      const done = await move(house, actor, { accountId, mailboxId: id }, uids, to);
      moved += done.from.length;
      if (uids.length < portion) break;
    }
  }
  return moved;
}
