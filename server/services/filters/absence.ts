/** Somebody away: what they answer, from which day to which, in Europe/Paris. R25 */
import type { Absence } from '../../formats/sieve/rules/absence.ts';
import { absenceToSieve, repliesOf } from '../../formats/sieve/rules/absence.ts';
import { parisDate, parisZone } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { putAbsence, readAbsence as read } from '../../store/sieve-absences.ts';
import { forgetAnswers } from '../../store/sieve-memories.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { checkScript, scriptDigest } from './check-script.ts';

/** `pending`: switched on, its first day not come. `past`: it has stopped by itself. */
export type AbsenceState = 'off' | 'pending' | 'current' | 'past';

/** The absence of the actor, or null where there never was one. */
export async function readAbsence(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: Actor,
): Promise<{ absence: Absence; state: AbsenceState } | null> {
  const stored = await read(store.database, actor.accountId);
  if (stored === null) return null;
  const absence: Absence = {
    ...(stored.settings as Omit<Absence, 'enabled' | 'from' | 'until'>),
    enabled: stored.enabled,
    from: stored.startsAt,
    until: stored.endsAt,
  };
  return { absence, state: stateOf(absence, clock.now()) };
}

function stateOf({ enabled, from, until }: Pick<Absence, 'enabled' | 'from' | 'until'>, now: Date): AbsenceState {
  if (!enabled) return 'off';
  if (until !== null && until <= now) return 'past';
  return from !== null && from > now ? 'pending' : 'current';
}

/**
 * Sets the absence. One that is switched on anew, or begins another day, answers everybody again.
 * @throws Refusal bad-message where what it says makes no script (too long, for one)
 */
export async function setAbsence(
  { store, clock, domains }: Pick<House, 'store' | 'clock' | 'domains'>,
  actor: Actor,
  absence: Absence,
): Promise<void> {
  const script = absenceToSieve(absence, domains);
  const checked = checkScript(script);
  if (checked.kind === 'faulty') throw new Refusal('bad-message', checked.faults[0]!.en);
  const { enabled, from, until, ...settings } = absence;
  const now = clock.now();
  await store.database.transaction(async tx => {
    const before = await read(tx, actor.accountId);
    const anew = enabled && !(before?.enabled === true && before.startsAt?.getTime() === from?.getTime());
    if (anew) await forgetAnswers(tx, actor.accountId);
    const stored = { settings, enabled, startsAt: from, endsAt: until, script, digest: scriptDigest(script) };
    await putAbsence(tx, actor.accountId, stored, now);
  });
}

/** The instants between which whole days lie, both included, as people count them in Paris. `YYYY-MM-DD` */
export function absenceDays(firstDay: string | null, lastDay: string | null): Pick<Absence, 'from' | 'until'> {
  return {
    from: firstDay === null ? null : parisMidnight(firstDay, 0),
    until: lastDay === null ? null : parisMidnight(lastDay, 1),
  };
}

/** Midnight in Paris at the start of a day, or of one `after` it. The clocks change at two or three, never then. */
function parisMidnight(day: string, after: number): Date {
  const midnight = new Date(`${day}T00:00:00Z`);
  midnight.setUTCDate(midnight.getUTCDate() + after);
  return new Date(midnight.getTime() - parisZone(new Date(midnight.getTime() - 2 * 3_600_000)) * 60_000);
}

/** The whole days an absence covers, read from its instants: the inverse of {@link absenceDays}. */
export function daysOfAbsence({ from, until }: Pick<Absence, 'from' | 'until'>): {
  firstDay: string | null;
  lastDay: string | null;
} {
  return {
    firstDay: from === null ? null : parisDate(from),
    lastDay: until === null ? null : parisDate(new Date(until.getTime() - 1)),
  };
}

/** What would be answered, word for word. */
export function previewAbsence(absence: Absence): { colleagues: string; outsiders: string } {
  return repliesOf(absence);
}
