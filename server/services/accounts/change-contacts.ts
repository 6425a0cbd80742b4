/**
 * The person's own contacts outside the house: added once a code sent there came back, changed and taken away by whoever
 * has just proved to be the owner. Each change is told everywhere, to the contact that was there before too.
 */
import type { ContactKind } from '../../model/recovery-contact.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEvent } from '../../store/account-events.ts';
import { type ContactRow, keepContact, removeContact as removeRow } from '../../store/recovery-contacts.ts';
import type { House } from '../house.ts';
import { proveAgain } from '../signing-in/prove-again.ts';
import type { SessionActor } from '../signing-in/sessions.ts';
import { sendCode, takeCode } from './contact-codes.ts';
import { readContact, sealContact } from './contacts.ts';
import { actAndWarn } from './warn.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'domains' | 'log' | 'sms' | 'passwords'>;

/** A wish, with the password where the session is not fresh any more. */
export type Wish = {
  readonly kind: ContactKind;
  readonly password?: string | undefined;
  readonly remote: string;
};

/**
 * Sends a code to a contact that is to be added or to take the place of the one before. A telephone that the house cannot
 * text is kept at once, for the support alone.
 * @returns whether it is kept already
 * @throws Refusal prove-again, bad-credentials, slow-down, unavailable; policy for an address or number that will not do
 */
export async function beginContact(
  house: Parts,
  actor: SessionActor,
  wish: Wish & { value: string },
): Promise<{ kept: boolean }> {
  const contact = readContact(house, wish.kind, wish.value);
  await proveAgain(house, actor, wish);
  const sealed = sealContact(house, actor.accountId, contact);
  if (contact.kind === 'phone' && house.sms === undefined) {
    await keep(house, actor, { kind: 'phone', sealed, provenAt: null });
    return { kept: true };
  }
  await sendCode(house, actor.accountId, contact, { purpose: wish.kind, sealed, remote: wish.remote });
  return { kept: false };
}

/** Keeps the contact that the code was sent to. @throws Refusal bad-credentials, slow-down */
export async function confirmContact(
  house: Parts,
  actor: SessionActor,
  given: { readonly kind: ContactKind; readonly code: string; readonly remote: string },
): Promise<void> {
  const { kind } = given;
  const sealed = await takeCode(house, actor.accountId, { purpose: kind, code: given.code, remote: given.remote });
  if (sealed === null) throw new Error('a code of a contact proves no contact');
  await keep(house, actor, { kind, sealed, provenAt: house.clock.now() });
}

async function keep(house: Parts, { accountId }: SessionActor, contact: ContactRow): Promise<void> {
  const at = house.clock.now();
  await actAndWarn(house, accountId, 'contact', async tx => {
    await keepContact(tx, accountId, contact);
    const event = { at, kind: 'contact', door: 'portal', network: null, detail: { contact: contact.kind } } as const;
    await insertEvent(tx, accountId, event);
  });
  house.log.info('contact-kept', { account: accountId, kind: contact.kind });
}

/** @throws Refusal prove-again, bad-credentials, slow-down; policy where there is none */
export async function removeContact(house: Parts, actor: SessionActor, wish: Wish): Promise<void> {
  await proveAgain(house, actor, wish);
  const at = house.clock.now();
  await actAndWarn(house, actor.accountId, 'contact-removed', async tx => {
    if (!(await removeRow(tx, actor.accountId, wish.kind))) throw new Refusal('policy', 'no such contact');
    const event = {
      at,
      kind: 'contact-removed',
      door: 'portal',
      network: null,
      detail: { contact: wish.kind },
    } as const;
    await insertEvent(tx, actor.accountId, event);
  });
  house.log.info('contact-removed', { account: actor.accountId, kind: wish.kind });
}
