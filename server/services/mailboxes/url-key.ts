/** The keys that sign authorized URLs: one for each mailbox and reader, derived from the house's own secret. RFC 4467 */
import { createHmac } from 'node:crypto';
import type { AccountId } from '../../model/account.ts';
import { findCredentials } from '../../store/accounts.ts';
import { dropSalts, keepSalt } from '../../store/url-keys.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import type { MailboxRef } from './permission.ts';

export async function urlKey(
  { store, keys, random }: Pick<House, 'store' | 'keys' | 'random'>,
  { accountId, mailboxId }: MailboxRef,
  reader: AccountId,
): Promise<Buffer> {
  const salt = await keepSalt(store.database, accountId, mailboxId, reader, random(16));
  return createHmac('sha256', keys.file).update(`imap-url ${accountId} ${mailboxId} ${reader} `).update(salt).digest();
}

/** Makes all URLs signed so far worthless: of one mailbox, or of all the actor's own. */
export async function resetUrlKeys(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  mailbox: MailboxRef | null,
): Promise<void> {
  const owner = mailbox?.accountId ?? actor.accountId;
  await dropSalts(store.database, owner, actor.accountId, mailbox?.mailboxId ?? null);
}

/** Whose mailbox names a URL means; null where nobody has that address. */
export async function findOwner({ store }: Pick<House, 'store'>, address: string): Promise<Actor | null> {
  const found = await findCredentials(store.database, address);
  return found === null ? null : { accountId: found.accountId, address: found.address, roles: [] };
}
