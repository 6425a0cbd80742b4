/**
 * Where to reach a person outside the house (R32): an address that is not the mailbox they may lose, a telephone. Sealed
 * at rest, shown whole to their owner and with gaps to whoever recovers.
 */
import { parseAddress } from '../../formats/address/address.ts';
import type { AccountId } from '../../model/account.ts';
import type { ContactKind } from '../../model/recovery-contact.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Queryable } from '../../store/database.ts';
import { listContacts } from '../../store/recovery-contacts.ts';
import type { House, Keys } from '../house.ts';
import { seal, unseal } from '../people/secrets.ts';

/** `value`: an address, or a number as `+33612345678`. */
export type Contact = { readonly kind: ContactKind; readonly value: string };

/** `proven`: a code came back from there. A telephone kept for the support alone is not. */
export type KeptContact = Contact & { readonly proven: boolean };

/** The mail address first. */
export async function readContacts(
  db: Queryable,
  { keys }: Pick<House, 'keys'>,
  accountId: AccountId,
): Promise<KeptContact[]> {
  const rows = await listContacts(db, accountId);
  return rows.map(({ kind, sealed, provenAt }) => ({
    kind,
    value: openContact(keys, accountId, kind, sealed),
    proven: provenAt !== null,
  }));
}

export function sealContact(
  { keys, random }: Pick<House, 'keys' | 'random'>,
  accountId: AccountId,
  { kind, value }: Contact,
): Buffer {
  return seal(keys, random, bound(accountId, kind), Buffer.from(value));
}

export function openContact(keys: Keys, accountId: AccountId, kind: ContactKind, sealed: Buffer): string {
  return unseal(keys, bound(accountId, kind), sealed).toString();
}

/**
 * What was typed, in its one form.
 * @throws Refusal policy for what is no address or number, or an address of the house: it opens with what was lost
 */
export function readContact({ domains }: Pick<House, 'domains'>, kind: ContactKind, typed: string): Contact {
  if (kind === 'phone') {
    const digits = typed.replace(/[\s().-]/g, '').replace(/^00/, '+');
    const number = digits.replace(/^0(?=[1-9]\d{8}$)/, '+33');
    if (!/^\+[1-9]\d{7,14}$/.test(number)) throw new Refusal('policy', 'not a telephone number');
    return { kind, value: number };
  }
  const address = parseAddress(typed.trim());
  if (address === null || address.domain.startsWith('[')) throw new Refusal('policy', 'not an address');
  const inside = domains.some(domain => address.domain === domain || address.domain.endsWith(`.${domain}`));
  if (inside) throw new Refusal('policy', 'an address of this house');
  return { kind, value: address.text };
}

/** Enough for its owner to know it, too little for anybody else: `c•••@l•••.fr`, `•••• 78`. */
export function maskContact({ kind, value }: Contact): string {
  if (kind === 'phone') return `•••• ${value.slice(-2)}`;
  const at = value.lastIndexOf('@');
  const [name, domain] = [value.slice(0, at), value.slice(at + 1)];
  return `${[...name][0]}•••@${[...domain][0]}•••${domain.slice(domain.lastIndexOf('.'))}`;
}

function bound(accountId: AccountId, kind: ContactKind): string {
  return `contact\0${accountId}\0${kind}`;
}
