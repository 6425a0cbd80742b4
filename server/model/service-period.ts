/**
 * The days of a departure (R26). An account works until the end of the thirtieth day after the last day of service; it is
 * `leaving` from the moment that the last day is so near that reminders begin. Days are `YYYY-MM-DD`, in Europe/Paris.
 */
import type { AccountState } from './account.ts';

/** Days an account works after the last day of service. */
export const graceDays = 30;
/** Days before the last one from which the person is reminded. */
export const noticeDays = 30;

export function addDays(day: string, days: number): string {
  const instant = new Date(`${day}T00:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() + days);
  return instant.toISOString().slice(0, 10);
}

/** The last day an account works; null where no end of service is known. */
export function closingDay(lastDay: string | null): string | null {
  return lastDay === null ? null : addDays(lastDay, graceDays);
}

/** An open account is `active`, or `leaving` when its last day is near or past. */
export function openState(lastDay: string | null, today: string): Extract<AccountState, 'active' | 'leaving'> {
  return lastDay !== null && lastDay <= addDays(today, noticeDays) ? 'leaving' : 'active';
}

/** The state that a change of the last day gives an account; those that are shut or not yet open keep theirs. */
export function stateWithLastDay(state: AccountState, lastDay: string | null, today: string): AccountState {
  return state === 'active' || state === 'leaving' ? openState(lastDay, today) : state;
}

/** The state of an account opened today: closed at once for a service long over, so that its address stays reserved. */
export function firstState(lastDay: string | null, today: string): Extract<AccountState, 'expected' | 'closed'> {
  const closing = closingDay(lastDay);
  return closing !== null && closing < today ? 'closed' : 'expected';
}

/** What the engine looks at: the first day of the service that runs or comes next, and the last day of all. */
export type Service = { readonly firstDay: string; readonly lastDay: string | null };

/**
 * The state an account has on a day, from the state it had and its owner's service: whatever days passed unseen, one
 * look gives the same. Closed is for good.
 */
export function stateOn(state: AccountState, { firstDay, lastDay }: Service, today: string): AccountState {
  if (state === 'closed' || state === 'purged') return state;
  const closing = closingDay(lastDay);
  if (closing !== null && closing < today) return 'closed';
  if (state === 'expected') return firstDay <= today ? 'provisional' : 'expected';
  return stateWithLastDay(state, lastDay, today);
}

/** Days from one day to another; negative where it is past. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
