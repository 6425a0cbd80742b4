// biome-ignore-all lint/a11y/useFocusableInteractive: the row takes the focus, its cells need none
// biome-ignore-all lint/a11y/useSemanticElements: a grid that draws a few of its many rows can be no table
import { type DragEvent, type MouseEvent, memo } from 'react';
import { Mark } from '../../design/mark.tsx';
import { Tool } from '../../design/tool.tsx';
import type { EmailHead, Id } from '../../jmap/objects.ts';
import { isTag } from '../actions/tag.ts';
import { useEmail, useStore, useThread } from '../shell/use-store.ts';
import { longDate, shortDate } from '../words/dates.ts';
import { useWords } from '../words/speak.ts';
import { namesOf } from './people.ts';
import { useSwipe } from './use-swipe.ts';

export type RowActs = {
  open(id: Id): void;
  /** The cursor, without opening. */
  focus(id: Id): void;
  select(id: Id, range: boolean): void;
  archive(id: Id): void;
  remove(id: Id): void;
  flag(id: Id, flagged: boolean): void;
  /** @returns what is drawn: the row, or the whole selection */
  drag(id: Id): readonly Id[];
};

type Props = {
  id: Id;
  index: number;
  top: number;
  height: number;
  /** Its recipients are shown: of what one sent. */
  outgoing: boolean;
  gathered: boolean;
  selected: boolean;
  open: boolean;
  cursor: boolean;
  acts: RowActs;
};

/** What is drawn over folders. */
export const dragType = 'application/x-courrier-emails';

export const Row = memo(function Row(props: Props) {
  const { id, index, top, height, outgoing, gathered, selected, open, cursor, acts } = props;
  const { t, language } = useWords();
  const head = useEmail(id);
  const { bodies } = useStore();
  const thread = useThread(gathered ? head?.threadId : undefined);
  const others = useConversation(thread);
  const swipe = useSwipe(side => (side === 'right' ? acts.archive(id) : acts.remove(id)));
  if (head === undefined) return <Waiting index={index} top={top} height={height} />;

  const unread = head.keywords.$seen !== true || others.some(each => each.keywords.$seen !== true);
  const flagged = head.keywords.$flagged === true || others.some(each => each.keywords.$flagged === true);
  const subject = head.subject?.trim() || t('list.noSubject');
  const tags = Object.keys(head.keywords).filter(isTag);

  function click({ shiftKey, ctrlKey, metaKey, target }: MouseEvent): void {
    // Its tools do their own.
    if ((target as Element).closest('button, input') !== null) return;
    if (shiftKey) acts.select(id, true);
    else if (ctrlKey || metaKey) acts.select(id, false);
    else acts.open(id);
  }
  function drag({ dataTransfer }: DragEvent): void {
    dataTransfer.setData(dragType, JSON.stringify(acts.drag(id)));
    dataTransfer.effectAllowed = 'move';
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around answers the keyboard, for the row that has the focus
    <div
      role="row"
      className="mail-row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      {...(open ? { 'aria-current': 'true' as const } : {})}
      tabIndex={cursor ? 0 : -1}
      data-id={id}
      data-unread={unread}
      draggable
      style={{ top, height }}
      onClick={click}
      onFocus={() => acts.focus(id)}
      onPointerEnter={() => bodies.foresee(id)}
      onDragStart={drag}
      {...swipe}
    >
      <span className="mail-row-under" aria-hidden="true">
        <span>{t('list.swipeArchive')}</span>
        <span>{t('list.swipeDelete')}</span>
      </span>
      <div className="mail-row-face">
        <div role="gridcell" className="mail-row-check">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={selected}
            aria-label={t('list.select', { subject })}
            onClick={({ shiftKey }) => acts.select(id, shiftKey)}
            onChange={() => {}}
          />
        </div>
        <div role="gridcell" className="mail-row-text">
          <span className="mail-row-top">
            <span className="mail-row-who">
              {unread && <span className="unseen">{t('list.unread')}, </span>}
              {whoOf(head, others, outgoing, t('list.nobody'))}
            </span>
            {others.length > 1 && (
              <span className="mail-row-count" title={t('list.inThread', { count: others.length })}>
                {others.length}
                <span className="unseen"> {t('list.inThread', { count: others.length })}</span>
              </span>
            )}
            <time dateTime={head.receivedAt} title={longDate(head.receivedAt, language)} className="mail-row-date">
              {shortDate(head.receivedAt, language, new Date())}
            </time>
          </span>
          <span className="mail-row-subject">
            {head.keywords.$answered && <Sign mark="reply" label={t('list.answered')} />}
            {head.keywords.$forwarded && <Sign mark="forward" label={t('list.forwarded')} />}
            {head.keywords.$draft && <span className="mail-row-draft">{t('list.draft')}</span>}
            <span className="mail-row-title">{subject}</span>
            {tags.map(tag => (
              <span key={tag} className="mail-tag">
                {tag}
              </span>
            ))}
            {head.hasAttachment && <Sign mark="clip" label={t('list.attachment')} />}
          </span>
          <span className="mail-row-preview">{head.preview}</span>
        </div>
        <div role="gridcell" className="mail-row-tools" data-flagged={flagged}>
          <Tool mark="archive" label={t('verbs.archive')} tabIndex={-1} onPress={() => acts.archive(id)} />
          <Tool mark="trash" label={t('verbs.delete')} tabIndex={-1} onPress={() => acts.remove(id)} />
          <Tool
            mark="flag"
            label={flagged ? t('verbs.unflag') : t('verbs.flag')}
            pressed={flagged}
            tabIndex={-1}
            onPress={() => acts.flag(id, !flagged)}
          />
        </div>
      </div>
    </div>
  );
});

function Sign({ mark, label }: { mark: 'reply' | 'forward' | 'clip'; label: string }) {
  return (
    <span className="mail-row-sign" title={label}>
      <Mark name={mark} size={16} />
      <span className="unseen">{label}, </span>
    </span>
  );
}

/** A row whose message has not come yet holds its place, so that nothing moves when it comes. */
export function Waiting({ index, top, height }: { index: number; top: number; height: number }) {
  const { t } = useWords();
  return (
    <div role="row" className="mail-row mail-row-waiting" aria-rowindex={index + 1} style={{ top, height }}>
      <div role="gridcell" className="mail-row-face">
        <span className="unseen">{t('list.row')}</span>
      </div>
    </div>
  );
}

function useConversation(thread: readonly Id[] | null): readonly EmailHead[] {
  const { emails } = useStore();
  return (thread ?? []).flatMap(id => emails.get(id) ?? []);
}

function whoOf(head: EmailHead, others: readonly EmailHead[], outgoing: boolean, nobody: string): string {
  if (outgoing) return namesOf(head.to) || nobody;
  if (others.length < 2) return namesOf(head.from) || nobody;
  const names = others.map(each => namesOf(each.from)).filter(Boolean);
  return [...new Set(names)].join(', ') || nobody;
}
