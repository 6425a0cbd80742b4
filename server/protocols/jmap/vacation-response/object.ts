/** The one VacationResponse of an account: the absence of the house's own pages. rfc/8621#8 */
import { createHash } from 'node:crypto';
import { readAbsence } from '../../../services/filters/absence.ts';
import { utcDate } from '../email/get.ts';
import type { Context } from '../method.ts';

export const vacationProperties = ['id', 'isEnabled', 'fromDate', 'toDate', 'subject', 'textBody', 'htmlBody'] as const;
export const singleton = 'singleton';

export type Absence = NonNullable<Awaited<ReturnType<typeof readAbsence>>>['absence'];

/** Where there never was one: switched off, nothing said. */
const never: Absence = {
  enabled: false,
  from: null,
  until: null,
  subject: null,
  colleagues: { text: '', html: null },
  outsiders: null,
  replacement: null,
  days: 7,
};

export async function currentAbsence({ house, actor }: Context): Promise<{ absence: Absence; state: string }> {
  const absence = (await readAbsence(house, actor))?.absence ?? never;
  return { absence, state: createHash('sha256').update(JSON.stringify(absence)).digest('base64url').slice(0, 20) };
}

export function describeVacation({ enabled, from, until, subject, colleagues }: Absence): Record<string, unknown> {
  return {
    id: singleton,
    isEnabled: enabled,
    fromDate: from === null ? null : utcDate(from.getTime()),
    toDate: until === null ? null : utcDate(until.getTime()),
    subject,
    textBody: colleagues.text === '' ? null : colleagues.text,
    htmlBody: colleagues.html,
  };
}
