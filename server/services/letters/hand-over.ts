import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEvent } from '../../store/account-events.ts';
import { findNewestLetter, listWaitingLetters, signOffLetter } from '../../store/letters.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import type { Operator } from '../people/authority.ts';
import { requireAct } from '../people/permissions.ts';

/** How whoever handed the letter over knew whom they had before them. */
export const identityProofs = ['identity-card', 'passport', 'residence-permit', 'professional-card', 'known'] as const;
export type IdentityProof = (typeof identityProofs)[number];

/**
 * Signs off that a letter was handed to its addressee, whose identity was seen (R5). Traced for the house and for the
 * person.
 * @throws Refusal not-permitted: another school's secretary; policy: no letter waits
 */
export async function handOver(
  house: Pick<House, 'store' | 'clock' | 'random' | 'log'>,
  operator: Operator,
  accountId: AccountId,
  identity: IdentityProof,
): Promise<void> {
  const letter = await findNewestLetter(house.store.database, accountId);
  requireAct(operator, 'hand-letter', letter?.uai);
  if (letter === null || letter.handed) throw new Refusal('policy', 'no letter waits');
  const at = house.clock.now();
  const by = operator === 'console' ? null : operator.accountId;
  await house.store.database.transaction(async tx => {
    if (!(await signOffLetter(tx, accountId, { at, by, identity }))) throw new Refusal('policy', 'no letter waits');
    const detail = { handed: true };
    await insertEvent(tx, accountId, { at, kind: 'letter', door: null, network: null, detail });
    const facts = { school: letter.uai, identity };
    await record(tx, house, { kind: 'letter-handed', actor: operator, subject: accountId, facts });
  });
  house.log.info('letter-handed', { account: accountId });
}

/** Letters of a school still to be handed over. @throws Refusal not-permitted */
export async function listToHandOver(
  house: Pick<House, 'store'>,
  operator: Operator,
  uai: string,
): ReturnType<typeof listWaitingLetters> {
  requireAct(operator, 'hand-letter', uai);
  return await listWaitingLetters(house.store.database, uai);
}
