import type { AccountId } from '../../model/account.ts';
import type { ModSeq } from '../../model/change.ts';
import {
  hierarchyDelimiter,
  type MailboxId,
  type MailboxRole,
  type Uid,
  type UidValidity,
} from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Queryable } from '../../store/database.ts';
import { raiseForMailboxes, raiseModSeq } from '../../store/mail-accounts.ts';
import { setSortOrder } from '../../store/mailbox-shapes.ts';
import {
  insertMailboxes,
  removeMailbox,
  renameTree,
  setRole,
  setStraySubscription,
  setSubscribed,
} from '../../store/mailboxes.ts';
import { listPlacements, removePlacements } from '../../store/placements.ts';
import { StateMoved } from '../emails/change.ts';
import type { House } from '../house.ts';
import { type Access, may, refreshAccess, requireIn } from './access.ts';
import { inheritRights } from './create.ts';
import { checkMailboxName } from './name.ts';
import { writeSharedName } from './shared-name.ts';
import { readTree, type TreeMailbox } from './tree.ts';

/** What a mailbox shall be; what is left out stays as it is. */
export type Shape = {
  readonly name?: string | undefined;
  readonly parentId?: MailboxId | null | undefined;
  readonly role?: MailboxRole | null | undefined;
  readonly sortOrder?: number | undefined;
  readonly subscribed?: boolean | undefined;
};

/** The parent named is no mailbox, or stands below the one that is moved. */
export class BadParent extends Error {}

type Needs = Pick<House, 'store' | 'limits'>;

/** @throws StateMoved where something else happened since that modseq */
function checkState(modseq: ModSeq, ifModSeq: ModSeq | null): void {
  if (ifModSeq !== null && modseq !== ifModSeq + 1) throw new StateMoved();
}

/**
 * Makes a mailbox under another, in one step with all that is said of it. rfc/8621#2.5
 * @throws Refusal mailbox-exists, bad-mailbox-name, too-many-mailboxes, role-taken, not-permitted; BadParent
 */
export async function createUnder(
  { store, limits }: Needs,
  asked: Access,
  shape: Shape & { readonly name: string },
  ifModSeq: ModSeq | null = null,
): Promise<{ mailboxId: MailboxId; modseq: ModSeq }> {
  const { accountId } = asked;
  const made = await store.database.transaction(async tx => {
    const { modseq, lastId, lastUidValidity } = await raiseForMailboxes(tx, accountId, 1);
    checkState(modseq, ifModSeq);
    const { mailboxes } = await readTree(tx, accountId);
    const access = await refreshAccess(tx, asked);
    requireMayPlace(access, shape);
    const path = pathUnder(mailboxes, shape.parentId ?? null, shape.name);
    checkMailboxName(path, limits);
    checkFree(mailboxes, null, path, shape.role ?? null);
    if (mailboxes.length >= limits.mailboxesPerAccount) throw new Refusal('too-many-mailboxes');
    const id = lastId as MailboxId;
    const role = shape.role ?? null;
    const subscribed = access.rights === null && (shape.subscribed ?? false);
    const uidValidity = lastUidValidity as UidValidity;
    await insertMailboxes(tx, accountId, modseq, [{ id, name: path, role, subscribed, uidValidity }]);
    await setStraySubscription(tx, accountId, path, false);
    if (shape.sortOrder !== undefined) await setSortOrder(tx, accountId, modseq, id, shape.sortOrder);
    await inheritRights(tx, accountId, modseq, mailboxes.map(asParent), [{ id, name: path }]);
    if (access.rights !== null && shape.subscribed) await subscribeGuest(tx, access, path, true);
    return { mailboxId: id, modseq };
  });
  store.changes.announce({ accountId, modseq: made.modseq, kinds: ['mailbox'] });
  return made;
}

/**
 * Changes name, parent, role, order and subscription of a mailbox in one step, all below it moving along.
 * @throws Refusal no-such-mailbox, mailbox-exists, mailbox-fixed, bad-mailbox-name, role-taken; BadParent
 */
export async function reshape(
  { store, limits }: Needs,
  asked: Access,
  mailboxId: MailboxId,
  shape: Shape,
  ifModSeq: ModSeq | null = null,
): Promise<{ modseq: ModSeq }> {
  const { accountId } = asked;
  const modseq = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    checkState(modseq, ifModSeq);
    const access = await refreshAccess(tx, asked);
    const { mailboxes } = await readTree(tx, accountId);
    const before = mailboxes.find(one => one.id === mailboxId);
    if (before === undefined) throw new Refusal('no-such-mailbox');
    requireIn(access, mailboxId, 'l');
    const moves = shape.parentId !== undefined && shape.parentId !== before.parentId;
    if (moves || (shape.name !== undefined && shape.name !== before.name)) requireIn(access, mailboxId, 'x');
    if (moves) requireMayPlace(access, shape);
    if (access.rights !== null && (shape.role !== undefined || shape.sortOrder !== undefined))
      throw new Refusal('not-permitted');
    const path = await rename(tx, { accountId, modseq }, mailboxes, before, shape, limits);
    if (shape.role !== undefined && shape.role !== before.role) {
      if (before.role === 'inbox' || shape.role === 'inbox') throw new Refusal('mailbox-fixed');
      checkFree(mailboxes, mailboxId, path, shape.role);
      await setRole(tx, accountId, modseq, mailboxId, shape.role);
    }
    if (shape.subscribed !== undefined && access.rights !== null)
      await subscribeGuest(tx, access, path, shape.subscribed);
    else if (shape.subscribed !== undefined) await setSubscribed(tx, accountId, modseq, path, shape.subscribed);
    if (shape.sortOrder !== undefined) await setSortOrder(tx, accountId, modseq, mailboxId, shape.sortOrder);
    return modseq;
  });
  store.changes.announce({ accountId, modseq, kinds: ['mailbox'] });
  return { modseq };
}

