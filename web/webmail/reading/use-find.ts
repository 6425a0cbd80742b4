import { useEffect, useState } from 'react';
import { JmapFault } from '../../jmap/fault.ts';
import type { Id } from '../../jmap/objects.ts';
import { useStore } from '../shell/use-store.ts';

/** Asks for an email that an address names and no list has shown yet. */
export function useFind(id: Id): 'coming' | 'found' | 'gone' | 'unreachable' {
  const store = useStore();
  const [state, setState] = useState<'coming' | 'found' | 'gone' | 'unreachable'>('coming');
  useEffect(() => {
    let here = true;
    store.find(id).then(
      head => here && setState(head === undefined ? 'gone' : 'found'),
      (error: unknown) => {
        if (!(error instanceof JmapFault)) throw error;
        if (here) setState(error.kind === 'refused' ? 'gone' : 'unreachable');
      },
    );
    return () => {
      here = false;
    };
  }, [store, id]);
  return state;
}
