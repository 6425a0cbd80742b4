/**
 * Annotations: what people and programs note about a mailbox, or about the account (the empty name), for themselves
 * (`/private/…`) or for everybody who uses it (`/shared/…`). rfc/5464
 */
import type { AccountId } from '../../model/account.ts';
import type { ModSeq } from '../../model/change.ts';
import { Refusal } from '../../model/refusal.ts';
import { listChanged, readAnnotations, writeAnnotations } from '../../store/annotations.ts';
import { raiseModSeq, readModSeq } from '../../store/mail-accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { find } from './find.ts';

/** Octets of one value; annotations of one mailbox. */
export const annotationLimits = { octets: 65_536, entries: 200 };

/** Names the script that runs on events of a mailbox. rfc/6785#2.3.1 */
const scriptEntry = '/shared/imapsieve/script';

/** By full name, ascending. */
export type Annotations = ReadonlyMap<string, Buffer>;

/** What is noted about a mailbox, or about the account, as far as the actor may see. @throws Refusal no-such-mailbox */
export async function readNotes(
  house: Pick<House, 'store' | 'domains'>,
  actor: Actor,
  name: string,
): Promise<Annotations> {
  const { accountId, mailboxId, rights } = await placeOf(house, actor, name);
  const rows = await readAnnotations(house.store.database, accountId, [mailboxId], actor.accountId);
  const seen = rows.filter(({ reader }) => reader !== 0 || rights.includes('r'));
  const noted = seen.map(({ reader, name: entry, value }): [string, Buffer] => [
    `${reader === 0 ? '/shared' : '/private'}${entry}`,
    value,
  ]);
  // What the house says of itself. rfc/5464#6.2.1
  if (name === '') noted.push(['/shared/admin', Buffer.from(`mailto:postmaster@${house.domains[0]}`)]);
  return new Map(noted.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export type Note = { readonly name: string; readonly value: Buffer | null };

/**
 * Sets or removes notes: all or none. Says which limit stood in the way, where one did.
 * @throws Refusal no-such-mailbox, not-permitted
 */
export async function writeNotes(
  house: Pick<House, 'store' | 'domains'>,
  actor: Actor,
  name: string,
  notes: readonly Note[],
): Promise<'written' | 'too-large' | 'too-many'> {
  const { store } = house;
  const { accountId, mailboxId, rights } = await placeOf(house, actor, name);
  const entries = notes.map(note => {
    const shared = note.name.startsWith('/shared/');
    // A script acts for the owner of the mailbox, who alone says where: there, or (on the account) everywhere.
    const ties = note.name === scriptEntry && accountId === actor.accountId;
    const mayShare = note.name === scriptEntry ? ties : mailboxId !== 0 && rights.includes('w');
    if (shared && !mayShare) throw new Refusal('not-permitted');
    const reader = shared ? 0 : actor.accountId;
    return { reader, name: note.name.slice(shared ? 7 : 8), value: note.value };
  });
  if (notes.some(({ value }) => (value?.length ?? 0) > annotationLimits.octets)) return 'too-large';
  const modseq = await store.database.transaction(async tx => {
    const raised = await raiseModSeq(tx, accountId);
    const known = await readAnnotations(tx, accountId, [mailboxId], actor.accountId);
    const added = entries.filter(({ value }) => value !== null).length;
    if (known.length + added > annotationLimits.entries) return null;
    await writeAnnotations(tx, accountId, raised, mailboxId, entries);
    return raised;
  });
  if (modseq === null) return 'too-many';
  store.changes.announce({ accountId, modseq, kinds: ['mailbox'] });
  return 'written';
}

async function placeOf(house: Pick<House, 'store'>, actor: Actor, name: string) {
  if (name === '') return { accountId: actor.accountId, mailboxId: 0, rights: 'lr' };
  const { ref, rights } = await find(house, actor, name);
  return { accountId: ref.accountId, mailboxId: ref.mailboxId as number, rights };
}

/** Names that changed, by mailbox, and up to where this was looked at. */
export type ChangedNotes = {
  readonly upTo: ReadonlyMap<AccountId, ModSeq>;
  readonly mailboxes: readonly { accountId: AccountId; mailboxId: number; names: string[] }[];
};

/** What changed in the notes of some accounts since the last look; with null, only looks where they stand. */
export async function listChangedAnnotations(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  accountIds: readonly AccountId[],
  since: ReadonlyMap<AccountId, ModSeq> | null,
): Promise<ChangedNotes> {
  const upTo = new Map<AccountId, ModSeq>();
  const mailboxes: { accountId: AccountId; mailboxId: number; names: string[] }[] = [];
  for (const accountId of new Set(accountIds)) {
    const account = await readModSeq(store.database, accountId);
    if (account === null) continue;
    upTo.set(accountId, account.modseq);
    const from = since?.get(accountId);
    if (from === undefined || from === account.modseq) continue;
    const changed = await listChanged(store.database, accountId, from, actor.accountId);
    for (const [mailboxId, rows] of Map.groupBy(changed, row => row.mailboxId)) {
      if (mailboxId === 0 && accountId !== actor.accountId) continue;
      const names = rows.map(row => `${row.reader === 0 ? '/shared' : '/private'}${row.name}`);
      mailboxes.push({ accountId, mailboxId, names });
    }
  }
  return { upTo, mailboxes };
}
