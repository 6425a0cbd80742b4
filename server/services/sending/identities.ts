/** Identities: one for each of a person's own addresses, made by the house, and those the person adds. rfc/8621#6 */
import type { ModSeq } from '../../model/change.ts';
import { Refusal } from '../../model/refusal.ts';
import { listAddresses } from '../../store/accounts.ts';
import type { Queryable } from '../../store/database.ts';
import { buryObject, type GoneKind, touchedObjects } from '../../store/gone-objects.ts';
import {
  type IdentityTexts,
  insertIdentity,
  listIdentities,
  readOwnerName,
  removeIdentity as removeRow,
  type StoredIdentity,
  updateIdentity as updateRow,
} from '../../store/identities.ts';
import { raiseForMailboxes, raiseModSeq, readModSeq } from '../../store/mail-accounts.ts';
import type { Actor } from '../actor.ts';
import { type Happened, type History, isAfter, type Moment, tellHistory } from '../emails/history.ts';
import type { House } from '../house.ts';
import { composeSignature } from '../signatures/compose.ts';

export type Identity = StoredIdentity;
export type Texts = IdentityTexts;

type Needs = Pick<House, 'store'>;

/** Identities an account may have. */
const mostIdentities = 100;

/** The actor's identities, the house's made where they are missing; those of addresses given back are left out. */
export async function readIdentities(
  { store }: Needs,
  { accountId }: Pick<Actor, 'accountId'>,
): Promise<{ modseq: ModSeq; identities: Identity[] }> {
  const [addresses, account] = await Promise.all([
    listAddresses(store.database, accountId),
    readModSeq(store.database, accountId),
  ]);
  if (account === null) throw new Refusal('closed');
  const known = await listIdentities(store.database, accountId);
  const missing = addresses.filter(address => !known.some(one => one.madeByHouse && one.email === address));
  const own = new Set<string>(addresses);
  if (missing.length === 0) return { modseq: account.modseq, identities: known.filter(one => own.has(one.email)) };
  const modseq = await store.database.transaction(tx => makeMissing(tx, accountId, addresses));
  return { modseq, identities: (await listIdentities(store.database, accountId)).filter(one => own.has(one.email)) };
}

/**
 * As `readIdentities`, those without a signature of their own bearing the one the house composes for the person.
 */
export async function readSignedIdentities(
  house: Pick<House, 'store' | 'clock'>,
  actor: Pick<Actor, 'accountId'>,
): Promise<{ modseq: ModSeq; identities: Identity[] }> {
  const [{ modseq, identities }, { signature }] = await Promise.all([
    readIdentities(house, actor),
    composeSignature(house, actor.accountId),
  ]);
  if (signature === null) return { modseq, identities };
  const signed = identities.map(one =>
    one.textSignature === '' && one.htmlSignature === ''
      ? { ...one, textSignature: signature.text, htmlSignature: signature.html }
      : one,
  );
  return { modseq, identities: signed };
}

/** Two that come at once make them once: the account's lock is held while looking again. */
async function makeMissing(
  tx: Queryable,
  accountId: Actor['accountId'],
  addresses: readonly string[],
): Promise<ModSeq> {
  const { modseq, lastId } = await raiseForMailboxes(tx, accountId, addresses.length);
  const [known, name] = await Promise.all([listIdentities(tx, accountId), readOwnerName(tx, accountId)]);
  for (const [index, email] of addresses.entries()) {
    if (known.some(one => one.madeByHouse && one.email === email)) continue;
    const texts = { name, replyTo: null, bcc: null, textSignature: '', htmlSignature: '' };
    const id = lastId - addresses.length + 1 + index;
    await insertIdentity(tx, accountId, modseq, { ...texts, id, email, madeByHouse: true });
  }
  return modseq;
}

/** @throws Refusal sender-not-yours, not-permitted (too many) */
export async function addIdentity(
  { store }: Needs,
  { accountId }: Pick<Actor, 'accountId'>,
  email: string,
  texts: Texts,
): Promise<{ id: number; modseq: ModSeq }> {
  const own = await listAddresses(store.database, accountId);
  const address = own.find(one => one.toLowerCase() === email.toLowerCase());
  if (address === undefined) throw new Refusal('sender-not-yours', email);
  const made = await store.database.transaction(async tx => {
    const { modseq, lastId } = await raiseForMailboxes(tx, accountId, 1);
    if ((await listIdentities(tx, accountId)).length >= mostIdentities)
      throw new Refusal('not-permitted', `${mostIdentities} identities`);
    await insertIdentity(tx, accountId, modseq, { ...texts, id: lastId, email: address, madeByHouse: false });
    return { id: lastId, modseq };
  });
  store.changes.announce({ accountId, modseq: made.modseq, kinds: ['submission'] });
  return made;
}

/** Changes what `change` makes of the texts. @throws Refusal no-such-message where there is no such identity */
export async function changeIdentity(
  { store }: Needs,
  { accountId }: Pick<Actor, 'accountId'>,
  id: number,
  change: (before: Texts) => Texts,
): Promise<{ modseq: ModSeq }> {
  const modseq = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    const before = (await listIdentities(tx, accountId)).find(one => one.id === id);
    if (before === undefined) throw new Refusal('no-such-message');
    await updateRow(tx, accountId, modseq, id, change(before));
    return modseq;
  });
  store.changes.announce({ accountId, modseq, kinds: ['submission'] });
  return { modseq };
}

/** @throws Refusal not-permitted for those of the house, no-such-message */
export async function removeIdentity(
  { store }: Needs,
  { accountId }: Pick<Actor, 'accountId'>,
  id: number,
): Promise<{ modseq: ModSeq }> {
  const modseq = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    const before = (await listIdentities(tx, accountId)).find(one => one.id === id);
    if (before === undefined) throw new Refusal('no-such-message');
    if (before.madeByHouse) throw new Refusal('not-permitted');
    await removeRow(tx, accountId, id);
    await buryObject(tx, accountId, modseq, 'identity', id);
    return modseq;
  });
  store.changes.announce({ accountId, modseq, kinds: ['submission'] });
  return { modseq };
}

/** Identities, submissions or notices of shares since; null where that is not known any more. */
export async function objectChanges(
  { store }: Needs,
  { accountId }: Pick<Actor, 'accountId'>,
  kind: GoneKind,
  since: Moment,
  most: number | null,
): Promise<History | null> {
  const touched = await touchedObjects(store.database, accountId, kind, since.modseq);
  if (touched === null || since.modseq < touched.goneFloor || since.modseq > touched.modseq) return null;
  const happened: Happened[] = touched.rows
    .filter(row => isAfter(row.modseq, row.id, since))
    .map(({ id, here, createdModSeq, modseq }) => ({
      id,
      here,
      created: createdModSeq,
      last: modseq,
      known: !isAfter(createdModSeq, id, since),
    }));
  return tellHistory(happened, touched.modseq, most);
}
