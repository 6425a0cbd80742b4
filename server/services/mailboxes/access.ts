/**
 * An account as one actor may use it: one's own wholly, another's as far as its access lists let. The lists are read anew
 * for each request, and again under the lock of whoever writes, so that rights taken away are lost at once. rfc/4314
 */
import type { AccountId, Address } from '../../model/account.ts';
import type { ModSeq } from '../../model/change.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { listOwners, listRightsOf } from '../../store/acl.ts';
import type { Queryable } from '../../store/database.ts';
import type { Guest } from '../../store/object-changes.ts';
import { readShareChange } from '../../store/share-notifications.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { allRights, type Right } from './permission.ts';

export type Access = {
  /** Whose account. */
  readonly accountId: AccountId;
  readonly address: Address;
  readonly actor: Actor;
  /** The guest's rights by mailbox, those only that it may look up; null in one's own account. */
  readonly rights: ReadonlyMap<MailboxId, string> | null;
  /** Since when these rights are as they are, in the owner's history. */
  readonly since: ModSeq;
};

export function ownAccess(actor: Actor): Access {
  return { accountId: actor.accountId, address: actor.address, actor, rights: null, since: 0 as ModSeq };
}

/** The accounts of others that share something with the actor, by address. */
export async function listShares({ store }: Pick<House, 'store'>, actor: Actor): Promise<Access[]> {
  const owners = await listOwners(store.database, actor.accountId);
  const opened = await Promise.all(
    owners.map(({ owner, address }) => openShared(store.database, actor, { accountId: owner, address })),
  );
  return opened.filter(access => access !== null);
}

/** The account of that number, as far as the actor may know of it: null where it may not. */
export async function openAccess(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  accountId: AccountId,
): Promise<Access | null> {
  if (accountId === actor.accountId) return ownAccess(actor);
  const owner = (await listOwners(store.database, actor.accountId)).find(one => one.owner === accountId);
  return owner === undefined ? null : await openShared(store.database, actor, { accountId, address: owner.address });
}

async function openShared(
  db: Queryable,
  actor: Actor,
  { accountId, address }: Pick<Access, 'accountId' | 'address'>,
): Promise<Access | null> {
  const [rights, since] = await Promise.all([
    readVisible(db, accountId, actor.accountId),
    readShareChange(db, actor.accountId, accountId),
  ]);
  return rights.size === 0 ? null : { accountId, address, actor, rights, since };
}

async function readVisible(db: Queryable, owner: AccountId, guest: AccountId): Promise<Map<MailboxId, string>> {
  const rights = await listRightsOf(db, owner, guest);
  return new Map([...rights].filter(([, letters]) => letters.includes('l')));
}

/** The same as it is now: what a transaction asks after it took the owner's lock. */
export async function refreshAccess(db: Queryable, access: Access): Promise<Access> {
  if (access.rights === null) return access;
  return { ...access, rights: await readVisible(db, access.accountId, access.actor.accountId) };
}

/** '' where the actor may not even know of the mailbox. */
export function rightsIn({ rights }: Access, mailboxId: MailboxId): string {
  return rights === null ? allRights : (rights.get(mailboxId) ?? '');
}

export function may(access: Access, mailboxId: MailboxId, ...needed: Right[]): boolean {
  const rights = rightsIn(access, mailboxId);
  return needed.every(right => rights.includes(right));
}

/** @throws Refusal not-permitted; no-such-mailbox to whom may not even look it up */
export function requireIn(access: Access, mailboxId: MailboxId, ...needed: Right[]): void {
  if (may(access, mailboxId, ...needed)) return;
  throw new Refusal(may(access, mailboxId, 'l') ? 'not-permitted' : 'no-such-mailbox');
}

/** Who reads, and in which mailboxes; null for the owner, who reads all. */
export function guestOf({ rights, actor }: Access): Guest | null {
  if (rights === null) return null;
  const mailboxIds = [...rights].filter(([, letters]) => letters.includes('r')).map(([mailboxId]) => mailboxId);
  return { reader: actor.accountId, mailboxIds: mailboxIds.sort((a, b) => a - b) };
}

/** Nothing in the account can be changed by the actor. */
export function isReadOnly({ rights }: Access): boolean {
  return rights !== null && [...rights.values()].every(letters => /^[lrp]*$/.test(letters));
}
