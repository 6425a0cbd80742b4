// biome-ignore-all lint/a11y/useSemanticElements: a grid that draws a few of its many rows can be no table
/**
 * The list of messages, drawn only where it is looked at: 100,000 rows cost what thirty cost. A grid for those who hear it,
 * with one row that takes the focus; every key has its button elsewhere.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import type { Id } from '../../jmap/objects.ts';
import { usePreferences } from '../shell/preferences.ts';
import { useRows } from '../shell/use-store.ts';
import type { EmailList } from '../store/list.ts';
import { useWords } from '../words/speak.ts';
import { Row, type RowActs, Waiting } from './row.tsx';

export type ListHandle = {
  /** Puts the focus on the row of the cursor. */
  focus(): void;
};

type Props = {
  list: EmailList | null;
  label: string;
  outgoing: boolean;
  gathered: boolean;
  selected: ReadonlySet<Id>;
  openId: Id | null;
  cursor: Id | null;
  acts: RowActs & {
    extendTo(id: Id): void;
    all(): void;
  };
  handle: Ref<ListHandle>;
};

/** Heights of rows in `rem`: the same in `mail.css`. */
const heights = { airy: 5.5, dense: 3.5 } as const;

export function MessageList({ list, label, outgoing, gathered, selected, openId, cursor, acts, handle }: Props) {
  const { t } = useWords();
  const { density } = usePreferences();
  const rows = useRows(list);
  const scroller = useRef<HTMLDivElement>(null);
  const height = useMemo(() => heights[density] * rem(), [density]);
  const ids = rows.ids ?? [];
  const at = cursor === null ? -1 : ids.indexOf(cursor);
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    getItemKey: index => ids[index] ?? index,
    // The row that has the focus stays in the page however far one scrolls, so that the focus is not lost.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const first = Math.max(0, startIndex - overscan);
      const last = Math.min(count - 1, endIndex + overscan);
      const range = Array.from({ length: last - first + 1 }, (_, step) => first + step);
      return at >= 0 && (at < first || at > last) ? [...range, at].sort((one, other) => one - other) : range;
    },
  });
  const shown = virtual.getVirtualItems();
  const [first, last] = [virtual.range?.startIndex ?? 0, virtual.range?.endIndex ?? 0];

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that came may have moved what is looked at
  useEffect(() => {
    // What is in view comes first, and waits for nothing around it.
    if (list?.ensure(first, last + 1)) list.ensure(first - 10, last + 25);
  }, [list, first, last, rows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height, another place for every row
  useEffect(() => virtual.measure(), [height]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [list]);

  function focusRow(index: number): void {
    const id = ids[index];
    virtual.scrollToIndex(index, { align: 'auto' });
    if (id === undefined) return;
    acts.focus(id);
    requestAnimationFrame(() => rowOf(scroller.current, id)?.focus({ preventScroll: true }));
  }
  useImperativeHandle(handle, () => ({ focus: () => focusRow(Math.max(0, at)) }));

  function onKeyDown(event: KeyboardEvent): void {
    const { key, shiftKey, ctrlKey, metaKey } = event;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: ids.length - 1,
    };
    const target = steps[key];
    if (target !== undefined) {
      const index = Math.min(ids.length - 1, Math.max(0, target));
      focusRow(index);
      const id = ids[index];
      if (shiftKey && id !== undefined) acts.extendTo(id);
    } else if (key === 'Enter' && cursor !== null) acts.open(cursor);
    else if (key === ' ' && cursor !== null) acts.select(cursor, shiftKey);
    else if (key === 'a' && (ctrlKey || metaKey)) acts.all();
    else return;
    event.preventDefault();
  }

  return (
    <div ref={scroller} className="mail-list" data-density={density} data-waiting={rows.ids === null}>
      {rows.ids === null && rows.fault === null && <p className="unseen">{t('list.loading')}</p>}
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={rows.ids === null ? -1 : ids.length}
        aria-multiselectable="true"
        className="mail-list-rows"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {shown.map(({ index, start, size }) => {
          const id = ids[index];
          if (id === undefined) return <Waiting key={index} index={index} top={start} height={size} />;
          return (
            <Row
              key={id}
              id={id}
              index={index}
              top={start}
              height={size}
              outgoing={outgoing}
              gathered={gathered}
              selected={selected.has(id)}
              open={openId === id}
              cursor={at < 0 ? index === 0 : cursor === id}
              acts={acts}
            />
          );
        })}
      </div>
    </div>
  );
}

function rowOf(scroller: HTMLElement | null, id: Id): HTMLElement | null {
  return scroller?.querySelector(`[data-id="${CSS.escape(id)}"]`) ?? null;
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
