import { type AccountState, opensMail } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';

/** Each state's answer to somebody who proved who they are. @throws Refusal not-activated, suspended, closed */
export function refuseUnlessOpen(state: AccountState): void {
  if (opensMail(state)) return;
  if (state === 'suspended') throw new Refusal('suspended');
  if (state === 'closed' || state === 'purged') throw new Refusal('closed');
  throw new Refusal('not-activated');
}
