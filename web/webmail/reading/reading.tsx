/** A message, and the conversation it belongs to. */
import './reading.css';
import { useEffect, useRef } from 'react';
import { Flyout } from '../../design/flyout.tsx';
import { Tool } from '../../design/tool.tsx';
import type { Id, Mailbox } from '../../jmap/objects.ts';
import { isTag } from '../actions/tag.ts';
import { useOpenCompose } from '../compose/open.ts';
import { useAsk } from '../shell/dialogs.tsx';
import { Compose } from '../shell/rooms.ts';
import { useEmail, useStore, useThread } from '../shell/use-store.ts';
import type { Verbs } from '../shell/use-verbs.ts';
import { useWords } from '../words/speak.ts';
import { Folded, Message } from './message.tsx';
import { useFind } from './use-find.ts';

type Props = {
  id: Id;
  box: Mailbox | null;
  verbs: Verbs;
  close(): void;
  next: Id | null;
  previous: Id | null;
  open(id: Id): void;
};

export default function Reading({ id, box, verbs, close, next, previous, open }: Props) {
  const { t } = useWords();
  const store = useStore();
  const head = useEmail(id);
  const found = useFind(id);
  const thread = useThread(head?.threadId) ?? [];
  const title = useRef<HTMLHeadingElement>(null);
  const known = head !== undefined;

  useEffect(() => {
    if (known) title.current?.focus({ preventScroll: true });
  }, [known]);
  // What may come next is asked for while this one is read.
  useEffect(() => {
    for (const beside of [next, previous]) if (beside !== null) store.bodies.foresee(beside);
  }, [store, next, previous]);

  if (head === undefined) {
    if (found === 'coming') return <p className="reading-nothing soft">{t('reading.loading')}</p>;
    return (
      <div className="reading-nothing">
        <p>
          <strong>{t(found === 'unreachable' ? 'reading.failed' : 'reading.gone')}</strong>
        </p>
        <p className="soft">{t(found === 'unreachable' ? 'reading.unreachable' : 'reading.goneText')}</p>
        <button type="button" className="button button-quiet" onClick={close}>
          {t('back')}
        </button>
      </div>
    );
  }
  const others = thread.filter(each => each !== id && isBeside(store.emails.get(each)?.mailboxIds, store));
  const at = thread.indexOf(id);
  const tags = Object.keys(head.keywords).filter(isTag);
  return (
    <article className="reading">
      <ReadingBar id={id} box={box} verbs={verbs} close={close} next={next} previous={previous} open={open} />
      <div className="reading-scroll">
        <h1 ref={title} tabIndex={-1} className="reading-title">
          {head.subject?.trim() || t('list.noSubject')}
        </h1>
        {tags.length > 0 && (
          <p className="reading-tags">
            {tags.map(tag => (
              <span key={tag} className="mail-tag">
                {tag}
              </span>
            ))}
          </p>
        )}
        {others
          .filter(each => thread.indexOf(each) < at)
          .map(each => (
            <Folded key={each} id={each} verbs={verbs} />
          ))}
        <Message id={id} head={head} verbs={verbs} />
        {others
          .filter(each => thread.indexOf(each) > at)
          .map(each => (
            <Folded key={each} id={each} verbs={verbs} />
          ))}
      </div>
    </article>
  );
}

/** Messages of the conversation that were thrown away are not shown again. */
function isBeside(
  mailboxIds: Readonly<Record<Id, true>> | undefined,
  { mailboxes }: ReturnType<typeof useStore>,
): boolean {
  if (mailboxIds === undefined) return true;
  const apart = [mailboxes.ofRole('trash')?.id, mailboxes.ofRole('junk')?.id];
  return Object.keys(mailboxIds).some(each => !apart.includes(each));
}

function ReadingBar({ id, box, verbs, close, next, previous, open }: Props) {
  const { t } = useWords();
  const ask = useAsk();
  const { jmap } = useStore();
  const head = useEmail(id);
  const openCompose = useOpenCompose();
  const unread = head?.keywords.$seen !== true;
  const flagged = head?.keywords.$flagged === true;
  const junk = box?.role === 'junk';
  const eml =
    head &&
    jmap.downloadPath({ blobId: head.blobId, name: `${head.subject ?? 'message'}.eml`, type: 'message/rfc822' });
  return (
    <div className="tools reading-bar" role="toolbar" aria-label={t('reading.label')}>
      <Tool mark="back" className="back-button" label={t('back')} shortcut="Escape" onPress={close} />
      {Compose !== null && (
        <>
          <Tool
            mark="reply"
            className="tool-wordy"
            label={t('verbs.reply')}
            shortcut="r"
            onPress={() => openCompose({ mode: 'reply', emailId: id })}
          >
            {t('verbs.reply')}
          </Tool>
          <Tool
            mark="replyAll"
            label={t('verbs.replyAll')}
            shortcut="Shift+R"
            onPress={() => openCompose({ mode: 'reply-all', emailId: id })}
          />
          <Tool
            mark="forward"
            label={t('verbs.forward')}
            shortcut="f"
            onPress={() => openCompose({ mode: 'forward', emailId: id })}
          />
          <span className="tools-gap" />
        </>
      )}
      <Tool
        mark="archive"
        className="tool-wordy"
        label={t('verbs.archive')}
        shortcut="e"
        onPress={() => verbs.archive([id])}
      >
        {t('verbs.archive')}
      </Tool>
      <Tool mark="trash" label={t('verbs.delete')} shortcut="#" onPress={() => verbs.remove([id])} />
      <Tool mark="move" label={t('verbs.move')} shortcut="v" onPress={() => verbs.move([id])} />
      <Tool
        mark="flag"
        label={t(flagged ? 'verbs.unflag' : 'verbs.flag')}
        shortcut="s"
        pressed={flagged}
        onPress={() => verbs.flag([id], !flagged)}
      />
      <Tool mark="report" className="tool-wordy" label={t('verbs.report')} onPress={() => verbs.report([id])}>
        {t('report.title')}
      </Tool>
      <Flyout mark="more" label={t('more')}>
        {shut => {
          const act = (run: () => void) => () => {
            shut();
            run();
          };
          return (
            <div className="menu">
              <button type="button" onClick={act(() => verbs.markRead([id], unread))}>
                {t(unread ? 'verbs.read' : 'verbs.unread')}
              </button>
              <button type="button" onClick={act(() => verbs.tag([id]))}>
                {t('verbs.tag')}
              </button>
              <button type="button" onClick={act(() => verbs.junk([id]))}>
                {t(junk ? 'verbs.notJunk' : 'verbs.junk')}
              </button>
              <hr />
              <button type="button" onClick={act(() => window.print())}>
                {t('reading.print')}
              </button>
              <button type="button" onClick={act(() => ask({ kind: 'headers', id }))}>
                {t('reading.headers')}
              </button>
              <button type="button" onClick={act(() => ask({ kind: 'source', id }))}>
                {t('reading.source')}
              </button>
              {eml !== undefined && (
                <a href={eml} download onClick={shut}>
                  {t('reading.save')}
                </a>
              )}
            </div>
          );
        }}
      </Flyout>
      <span className="tools-end">
        <Tool
          mark="down"
          className="turned"
          label={t('reading.previous')}
          shortcut="k"
          disabled={previous === null}
          onPress={() => previous !== null && open(previous)}
        />
        <Tool
          mark="down"
          label={t('reading.next')}
          shortcut="j"
          disabled={next === null}
          onPress={() => next !== null && open(next)}
        />
      </span>
    </div>
  );
}
