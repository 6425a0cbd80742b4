import { plainProvisional, provisionalAlphabet } from '@vaguemestre/contract/password-composition.ts';
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEvent } from '../../store/account-events.ts';
import { setProvisional } from '../../store/account-states.ts';
import type { House } from '../house.ts';
import type { Operator } from '../people/authority.ts';
import { requireAct } from '../people/permissions.ts';
import { drawGroups } from '../signing-in/tokens.ts';

/** Three groups of four: 67 bits, easily typed from paper. */
const groups = 3;
const groupLength = 4;

export type ProvisionalPassword = {
  /** As printed, in groups: shown once, kept as a hash only. */
  readonly password: string;
  readonly until: Date;
};

/**
 * Makes the provisional password of a letter (R5): one-use, and it opens the activation alone. A second letter makes the
 * first one worthless.
 * @param options `uai`: the school whose secretary asks; `password`: the demo's own, instead of a drawn one
 * @throws Refusal not-permitted; policy where the account is activated already, or shut
 */
export async function provision(
  house: Pick<House, 'store' | 'clock' | 'random' | 'passwords' | 'log'>,
  operator: Operator,
  accountId: AccountId,
  options: { readonly validDays: number; readonly uai?: string; readonly password?: string },
): Promise<ProvisionalPassword> {
  requireAct(operator, 'print-letters', options.uai);
  const password = options.password ?? drawGroups(house.random, provisionalAlphabet, groups, groupLength);
  const now = house.clock.now();
  const until = new Date(now.getTime() + options.validDays * 86_400_000);
  const hash = await house.passwords.hash(plainProvisional(password));
  await house.store.database.transaction(async tx => {
    if (!(await setProvisional(tx, accountId, { hash, until }))) throw new Refusal('policy', 'activated or shut');
    await insertEvent(tx, accountId, { at: now, kind: 'letter', door: null, network: null, detail: {} });
  });
  house.log.info('letter-made', { account: accountId });
  return { password, until };
}
