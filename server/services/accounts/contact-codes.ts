/** Codes sent outside the house, typed back within ten minutes: each is tried a few times, and sent a few times an hour. */
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { type CodePurpose, keepCode, tryCode } from '../../store/recovery-contacts.ts';
import type { House } from '../house.ts';
import { throttle } from '../signing-in/throttle.ts';
import { drawGroups, hashShort } from '../signing-in/tokens.ts';
import type { Contact } from './contacts.ts';
import { mailOutside, wakeQueue } from './reach.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'domains' | 'log' | 'sms'>;

const digits = 6;
const tries = 5;
const goodFor = 10 * 60_000;

/**
 * Draws a code and sends it to a contact; the one sent before is worth nothing any more.
 * @param sealed the contact that the code will prove; null where it proves the person
 * @throws Refusal slow-down; unavailable where the gateway does not take it
 */
export async function sendCode(
  house: Parts,
  accountId: AccountId,
  to: Contact,
  code: { readonly purpose: CodePurpose; readonly sealed: Buffer | null; readonly remote: string },
): Promise<void> {
  // Never told as succeeded: every code that is sent counts.
  await throttle(house, `codes sent for ${accountId}`, code.remote);
  const drawn = drawGroups(house.random, '0123456789', 1, digits);
  const until = new Date(house.clock.now().getTime() + goodFor);
  const hash = hashCode(house, accountId, drawn);
  await house.store.database.transaction(async tx => {
    await keepCode(tx, accountId, { purpose: code.purpose, sealed: code.sealed, hash, until, tries });
    if (to.kind === 'mail') await mailOutside(tx, house, to.value, wordsOf(drawn, code.purpose === 'recovery'));
  });
  if (to.kind === 'mail') await wakeQueue(house);
  else await textCode(house, to.value, drawn);
  house.log.info('code-sent', { account: accountId, by: to.kind, for: code.purpose });
}

/** @returns the contact that it proves, if any. @throws Refusal bad-credentials, slow-down */
export async function takeCode(
  house: Parts,
  accountId: AccountId,
  typed: { readonly purpose: CodePurpose; readonly code: string; readonly remote: string },
): Promise<Buffer | null> {
  const counted = await throttle(house, `code of ${accountId}`, typed.remote);
  const hash = hashCode(house, accountId, typed.code.replace(/\s/g, ''));
  const taken = await tryCode(house.store.database, accountId, {
    purpose: typed.purpose,
    hash,
    now: house.clock.now(),
  });
  if (taken === null) throw new Refusal('bad-credentials');
  await counted.succeeded();
  return taken.sealed;
}

async function textCode(house: Parts, number: string, code: string): Promise<void> {
  if (house.sms === undefined) throw new Refusal('unavailable');
  await house.sms(number, `Votre code : ${code}. Valable dix minutes. Ne le donnez à personne.`).catch(error => {
    house.log.warn('sms-failed', { error: error as Error });
    throw new Refusal('unavailable');
  });
}

function hashCode(house: Parts, accountId: AccountId, code: string): Buffer {
  return hashShort(house.keys, 'contact-code', `${accountId} ${code}`);
}

function wordsOf(code: string, recovers: boolean): { subject: string; fr: string; en: string } {
  const fr = recovers
    ? 'Quelqu’un a demandé un nouveau mot de passe pour votre compte professionnel. Si c’est vous, tapez ce code sur le portail.'
    : 'Cette adresse a été donnée pour protéger un compte professionnel. Si c’est vous, tapez ce code sur le portail.';
  const en = recovers
    ? 'Somebody asked for a new password for your professional account. If it is you, type this code on the portal.'
    : 'This address was given to protect a professional account. If it was you, type this code on the portal.';
  return {
    subject: `Code ${code}`,
    fr: `Bonjour,\n\n${fr}\n\n    ${code}\n\nIl est valable dix minutes et ne sert qu’une fois. Sinon, ne le donnez à personne.`,
    en: `${en}\n\n    ${code}\n\nIt is good for ten minutes and works once. If it was not you, give it to nobody.`,
  };
}
