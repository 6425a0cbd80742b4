import { hierarchyDelimiter } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { findCredentials } from '../../store/accounts.ts';
import { readRights } from '../../store/acl.ts';
import { findMailbox } from '../../store/mailboxes.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import type { Right } from './permission.ts';
import { readSharedName } from './shared-name.ts';

/** Whose account a name lies in, and what it is called there. */
export type OwnedName = { readonly owner: Actor; readonly name: string };

/** @throws Refusal no-such-mailbox where the name is nobody's */
export async function ownerOf({ store }: Pick<House, 'store'>, actor: Actor, name: string): Promise<OwnedName> {
  const shared = readSharedName(name);
  if (shared === null) return { owner: actor, name };
  const owner = shared.name === '' ? null : await findCredentials(store.database, shared.owner);
  if (owner === null) throw new Refusal('no-such-mailbox');
  return { owner: { accountId: owner.accountId, address: owner.address, roles: [] }, name: shared.name };
}

/**
 * Does the actor have a right over a mailbox of another's account, named as there? One's own needs no asking.
 * @throws Refusal not-permitted, no-such-mailbox
 */
export async function requireRightOver(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  { owner, name }: OwnedName,
  right: Right,
): Promise<void> {
  if (owner.accountId === actor.accountId) return;
  const mailbox = await findMailbox(store.database, owner.accountId, name);
  const rights =
    mailbox === null ? null : await readRights(store.database, owner.accountId, mailbox.id, actor.accountId);
  if (!rights?.includes('l')) throw new Refusal('no-such-mailbox');
  if (!rights.includes(right)) throw new Refusal('not-permitted');
}

/** May the actor make mailboxes where this name is? `k` over the mailbox above it. rfc/4314#4 */
export async function requireMayCreate(house: Pick<House, 'store'>, actor: Actor, owned: OwnedName): Promise<void> {
  if (owned.owner.accountId === actor.accountId) return;
  const above = owned.name.split(hierarchyDelimiter).slice(0, -1).join(hierarchyDelimiter);
  if (above === '') throw new Refusal('not-permitted');
  await requireRightOver(house, actor, { ...owned, name: above }, 'k');
}
