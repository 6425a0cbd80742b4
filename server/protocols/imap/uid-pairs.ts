import type { Copied } from '../../services/mailboxes/place.ts';
import { formatSequenceSet } from './grammar/sequence-set.ts';

/** What follows COPYUID: UIDVALIDITY, old UIDs, new UIDs in the same order. rfc/4315#3 */
export function writeUidPairs({ uidValidity, from, to }: Copied): string {
  return `${uidValidity} ${formatSequenceSet(from)} ${formatSequenceSet(to)}`;
}
