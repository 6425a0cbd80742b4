import { type AccountId, opensMail } from '../../model/account.ts';
import type { Change } from '../../model/change.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEvent } from '../../store/account-events.ts';
import { readLife } from '../../store/account-states.ts';
import type { Transaction } from '../../store/database.ts';
import { keepHandedCode } from '../../store/handed-codes.ts';
import { holdsRole } from '../../store/proposals.ts';
import { record } from '../audit/record.ts';
import type { HandedCode } from '../audit/two-persons.ts';
import type { House, Keys } from '../house.ts';
import type { IdentityProof } from '../letters/hand-over.ts';
import type { Operator } from '../people/authority.ts';
import { requireActOver } from '../people/permissions.ts';
import { tell, type Words } from '../people/tell.ts';
import { drawGroups, hashShort } from '../signing-in/tokens.ts';

/** Letters and digits that no typeface confuses, in three groups: 59 bits. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const validDays = 7;

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'domains' | 'log'>;

/**
 * A code for somebody without NUMEN who lost the password (R33): whoever hands it over has checked the identity. It is
 * one of two things asked; the birth date is the other. A second code makes the first one worthless. The person is told,
 * on every device that is still open.
 * @throws Refusal not-permitted; two-persons for the account of somebody who holds a role; policy: not an open account
 */
export async function handRecoveryCode(
  house: Parts,
  operator: Operator,
  accountId: AccountId,
  identity: IdentityProof,
): Promise<HandedCode> {
  await requireActOver(house, operator, 'hand-code', accountId);
  if (await holdsRole(house.store.database, accountId)) throw new Refusal('two-persons');
  const { code, change } = await house.store.database.transaction(tx =>
    handCodeIn(tx, house, operator, accountId, { identity, byTwo: false }),
  );
  if (change !== null) house.store.changes.announce(change);
  house.log.info('recovery-code-handed', { account: accountId });
  return code;
}

/** As `handRecoveryCode`, in the caller's transaction and with its permission. */
export async function handCodeIn(
  tx: Transaction,
  house: Omit<Parts, 'log'>,
  operator: Operator,
  accountId: AccountId,
  { identity, byTwo }: { readonly identity: IdentityProof; readonly byTwo: boolean },
): Promise<{ code: HandedCode; change: Change | null }> {
  const life = await readLife(tx, accountId);
  if (life === null || !opensMail(life.state)) throw new Refusal('policy', 'not an open account');
  const now = house.clock.now();
  const code = drawGroups(house.random, alphabet, 3, 4);
  const until = new Date(now.getTime() + validDays * 86_400_000);
  await keepHandedCode(tx, accountId, { hash: hashHandedCode(house, code), until, byTwo });
  await insertEvent(tx, accountId, { at: now, kind: 'recovery-code', door: null, network: null, detail: {} });
  const change = await tell(tx, house, accountId, words);
  const facts = { identity, byTwo };
  await record(tx, house, { kind: 'code-handed', actor: operator, subject: accountId, facts });
  return { code: { code, until }, change };
}

const words: Words = {
  subject: 'Un code à usage unique a été remis pour votre compte',
  fr: 'Bonjour,\n\nAprès contrôle d’identité, un code à usage unique a été remis pour votre compte. Avec votre date de naissance, il permet de choisir un nouveau mot de passe pendant sept jours.\n\nSi vous n’avez rien demandé, prévenez tout de suite l’assistance technique du rectorat.',
  en: 'After a check of identity, a one-time code was handed over for your account. With your date of birth it allows a new password to be chosen for seven days. If you asked for nothing, tell the technical support at once.',
};

export function hashHandedCode({ keys }: { readonly keys: Keys }, code: string): Buffer {
  return hashShort(keys, 'handed-code', code.toUpperCase().replace(/[\s-]/g, ''));
}
