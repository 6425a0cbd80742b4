import { type AbsenceReply, type AbsenceShape, absenceShape } from '@vaguemestre/contract/absence.ts';
import type { FastifyInstance } from 'fastify';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { absenceDays, daysOfAbsence, previewAbsence, readAbsence, setAbsence } from '../../services/filters/absence.ts';
import type { House } from '../../services/house.ts';
import { nextHolidays } from '../../services/people/school-holidays.ts';
import type { SessionActor } from '../../services/signing-in/sessions.ts';
import { getSignedIn, postSignedIn } from './route.ts';

/** A sender is answered once in so many days. */
const days = 7;

/** The automatic answer: `contract/absence.ts`. */
export function absenceRoutes(app: FastifyInstance, house: House): void {
  const longTexts = { bodyLimit: 65_536 };

  getSignedIn(app, house, '/api/absence', actor => describe(actor));
  postSignedIn(
    app,
    house,
    '/api/absence',
    absenceShape,
    async (actor, shape) => {
      await setAbsence(house, actor, fromShape(shape));
      return await describe(actor);
    },
    longTexts,
  );
  postSignedIn(
    app,
    house,
    '/api/absence/preview',
    absenceShape,
    async (_actor, shape) => previewAbsence(fromShape(shape)),
    longTexts,
  );

  async function describe(actor: SessionActor): Promise<AbsenceReply> {
    const [known, { zone, holidays }] = await Promise.all([readAbsence(house, actor), nextHolidays(house, actor)]);
    const today = parisDate(house.clock.now());
    const places = { today, zone, holidays: holidays.map(each => ({ ...each })) };
    if (known === null) return { absence: null, state: 'off', days, ...places };
    const { enabled, subject, colleagues, outsiders, replacement } = known.absence;
    const absence = {
      enabled,
      ...daysOfAbsence(known.absence),
      subject,
      colleagues: colleagues.text,
      outsiders: outsiders?.text ?? null,
      replacement: replacement && { ...replacement },
    };
    return { absence, state: known.state, days: known.absence.days, ...places };
  }
}

/** @throws Refusal bad-message where the last day comes before the first, or nothing would be said */
function fromShape({ enabled, firstDay, lastDay, subject, ...words }: AbsenceShape) {
  if (firstDay !== null && lastDay !== null && lastDay < firstDay) throw new Refusal('bad-message', 'ends too early');
  if (enabled && words.colleagues.trim() === '') throw new Refusal('bad-message', 'says nothing');
  const trimmed = subject?.trim() ?? '';
  return {
    enabled,
    ...absenceDays(firstDay, lastDay),
    subject: trimmed === '' ? null : trimmed,
    colleagues: { text: words.colleagues, html: null },
    outsiders: words.outsiders === null ? null : { text: words.outsiders, html: null },
    replacement: words.replacement,
    days,
  };
}
