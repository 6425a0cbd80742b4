import type { AccountId } from '../../model/account.ts';
import type { House } from '../house.ts';
import { referencesOf } from '../people/proofs.ts';
import { judgePassword, otherVerdict, type PasswordVerdict } from '../signing-in/password-rule.ts';

/** Guesses that a password must withstand, as a power of ten: days of work for somebody who stole the hashes. */
const leastGuesses = 10;

/** All that the house says of a new password for this account, its present and former ones left aside. */
export async function judgeNewPassword(
  house: Pick<House, 'store' | 'keys' | 'passwords' | 'leaked'>,
  account: { readonly accountId: AccountId; readonly address: string },
  password: string,
  given: {
    readonly least: number;
    /** Typed by the person just now, where it was asked for. */
    readonly numen?: string | null;
    /** Other words it may not hold, such as the provisional password. */
    readonly words?: readonly string[];
  },
): Promise<PasswordVerdict[]> {
  const about = await referencesOf(house, account.accountId, account.address, given.numen ?? null);
  const words = [...about.words, ...(given.words ?? [])];
  const verdicts = judgePassword(password, { ...about, words }, given.least);
  // Only what the rules let pass costs an estimate.
  if (verdicts.length > 0) return verdicts;
  if (await house.leaked?.has(password)) return [otherVerdict('leaked')];
  return (await house.passwords.guesses(password, words)) >= leastGuesses ? [] : [otherVerdict('guessable')];
}