async function rename(
  tx: Queryable,
  { accountId, modseq }: { accountId: AccountId; modseq: ModSeq },
  mailboxes: readonly TreeMailbox[],
  before: TreeMailbox,
  shape: Shape,
  limits: House['limits'],
): Promise<string> {
  const parentId = shape.parentId === undefined ? before.parentId : shape.parentId;
  const path = pathUnder(mailboxes, parentId, shape.name ?? before.name);
  if (path === before.path) return path;
  if (before.role === 'inbox') throw new Refusal('mailbox-fixed');
  if (path.startsWith(before.path + hierarchyDelimiter)) throw new BadParent();
  checkMailboxName(path, limits);
  checkFree(mailboxes, before.id, path, null);
  for (const { path: one } of mailboxes) {
    if (one.startsWith(before.path + hierarchyDelimiter))
      checkMailboxName(path + one.slice(before.path.length), limits);
  }
  await renameTree(tx, accountId, modseq, before.path, path);
  return path;
}

/** A mailbox still holds messages, and nobody said that they may go. */
export class HoldsEmails extends Error {}

/**
 * Removes a mailbox; `withEmails`: messages go along, those that are elsewhere too stay there. rfc/8621#2.5
 * @throws Refusal no-such-mailbox, mailbox-fixed, mailbox-has-children; HoldsEmails
 */
export async function removeById(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  asked: Access,
  mailboxId: MailboxId,
  withEmails: boolean,
  ifModSeq: ModSeq | null = null,
): Promise<{ modseq: ModSeq }> {
  const { accountId } = asked;
  const modseq = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    checkState(modseq, ifModSeq);
    const access = await refreshAccess(tx, asked);
    const { mailboxes } = await readTree(tx, accountId);
    const mailbox = mailboxes.find(one => one.id === mailboxId);
    if (mailbox === undefined) throw new Refusal('no-such-mailbox');
    requireIn(access, mailboxId, 'x');
    if (mailbox.role === 'inbox') throw new Refusal('mailbox-fixed');
    if (mailboxes.some(one => one.path.startsWith(mailbox.path + hierarchyDelimiter)))
      throw new Refusal('mailbox-has-children');
    const uids: Uid[] = (await listPlacements(tx, accountId, mailboxId)).map(placement => placement.uid);
    if (uids.length > 0 && !withEmails) throw new HoldsEmails();
    if (uids.length > 0) requireIn(access, mailboxId, 't', 'e');
    if (uids.length > 0) await removePlacements(tx, accountId, modseq, { mailboxId, uids, at: clock.now() });
    await removeMailbox(tx, accountId, modseq, mailboxId);
    return modseq;
  });
  store.changes.announce({ accountId, modseq, kinds: ['mailbox', 'email', 'quota'] });
  return { modseq };
}

/** The owner anywhere; a guest below a mailbox that lets it, and never under a role. rfc/4314#4 */
function requireMayPlace(access: Access, { parentId = null, role = null, sortOrder }: Shape): void {
  if (access.rights === null) return;
  if (role !== null || sortOrder !== undefined || parentId === null) throw new Refusal('not-permitted');
  if (!may(access, parentId, 'l')) throw new BadParent();
  requireIn(access, parentId, 'k');
}

/** A guest's subscription is a name of its own account. */
async function subscribeGuest(tx: Queryable, access: Access, path: string, subscribed: boolean): Promise<void> {
  const name = writeSharedName({ owner: access.address, name: path });
  await setStraySubscription(tx, access.actor.accountId, name, subscribed);
}

const asParent = ({ id, path }: TreeMailbox) => ({ id, name: path });

function pathUnder(mailboxes: readonly TreeMailbox[], parentId: MailboxId | null, name: string): string {
  if (name.includes(hierarchyDelimiter)) throw new Refusal('bad-mailbox-name');
  if (parentId === null) return name;
  const parent = mailboxes.find(one => one.id === parentId);
  if (parent === undefined) throw new BadParent();
  return parent.path + hierarchyDelimiter + name;
}

function checkFree(
  mailboxes: readonly TreeMailbox[],
  except: MailboxId | null,
  path: string,
  role: MailboxRole | null,
): void {
  for (const one of mailboxes) {
    if (one.id === except) continue;
    if (one.path === path) throw new Refusal('mailbox-exists');
    if (role !== null && one.role === role) throw new Refusal('role-taken');
  }
}
