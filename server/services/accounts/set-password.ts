import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import type { AccountEventKind } from '../../store/account-events.ts';
import { insertEvent } from '../../store/account-events.ts';
import { listFormerPasswords, replacePassword } from '../../store/account-states.ts';
import type { Credentials } from '../../store/accounts.ts';
import type { Transaction } from '../../store/database.ts';
import type { House } from '../house.ts';
import { otherVerdict } from '../signing-in/password-rule.ts';
import { WeakPassword } from '../signing-in/weak-password.ts';
import { isLong, leastLength } from './check-letter.ts';
import { judgeNewPassword } from './judge-new-password.ts';
import { actAndWarn } from './warn.ts';

/** Passwords a new one may not repeat, beside the present one (R18). */
const remembered = 3;

export type PasswordHouse = Pick<
  House,
  'store' | 'clock' | 'random' | 'keys' | 'passwords' | 'domains' | 'log' | 'leaked' | 'scram' | 'sms'
>;

/**
 * Judges a new password and sets it, whoever was proven to ask. Every session and remembered password ends with it.
 * @param change `with`: what else belongs into the same transaction
 * @throws Refusal weak-password with verdicts; bad-credentials where another change came first
 */
export async function setPassword(
  house: PasswordHouse,
  credentials: Credentials & { readonly passwordHash: string },
  change: {
    readonly newPassword: string;
    readonly kind: Extract<AccountEventKind, 'password-changed' | 'recovered'>;
    readonly network: string;
    readonly with?: (tx: Transaction) => Promise<void>;
  },
): Promise<void> {
  const { accountId, passwordHash, roles } = credentials;
  const verdicts = await judgeNewPassword(house, credentials, change.newPassword, { least: leastLength(roles) });
  if (verdicts.length === 0 && (await isFormer(house, accountId, passwordHash, change.newPassword))) {
    verdicts.push(otherVerdict('former'));
  }
  if (verdicts.length > 0) throw new WeakPassword(verdicts);
  const newHash = await house.passwords.hash(change.newPassword);
  const now = house.clock.now();
  await actAndWarn(house, accountId, change.kind, async tx => {
    if (
      !(await replacePassword(tx, accountId, { oldHash: passwordHash, newHash, long: isLong(change.newPassword), now }))
    )
      throw new Refusal('bad-credentials');
    await insertEvent(tx, accountId, {
      at: now,
      kind: change.kind,
      door: 'portal',
      network: change.network,
      detail: {},
    });
    await change.with?.(tx);
  });
  await house.scram?.learn(accountId, newHash, change.newPassword);
  house.log.info('password-set', { account: accountId, how: change.kind });
}

async function isFormer(
  house: PasswordHouse,
  accountId: AccountId,
  present: string,
  password: string,
): Promise<boolean> {
  const former = await listFormerPasswords(house.store.database, accountId, remembered);
  const matches = await Promise.all([present, ...former].map(hash => house.passwords.verify(hash, password)));
  return matches.includes(true);
}
