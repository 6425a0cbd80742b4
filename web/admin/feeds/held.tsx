import { feedReply, heldDiffReply, heldFeedsReply } from '@vaguemestre/contract/feed.ts';
import { useState } from 'react';
import * as z from 'zod/mini';
import { Dialog } from '../../design/dialog.tsx';
import { Heading } from '../../design/heading.tsx';
import { Notice } from '../../design/notice.tsx';
import { Refusal, useAct, useAsked } from '../../desk/frame/asked.tsx';
import { fetchFile, keepFile } from '../../desk/frame/file.ts';
import { Link, useGo } from '../../desk/frame/link.tsx';
import { useTimes } from '../../desk/frame/times.ts';
import { useTold } from '../../desk/frame/told.tsx';
import { useFrameWords } from '../../desk/frame/words.ts';
import { post } from '../../request.ts';
import { useWords } from '../words/words.ts';
import { countByKind } from './diff.ts';
import { DiffTable } from './diff-table.tsx';
import { Guard } from './guard.tsx';

/** A feed that the guard held: what it would change now, and the two ways to end it. */
export function Held({ id }: { id: number }) {
  const { t, language } = useWords();
  const { moment } = useTimes();
  const held = useAsked('held', () => post('/api/feeds/held', {}, heldFeedsReply));
  const diff = useAsked(String(id), () => post('/api/feeds/diff', { id }, heldDiffReply));
  const exporting = useAct();
  const [asked, setAsked] = useState<'confirm' | 'drop' | null>(null);
  const feed = held.answer?.feeds.find(each => each.id === id);
  return (
    <div className="room stack stack-wide">
      <header className="stack stack-tight">
        <p className="small">
          <Link to="flux">{t('feeds.back')}</Link>
        </p>
        <Heading>{t('feeds.number', { id })}</Heading>
        {feed !== undefined && (
          <p className="soft">
            {t('feeds.received', { origin: feed.origin, at: moment(feed.receivedAt) })} ·{' '}
            {t(feed.scope === 'complete' ? 'feeds.complete' : 'feeds.partial')}
          </p>
        )}
      </header>
      {feed !== undefined && (
        <Notice tone="warn">
          <p>{feed.why[language]}</p>
        </Notice>
      )}
      <Refusal failure={diff.failure} own={{ policy: t('feeds.settled') }} again={() => void diff.again()} />
      {diff.answer !== null && (
        <>
          <DiffTable rows={diff.answer.rows} />
          <div className="row">
            <button type="button" className="button button-main" onClick={() => setAsked('confirm')}>
              {t('feeds.confirm')}
            </button>
            <button type="button" className="button button-danger" onClick={() => setAsked('drop')}>
              {t('feeds.drop')}
            </button>
            <button
              type="button"
              className={`button button-quiet ${exporting.working ? 'button-pending' : ''}`}
              onClick={() =>
                void exporting.act(async () =>
                  keepFile(await fetchFile('/api/feeds/diff.csv', { id }), `flux-${id}.csv`),
                )
              }
            >
              {t('feeds.csv')}
            </button>
          </div>
          <Refusal failure={exporting.failure} />
          {asked !== null && (
            <Settle
              id={id}
              how={asked}
              rows={diff.answer.rows}
              fingerprint={diff.answer.fingerprint}
              close={() => setAsked(null)}
              changed={() => void diff.again()}
            />
          )}
        </>
      )}
      <Guard />
    </div>
  );
}

type SettleProps = {
  id: number;
  how: 'confirm' | 'drop';
  rows: Parameters<typeof countByKind>[0];
  fingerprint: string;
  close: () => void;
  /** The diff is read again: it is not the one that was shown any more. */
  changed: () => void;
};

function Settle({ id, how, rows, fingerprint, close, changed }: SettleProps) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const { failure, working, act } = useAct();
  const go = useGo();
  const tell = useTold();
  const counts = countByKind(rows);
  const ends = counts.get('leaving')! + counts.get('missing')!;

  async function settle(): Promise<void> {
    const went = await act(async () => {
      if (how === 'confirm') await post('/api/feeds/confirm', { id, fingerprint }, feedReply);
      else await post('/api/feeds/drop', { id }, z.object({ done: z.literal(true) }));
    });
    if (!went) return changed();
    tell(t(how === 'confirm' ? 'feeds.applied' : 'feeds.dropped', { id }));
    go('flux');
  }

  return (
    <Dialog
      title={t(how === 'confirm' ? 'feeds.confirmTitle' : 'feeds.dropTitle', { id })}
      closeLabel={frame('close')}
      onClose={close}
    >
      {how === 'confirm' ? (
        <>
          <ul className="plain-list">
            <li>{t('feeds.sums.new', { count: counts.get('new')! })}</li>
            <li>{t('feeds.sums.changed', { count: counts.get('changed')! + counts.get('returning')! })}</li>
            <li>
              <strong>{t('feeds.sums.ends', { count: ends })}</strong>
            </li>
            {counts.get('refused')! > 0 && <li>{t('feeds.sums.refused', { count: counts.get('refused')! })}</li>}
          </ul>
          <p>
            {t('feeds.fingerprint')} <span className="fixed">{fingerprint}</span>
          </p>
        </>
      ) : (
        <p>{t('feeds.dropExplain')}</p>
      )}
      <Refusal failure={failure} own={{ policy: t('feeds.moved') }} />
      <div className="row dialog-acts">
        <button type="button" className="button button-quiet" onClick={close}>
          {frame('cancel')}
        </button>
        <button
          type="button"
          className={`button ${how === 'drop' ? 'button-danger' : 'button-main'} ${working ? 'button-pending' : ''}`}
          onClick={() => void settle()}
        >
          {t(working ? 'feeds.applying' : how === 'confirm' ? 'feeds.confirm' : 'feeds.drop')}
        </button>
      </div>
    </Dialog>
  );
}
