import { type FeedReply, feedReply } from '@vaguemestre/contract/feed.ts';
import { refusalReply } from '@vaguemestre/contract/text.ts';
import { type FormEvent, useId, useState } from 'react';
import { Notice } from '../../design/notice.tsx';
import { Refusal, useAct } from '../../desk/frame/asked.tsx';
import { Radios } from '../../desk/frame/fields.tsx';
import { Link } from '../../desk/frame/link.tsx';
import { Refused } from '../../request.ts';
import { useWords } from '../words/words.ts';
import { DiffTable } from './diff-table.tsx';

type Scope = 'complete' | 'partial';

/** A file tried without harm, then taken in. */
export function Upload({ changed }: { changed: () => void }) {
  const { t, language } = useWords();
  const id = useId();
  const { failure, working, act } = useAct();
  const [file, setFile] = useState<File | null>(null);
  const [scope, setScope] = useState<Scope>('partial');
  const [tried, setTried] = useState(false);
  const [reply, setReply] = useState<FeedReply | null>(null);

  async function send(mode: 'preview' | 'import'): Promise<void> {
    if (file === null) return;
    await act(async () => {
      setReply(await upload(mode, file, scope));
      if (mode === 'import') changed();
    });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    void send('preview');
  }

  return (
    <section className="stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('feeds.upload.title')}</h2>
      <form className="panel" onSubmit={submit} noValidate>
        <div className="field">
          <label className="field-label" htmlFor={id}>
            {t('feeds.upload.file')}
          </label>
          <span className="field-hint">{t('feeds.upload.hint')}</span>
          <input
            id={id}
            type="file"
            className="file-field"
            accept=".csv,.xml,.ldif,.txt"
            onChange={event => {
              setFile(event.target.files?.[0] ?? null);
              setReply(null);
            }}
          />
          {tried && file === null && <span className="field-error">{t('feeds.upload.missing')}</span>}
        </div>
        <Radios
          label={t('feeds.upload.scope')}
          value={scope}
          onChange={now => {
            setScope(now);
            setReply(null);
          }}
          options={[
            { value: 'partial', text: t('feeds.upload.partial') },
            { value: 'complete', text: t('feeds.upload.complete') },
          ]}
        />
        <div className="row">
          <button
            type="submit"
            className={`button ${reply?.outcome === 'previewed' ? 'button-quiet' : 'button-main'} ${working ? 'button-pending' : ''}`}
          >
            {t(working ? 'feeds.upload.reading' : 'feeds.upload.preview')}
          </button>
        </div>
        <Refusal failure={failure} own={{ 'bad-message': t('feeds.upload.unreadable') }} />
      </form>
      {reply !== null && (
        <div className="stack">
          {reply.outcome === 'held' && reply.held !== null && (
            <Notice tone="warn" live>
              <p>{reply.held[language]}</p>
              <p>
                <Link to={`flux/${reply.feed}`}>{t('feeds.see')}</Link>
              </p>
            </Notice>
          )}
          {reply.outcome === 'applied' && (
            <Notice tone="good" live>
              <p>{t('feeds.upload.applied', { count: reply.opened })}</p>
            </Notice>
          )}
          {reply.outcome === 'previewed' && (
            <Notice live>
              <p>{t('feeds.upload.previewed')}</p>
              {reply.held !== null && <p>{reply.held[language]}</p>}
            </Notice>
          )}
          <DiffTable rows={reply.rows} key={reply.rows.length} />
          {reply.outcome === 'previewed' && (
            <div className="row">
              <button
                type="button"
                className={`button button-main ${working ? 'button-pending' : ''}`}
                onClick={() => void send('import')}
              >
                {t('feeds.upload.import')}
              </button>
            </div>
          )}
        </div>
      )}
    </section>
  );
}

/** @throws Refused; TypeError where the server cannot be reached */
async function upload(mode: 'preview' | 'import', file: File, scope: Scope): Promise<FeedReply> {
  const asked = new URLSearchParams({ scope, name: file.name.slice(0, 200) });
  const response = await fetch(`/api/feeds/${mode}?${asked}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    credentials: 'same-origin',
    body: file,
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Refused(refusalReply.parse(body));
  return feedReply.parse(body);
}
