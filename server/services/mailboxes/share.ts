/** Sharing: who may give rights over a mailbox, and to whom. rfc/4314 */
import type { Address } from '../../model/account.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { findCredentials } from '../../store/accounts.ts';
import { anyone, listRights, readGuestRights, readRights, writeRights } from '../../store/acl.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { find } from './find.ts';
import { allRights } from './permission.ts';

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
  house: Pick<House, 'store' | 'log'>,
  actor: Actor,
  name: string,
  grantee: string,
  change: RightsChange,
): Promise<void> {
  const { store, log } = house;
  const { ref, rights } = await find(house, actor, name);
  if (!rights.includes('a')) throw new Refusal('not-permitted');
  const guest =
    grantee.toLowerCase() === 'anyone' ? anyone : (await findCredentials(store.database, grantee))?.accountId;
  if (guest === undefined) throw new Refusal('no-such-recipient');
  if (guest === ref.accountId) throw new Refusal('not-permitted', 'the owner has every right');
  const { accountId, mailboxId } = ref;
  const modseq = await store.database.transaction(async tx => {
    const raised = await raiseModSeq(tx, accountId);
    const had = (await readRights(tx, accountId, mailboxId, guest)) ?? '';
    await writeRights(tx, accountId, raised, { mailboxId, grantee: guest, rights: changed(had, change) });
    return raised;
  });
  log.info('rights-changed', { account: accountId, mailbox: mailboxId, by: actor.accountId, grantee: guest });
  store.changes.announce({ accountId, modseq, kinds: ['access', 'mailbox'] });
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
