/** State strings: the account's modseq, and inside one, where an answer had to stop, the object it stopped at. */
import type { ModSeq } from '../../model/change.ts';
import type { Moment } from '../../services/emails/history.ts';

export function writeState(modseq: ModSeq): string {
  return String(modseq);
}

export function writeMoment({ modseq, id }: Moment): string {
  return id === null ? String(modseq) : `${modseq}-${id}`;
}

/** The moment a state means, or null where we never gave it. */
export function readMoment(text: string): Moment | null {
  const [, modseq, id] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text) ?? [];
  return modseq === undefined ? null : { modseq: Number(modseq) as ModSeq, id: id === undefined ? null : Number(id) };
}

/** The modseq that `ifInState` demands; one that no state has where the text is none of ours. rfc/8620#5.3 */
export function demandedModSeq(ifInState: string | null): ModSeq | null {
  if (ifInState === null) return null;
  const moment = readMoment(ifInState);
  return moment === null || moment.id !== null ? (-1 as ModSeq) : moment.modseq;
}
