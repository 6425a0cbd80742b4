/** Whether one's automatic answer is on: told on every page, so that nobody forgets it. R25 */
import { useEffect, useSyncExternalStore } from 'react';
import type { Jmap } from '../../jmap/client.ts';
import { JmapFault } from '../../jmap/fault.ts';
import type { VacationResponse } from '../../jmap/objects.ts';
import { createCell } from '../store/watchers.ts';
import { useStore } from './use-store.ts';

export type Away =
  | {
      readonly kind: 'current' /** The last whole day; null: until it is switched off. */;
      readonly lastDay: Date | null;
    }
  | { readonly kind: 'pending'; readonly firstDay: Date };

const cell = createCell<VacationResponse | null>(null);

/** Reads it anew: after a change made here. */
export function absenceChanged(jmap: Jmap): void {
  jmap.call('VacationResponse/get', { ids: null }).then(
    ({ list: [absence] }) => cell.set(absence ?? null),
    (error: unknown) => {
      // Off line nothing is told of it.
      if (!(error instanceof JmapFault)) throw error;
    },
  );
}

/** Read when the webmail opens. */
export function useAbsence(): Away | null {
  const { jmap } = useStore();
  const absence = useSyncExternalStore(cell.watch, cell.get);
  useEffect(() => absenceChanged(jmap), [jmap]);
  return absence === null ? null : awayAt(absence, new Date());
}

export function awayAt(
  { isEnabled, fromDate, toDate }: Pick<VacationResponse, 'isEnabled' | 'fromDate' | 'toDate'>,
  now: Date,
): Away | null {
  const [from, to] = [fromDate, toDate].map(each => (each === null ? null : new Date(each)));
  if (!isEnabled || (to && to <= now)) return null;
  if (from && from > now) return { kind: 'pending', firstDay: from };
  return { kind: 'current', lastDay: to ? new Date(to.getTime() - 1) : null };
}
