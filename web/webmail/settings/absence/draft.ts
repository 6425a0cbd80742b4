/** The form of an absence: what stands in its fields, and the shape the server takes. */
import type { AbsenceShape } from '@vaguemestre/contract/absence.ts';

export type Draft = {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly subject: string;
  readonly colleagues: string;
  readonly apart: boolean;
  readonly outsiders: string;
  readonly name: string;
  readonly address: string;
};

/** `usual`: the text proposed to whom never wrote one. */
export function draftOf(absence: AbsenceShape | null, usual: string): Draft {
  return {
    firstDay: absence?.firstDay ?? '',
    lastDay: absence?.lastDay ?? '',
    subject: absence?.subject ?? '',
    colleagues: absence === null || absence.colleagues === '' ? usual : absence.colleagues,
    apart: absence !== null && absence.outsiders !== null,
    outsiders: absence?.outsiders ?? '',
    name: absence?.replacement?.name ?? '',
    address: absence?.replacement?.address ?? '',
  };
}

/** What stands in the way of keeping it, by field. */
export type DraftFault = 'order' | 'noText' | 'noOutsiders' | 'half';

export function faultsOf({ firstDay, lastDay, colleagues, apart, outsiders, name, address }: Draft): DraftFault[] {
  const faults: DraftFault[] = [];
  if (firstDay !== '' && lastDay !== '' && lastDay < firstDay) faults.push('order');
  if (colleagues.trim() === '') faults.push('noText');
  if (apart && outsiders.trim() === '') faults.push('noOutsiders');
  if ((name.trim() === '') !== (address.trim() === '')) faults.push('half');
  return faults;
}

export function shapeOf(draft: Draft, enabled: boolean): AbsenceShape {
  const [name, address, subject] = [draft.name.trim(), draft.address.trim(), draft.subject.trim()];
  return {
    enabled,
    firstDay: draft.firstDay === '' ? null : draft.firstDay,
    lastDay: draft.lastDay === '' ? null : draft.lastDay,
    subject: subject === '' ? null : subject,
    colleagues: draft.colleagues,
    outsiders: draft.apart ? draft.outsiders : null,
    replacement: name === '' ? null : { name, address },
  };
}
