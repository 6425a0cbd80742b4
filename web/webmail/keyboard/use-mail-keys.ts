/** What each key of the mail does. `keyboard-help.tsx` tells the same to people. */
import type { Id } from '../../jmap/objects.ts';
import { useOpenCompose } from '../compose/open.ts';
import { useActs } from '../shell/acts.tsx';
import { useAsk } from '../shell/dialogs.tsx';
import { Compose } from '../shell/rooms.ts';
import type { Ways } from '../shell/use-place.ts';
import { useStore } from '../shell/use-store.ts';
import type { Verbs } from '../shell/use-verbs.ts';
import type { RowIds } from '../store/row-ids.ts';
import { useKeys } from './use-keys.ts';

type Needs = {
  readonly rows: RowIds;
  readonly selected: readonly Id[];
  readonly openId: Id | null;
  readonly cursor: Id | null;
  readonly verbs: Verbs;
  readonly ways: Ways;
  readonly acts: { select(id: Id, range: boolean): void };
  open(id: Id | null): void;
  setCursor(id: Id): void;
  focusList(): void;
  unselect(): void;
};

/** Verbs act upon what is selected, else upon what is open, else upon the row of the cursor. */
export function useMailKeys(needs: Needs): void {
  const { rows, selected, openId, cursor, verbs, ways, acts, open, setCursor, focusList, unselect } = needs;
  const { emails } = useStore();
  const { undo } = useActs();
  const ask = useAsk();
  const openCompose = useOpenCompose();
  const one = openId ?? cursor;
  const meant = selected.length > 0 ? selected : one === null ? [] : [one];
  const lacking = (keyword: string) => meant.some(id => emails.get(id)?.keywords[keyword] !== true);

  const withOne = (run: (id: Id) => void) => () => {
    if (one !== null) run(one);
  };
  const withMeant = (run: (ids: readonly Id[]) => void) => () => {
    if (meant.length > 0) run(meant);
  };
  const answer = (mode: 'reply' | 'reply-all' | 'forward') =>
    withOne(emailId => Compose !== null && openCompose({ mode, emailId }));
  const go = (by: 1 | -1) => () => {
    const next = rows[(one === null ? -1 : rows.indexOf(one)) + by];
    if (next === undefined) return;
    if (openId !== null) open(next);
    else {
      setCursor(next);
      focusList();
    }
  };
  const leave = () => {
    if (selected.length > 0) unselect();
    else if (openId !== null) open(null);
  };

  useKeys({
    j: go(1),
    k: go(-1),
    o: withOne(open),
    Escape: leave,
    x: withOne(id => acts.select(id, false)),
    r: answer('reply'),
    R: answer('reply-all'),
    f: answer('forward'),
    e: withMeant(verbs.archive),
    '#': withMeant(verbs.remove),
    Delete: withMeant(verbs.remove),
    u: withMeant(ids => verbs.markRead(ids, lacking('$seen'))),
    s: withMeant(ids => verbs.flag(ids, lacking('$flagged'))),
    v: withMeant(verbs.move),
    t: withMeant(verbs.tag),
    '!': withMeant(verbs.junk),
    z: undo,
    c: () => Compose !== null && openCompose({ mode: 'new' }),
    g: () => ways.folder('reception'),
    '?': () => ask({ kind: 'keyboard' }),
    '/': () => document.getElementById('search')?.focus(),
  });
}
