import type { AccountId } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEvent } from '../../store/account-events.ts';
import { keepHandedCode, worksAt } from '../../store/handed-codes.ts';
import { holdsRole } from '../../store/proposals.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { type Operator, requireRole } from '../people/authority.ts';
import { drawGroups, hashShort } from '../signing-in/tokens.ts';

/** Letters and digits that no typeface confuses, in three groups: 59 bits. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const validDays = 7;

/**
 * A code for somebody without NUMEN who lost the password (R33): whoever hands it over has checked the identity. It is
 * one of two things asked; the birth date is the other. A second code makes the first one worthless.
 * @param uai the school whose secretary asks; absent for the support
 * @returns the code, seen this once
 * @throws Refusal not-permitted; two-persons for the account of somebody who holds a role
 */
export async function handRecoveryCode(
  house: Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'log'>,
  operator: Operator,
  accountId: AccountId,
  uai?: string,
): Promise<{ code: string; until: Date }> {
  const db = house.store.database;
  requireRole(operator, ['administrator', 'support', 'secretary'], uai);
  const now = house.clock.now();
  if (uai !== undefined && !(await worksAt(db, accountId, uai, parisDate(now)))) throw new Refusal('not-permitted');
  if (await holdsRole(db, accountId)) throw new Refusal('two-persons');
  const code = drawGroups(house.random, alphabet, 3, 4);
  const until = new Date(now.getTime() + validDays * 86_400_000);
  await db.transaction(async tx => {
    await keepHandedCode(tx, accountId, { hash: hashHandedCode(house, code), until });
    await insertEvent(tx, accountId, { at: now, kind: 'recovery-code', door: null, network: null, detail: {} });
    const facts = { uai: uai ?? null };
    await record(tx, house, { kind: 'code-handed', actor: operator, subject: accountId, facts });
  });
  house.log.info('recovery-code-handed', { account: accountId });
  return { code, until };
}

export function hashHandedCode({ keys }: Pick<House, 'keys'>, code: string): Buffer {
  return hashShort(keys, 'handed-code', code.toUpperCase().replace(/[\s-]/g, ''));
}
