/** Sharing: who may give rights over a mailbox, and to whom. rfc/4314 */
import type { AccountId, Address } from '../../model/account.ts';
import type { ModSeq } from '../../model/change.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { findCredentials } from '../../store/accounts.ts';
import { anyone, listAllRights, listRights, readGuestRights, readRights, writeRights } from '../../store/acl.ts';
import { buryObject } from '../../store/gone-objects.ts';
import { raiseForMailboxes } from '../../store/mail-accounts.ts';
import { readMailbox } from '../../store/mailboxes.ts';
import { insertNotification, noteShareChange } from '../../store/share-notifications.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { type Access, may } from './access.ts';
import { find } from './find.ts';
import { allRights, type MailboxRef, requireRights } from './permission.ts';

/** `identifier`: a main address, or `anyone`. */
export type Grant = { readonly identifier: Address | 'anyone'; readonly rights: string };
export type RightsChange = { readonly mode: 'replace' | 'add' | 'remove'; readonly rights: string };

/** What the rights of rfc/2086 stand for today. rfc/4314#2.1.1 */
const formerRights: Readonly<Record<string, string>> = { c: 'kx', d: 'te' };

/** Letters as people send them, former ones written out; null where one means nothing. */
export function readRightLetters(letters: string): string | null {
  const written = [...letters].map(letter => formerRights[letter] ?? letter).join('');
  if ([...written].some(letter => !allRights.includes(letter))) return null;
  return ordered(written);
}

/**
 * Gives rights over a mailbox to somebody of the house, or to anyone of it, or takes them. Nobody takes from the owner.
 * @throws Refusal no-such-mailbox, not-permitted, no-such-recipient
 */
export async function changeRights(
  house: Pick<House, 'store' | 'log' | 'clock'>,
  actor: Actor,
  name: string,
  grantee: string,
  change: RightsChange,
): Promise<void> {
  const { ref } = await find(house, actor, name);
  const guest =
    grantee.toLowerCase() === 'anyone' ? anyone : (await findCredentials(house.store.database, grantee))?.accountId;
  if (guest === undefined) {
    await requireRights(house.store.database, actor, ref, ['a']);
    throw new Refusal('no-such-recipient');
  }
  await changeRightsOf(house, actor, ref, [{ guest, change }]);
}

/**
 * Changes what some guests may do in a mailbox, in one step. Each whose rights became others is told; where they are
 * anyone's, nobody is.
 * @throws Refusal no-such-mailbox, not-permitted
 */
export async function changeRightsOf(
  { store, log, clock }: Pick<House, 'store' | 'log' | 'clock'>,
  actor: Actor,
  ref: MailboxRef,
  wanted: readonly { readonly guest: AccountId; readonly change: RightsChange }[],
): Promise<{ modseq: ModSeq }> {
  const { accountId, mailboxId } = ref;
  if (wanted.some(({ guest }) => guest === accountId)) throw new Refusal('not-permitted', 'the owner has every right');
  const guests = wanted.map(({ guest }) => guest).filter(guest => guest !== anyone);
  const done = await store.database.transaction(async tx => {
    // Two who share with each other at once take their locks in the same order.
    const raised = new Map<AccountId, { modseq: ModSeq; lastId: number }>();
    for (const one of [...new Set([accountId, ...guests])].sort((a, b) => a - b))
      raised.set(one, await raiseForMailboxes(tx, one, 1));
    await requireRights(tx, actor, ref, ['a']);
    const mailbox = await readMailbox(tx, accountId, mailboxId);
    if (mailbox === null) throw new Refusal('no-such-mailbox');
    const { modseq } = raised.get(accountId)!;
    const told: { accountId: AccountId; modseq: ModSeq }[] = [];
    for (const { guest, change } of wanted) {
      const oldRights = (await readRights(tx, accountId, mailboxId, guest)) ?? '';
      const newRights = changed(oldRights, change);
      if (oldRights === newRights) continue;
      await writeRights(tx, accountId, modseq, { mailboxId, grantee: guest, rights: newRights });
      if (guest === anyone) continue;
      await noteShareChange(tx, guest, accountId, modseq);
      const { modseq: heard, lastId: id } = raised.get(guest)!;
      const who = { changedBy: actor.accountId, changedByAddress: actor.address, createdAt: clock.now() };
      const about = { owner: accountId, mailboxId, name: mailbox.name, oldRights, newRights };
      for (const left of await insertNotification(tx, guest, heard, { id, ...who, ...about }))
        await buryObject(tx, guest, heard, 'share_notification', left);
      told.push({ accountId: guest, modseq: heard });
    }
    return { modseq, told };
  });
  for (const { accountId: grantee } of done.told)
    log.info('rights-changed', { account: accountId, mailbox: mailboxId, by: actor.accountId, grantee });
  for (const change of [{ accountId, modseq: done.modseq }, ...done.told])
    store.changes.announce({ ...change, kinds: ['access', 'mailbox'] });
  return { modseq: done.modseq };
}

function changed(had: string, { mode, rights }: RightsChange): string {
  if (mode === 'replace') return ordered(rights);
  if (mode === 'add') return ordered(had + rights);
  return ordered([...had].filter(letter => !rights.includes(letter)).join(''));
}

function ordered(letters: string): string {
  return [...allRights].filter(letter => letters.includes(letter)).join('');
}

/** The access list of a mailbox, its owner first. @throws Refusal no-such-mailbox, not-permitted */
export async function listGrants(house: Pick<House, 'store'>, actor: Actor, name: string): Promise<Grant[]> {
  const { ref, rights, owner } = await find(house, actor, name);
  if (!rights.includes('a')) throw new Refusal('not-permitted');
  const grants = await listRights(house.store.database, ref.accountId, ref.mailboxId);
  const given = grants.map(each => ({ identifier: each.address ?? ('anyone' as const), rights: each.rights }));
  return [{ identifier: owner ?? actor.address, rights: allRights }, ...given];
}

/** The guests of each mailbox over which the actor may administer, with their rights; what anyone may is left out. */
export async function listGuests(
  { store }: Pick<House, 'store'>,
  access: Access,
): Promise<Map<MailboxId, Map<AccountId, string>>> {
  const all = await listAllRights(store.database, access.accountId);
  const administered = all.filter(({ mailboxId, grantee }) => grantee !== anyone && may(access, mailboxId, 'a'));
  const guests = new Map<MailboxId, Map<AccountId, string>>();
  for (const [mailboxId, rows] of Map.groupBy(administered, row => row.mailboxId))
    guests.set(mailboxId, new Map(rows.map(row => [row.grantee, row.rights])));
  return guests;
}

/** Calls `changed` with the actor's rights whenever access to anything of that account changes. @returns stops it */
export function watchRights(
  { store, log }: Pick<House, 'store' | 'log'>,
  actor: Actor,
  { accountId, mailboxId }: { accountId: Actor['accountId']; mailboxId: MailboxId },
  changed: (rights: string) => void,
): () => void {
  return store.changes.subscribe(accountId, ({ kinds }) => {
    if (!kinds.includes('access')) return;
    readGuestRights(store.database, accountId, mailboxId, actor.accountId).then(
      rights => changed(rights),
      error => log.warn('rights-not-read', { account: accountId, error }),
    );
  });
}
