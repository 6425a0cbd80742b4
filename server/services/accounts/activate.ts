import { plainProvisional } from '@vaguemestre/contract/password-composition.ts';
import { networkOf } from '../../formats/network/network.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { openState } from '../../model/service-period.ts';
import { insertEvent } from '../../store/account-events.ts';
import { consumeProvisional } from '../../store/account-states.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { WeakPassword } from '../signing-in/weak-password.ts';
import { checkLetter, isLong, type LetterInHand } from './check-letter.ts';
import { judgeNewPassword } from './judge-new-password.ts';

export type Activation = LetterInHand & {
  /** The person has accepted the house's charter of use: there is no activation without. */
  readonly charterAccepted: true;
  readonly newPassword: string;
};

/**
 * The first sign-in (R6–R8): the letter and the proof are checked, the new password judged, then the provisional one is
 * consumed and the account opened, in one transaction. Of two activations at once one wins; the other is told what
 * anybody is told whose letter is used up.
 * @returns who is now known well enough for a session
 * @throws Refusal bad-credentials, slow-down, letter-expired, weak-password (with verdicts)
 */
export async function activate(
  house: Pick<House, 'store' | 'clock' | 'keys' | 'passwords' | 'domains' | 'log' | 'leaked' | 'scram'>,
  activation: Activation,
): Promise<Actor> {
  const { credentials, owner, leastLength } = await checkLetter(house, activation);
  const { accountId, address, provisionalHash } = credentials;
  const numen = activation.proof.kind === 'numen' ? activation.proof.numen : null;
  const letter = plainProvisional(activation.provisionalPassword);
  const given = { least: leastLength, numen, words: [letter] };
  const verdicts = await judgeNewPassword(house, credentials, activation.newPassword, given);
  if (verdicts.length > 0) throw new WeakPassword(verdicts);

  const passwordHash = await house.passwords.hash(activation.newPassword);
  const now = house.clock.now();
  const state = openState(owner.lastDay, parisDate(now));
  await house.store.database.transaction(async tx => {
    const won = await consumeProvisional(tx, accountId, {
      provisionalHash,
      passwordHash,
      passwordLong: isLong(activation.newPassword),
      state,
      now,
    });
    if (!won) throw new Refusal('bad-credentials');
    const network = networkOf(activation.remote);
    await insertEvent(tx, accountId, { at: now, kind: 'activated', door: 'portal', network, detail: {} });
  });
  await house.scram?.learn(accountId, passwordHash, activation.newPassword);
  house.log.info('activated', { account: accountId });
  return { accountId, address, roles: credentials.roles };
}
