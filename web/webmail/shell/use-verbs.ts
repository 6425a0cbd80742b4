/** The verbs of the webmail, for the rows that are meant: what is selected or, where nothing is, what is open. */
import { useMemo } from 'react';
import type { Id, Mailbox } from '../../jmap/objects.ts';
import { archive } from '../actions/archive.ts';
import { emailsOfRows } from '../actions/conversation.ts';
import { toTrash } from '../actions/delete.ts';
import { flag } from '../actions/flag.ts';
import { junk, notJunk } from '../actions/junk.ts';
import { markRead } from '../actions/mark-read.ts';
import { useActs } from './acts.tsx';
import { useAsk } from './dialogs.tsx';
import { useStore } from './use-store.ts';

export type Verbs = {
  markRead(ids: readonly Id[], read: boolean): void;
  flag(ids: readonly Id[], flagged: boolean): void;
  archive(ids: readonly Id[]): void;
  remove(ids: readonly Id[]): void;
  move(ids: readonly Id[]): void;
  tag(ids: readonly Id[]): void;
  junk(ids: readonly Id[]): void;
  report(ids: readonly Id[]): void;
};

/** `left` is told which rows leave the list by the act, just before they do. */
export function useVerbs(box: Mailbox | null, gathered: boolean, left: (ids: readonly Id[]) => void): Verbs {
  const store = useStore();
  const { tell } = useActs();
  const ask = useAsk();
  return useMemo(() => {
    const all = (ids: readonly Id[]) => emailsOfRows(store, ids, { gathered, box: box?.id ?? null });
    const from = box?.id ?? null;
    const inTrash = box?.role === 'trash' || box?.role === 'junk';
    return {
      markRead: (ids, read) => tell(markRead(store, all(ids), read)),
      flag: (ids, flagged) => tell(flag(store, flagged ? ids : all(ids), flagged)),
      archive(ids) {
        left(ids);
        tell(archive(store, all(ids), from));
      },
      remove(ids) {
        const emails = all(ids);
        if (inTrash) ask({ kind: 'destroy', ids: emails, after: () => left(ids) });
        else {
          left(ids);
          tell(toTrash(store, emails));
        }
      },
      move: ids => ask({ kind: 'move', ids: all(ids), from, after: () => left(ids) }),
      tag: ids => ask({ kind: 'tags', ids: all(ids) }),
      junk(ids) {
        left(ids);
        tell(box?.role === 'junk' ? notJunk(store, all(ids)) : junk(store, all(ids)));
      },
      report: ids => ask({ kind: 'report', ids: all(ids), after: () => left(ids) }),
    };
  }, [store, tell, ask, box, gathered, left]);
}
