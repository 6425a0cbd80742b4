import { parisDate } from '../../model/clock.ts';
import { addDays, daysBetween } from '../../model/service-period.ts';
import { readLife } from '../../store/account-states.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { type LifeRules, usualLife } from '../lifecycle/rules.ts';

/** What stops when, for whoever leaves: the portal's countdown (R27). Days are `YYYY-MM-DD`, in Paris. */
export type DeparturePlan = {
  readonly lastDay: string;
  /** The last day the mailbox works. */
  readonly closesOn: string;
  /** Whole days left, today not counted. */
  readonly daysLeft: number;
  /** From when it serves reading and exporting only; null in a house that lets people write until the closing. */
  readonly readOnlyFrom: string | null;
};

/** The actor's departure; null where no last day is known. */
export async function planDeparture(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: Actor,
  rules: LifeRules = usualLife,
): Promise<DeparturePlan | null> {
  const life = await readLife(store.database, actor.accountId);
  if (life === null || life.lastDay === null || life.closesOn === null) return null;
  const { lastDay, closesOn } = life;
  return {
    lastDay,
    closesOn,
    daysLeft: Math.max(0, daysBetween(parisDate(clock.now()), closesOn)),
    readOnlyFrom: rules.departure === 'strict' ? addDays(lastDay, 1) : null,
  };
}
