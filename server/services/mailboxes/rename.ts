import type { ModSeq } from '../../model/change.ts';
import { hierarchyDelimiter, type MailboxId, type UidValidity } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Queryable } from '../../store/database.ts';
import { raiseForMailboxes } from '../../store/mail-accounts.ts';
import { insertMailboxes, listMailboxes, type Mailbox, renameTree } from '../../store/mailboxes.ts';
import { listPlacements, placeEmails, removePlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { checkMailboxName } from './name.ts';
import { ownerOf, requireMayCreate, requireRightOver } from './owner.ts';

/**
 * Renames a mailbox with all below it, UIDVALIDITY and UIDs kept; levels above the new name that are missing are made.
 * Renaming INBOX moves its messages into a new mailbox and leaves it empty. rfc/9051#6.3.6
 * @throws Refusal not-permitted, no-such-mailbox, mailbox-exists, bad-mailbox-name, too-many-mailboxes
 */
export async function rename(
  house: Pick<House, 'store' | 'clock' | 'limits'>,
  actor: Actor,
  askedFrom: string,
  askedTo: string,
): Promise<void> {
  const { store, clock, limits } = house;
  const [source, target] = await Promise.all([ownerOf(house, actor, askedFrom), ownerOf(house, actor, askedTo)]);
  if (source.owner.accountId !== target.owner.accountId) throw new Refusal('bad-mailbox-name', 'of another account');
  await requireRightOver(house, actor, source, 'x');
  await requireMayCreate(house, actor, target);
  const { owner, name: from } = source;
  const { accountId } = owner;
  const to = target.name;
  checkMailboxName(to, limits);
  const above = to.split(hierarchyDelimiter).slice(0, -1);
  const modseq = await store.database.transaction(async tx => {
    const raised = await raiseForMailboxes(tx, accountId, above.length + 1);
    const mailboxes = await listMailboxes(tx, accountId);
    const mailbox = mailboxes.find(one => one.name === from);
    if (mailbox === undefined) throw new Refusal('no-such-mailbox');
    if (mailboxes.some(one => one.name === to)) throw new Refusal('mailbox-exists');
    if (to.startsWith(from + hierarchyDelimiter) && mailbox.role !== 'inbox') throw new Refusal('bad-mailbox-name');
    checkTreeFits(mailboxes, from, to, limits);

    const taken = new Set(mailboxes.map(one => one.name));
    const missing = above
      .map((_, depth) => above.slice(0, depth + 1).join(hierarchyDelimiter))
      .filter(name => !taken.has(name));
    const toMake = mailbox.role === 'inbox' ? [...missing, to] : missing;
    if (mailboxes.length + toMake.length > limits.mailboxesPerAccount) throw new Refusal('too-many-mailboxes');
    const made = toMake.map((name, index) => ({
      id: (raised.lastId - index) as MailboxId,
      name,
      role: null,
      subscribed: false,
      uidValidity: (raised.lastUidValidity - index) as UidValidity,
    }));
    if (made.length > 0) await insertMailboxes(tx, accountId, raised.modseq, made);
    if (mailbox.role === 'inbox') await emptyInto(tx, owner, raised.modseq, mailbox, made.at(-1)!.id, clock.now());
    else await renameTree(tx, accountId, raised.modseq, from, to);
    return raised.modseq;
  });
  store.changes.announce({ accountId, modseq, kinds: ['mailbox', 'email'] });
}

function checkTreeFits(mailboxes: Mailbox[], from: string, to: string, limits: House['limits']): void {
  for (const { name } of mailboxes) {
    if (name.startsWith(from + hierarchyDelimiter)) checkMailboxName(to + name.slice(from.length), limits);
  }
}

/** Moves every message of a mailbox into another. */
async function emptyInto(
  tx: Queryable,
  { accountId }: Actor,
  modseq: ModSeq,
  from: Mailbox,
  to: MailboxId,
  at: Date,
): Promise<void> {
  const placements = await listPlacements(tx, accountId, from.id);
  if (placements.length === 0) return;
  await placeEmails(tx, accountId, modseq, to, placements, at);
  await removePlacements(tx, accountId, modseq, { mailboxId: from.id, uids: placements.map(p => p.uid), at });
}
