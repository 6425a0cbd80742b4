import { type PreviewReply, previewReply, type RuleShape, runReply, undoReply } from '@vaguemestre/contract/filters.ts';
import { useEffect, useState } from 'react';
import { Dialog } from '../../../design/dialog.tsx';
import type { EmailHead } from '../../../jmap/objects.ts';
import { post } from '../../../request.ts';
import { folderName } from '../../folders/folder-name.ts';
import { useMailboxes, useStore } from '../../shell/use-store.ts';
import { shortDate } from '../../words/dates.ts';
import { useWords } from '../../words/speak.ts';
import { Choice } from '../fields.tsx';
import { Outcome, useAct } from '../use-asked.tsx';
import { useSettingsWords } from '../words.ts';
import { useFiltersWords } from './words.ts';

/** A rule on the mail that is there: first what it would touch, then the deed, then its undoing. */
export function RunQuestion({ rule, close }: { rule: RuleShape; close: () => void }) {
  const { t } = useFiltersWords();
  const { t: tell } = useSettingsWords();
  const { t: words } = useWords();
  const store = useStore();
  const mailboxes = useMailboxes();
  const [mailbox, setMailbox] = useState(() => store.mailboxes.ofRole('inbox')?.id ?? mailboxes[0]?.id ?? '');
  const [found, setFound] = useState<PreviewReply | null>(null);
  const [run, setRun] = useState<{ run: string; messages: number } | null>(null);
  const [undone, setUndone] = useState(false);
  const act = useAct();

  const look = (after: number) =>
    act.run(async () => {
      setRun(null);
      setUndone(false);
      setFound(await post('/api/filters/preview', { mailbox, rule, after }, previewReply));
    });
  const apply = (uids: readonly number[]) =>
    act.run(async () => {
      setRun(await post('/api/filters/run', { mailbox, rule, uids }, runReply));
      void store.sync();
    });
  const undo = (id: string) =>
    act.run(async () => {
      await post('/api/filters/undo', { run: id }, undoReply);
      setUndone(true);
      void store.sync();
    });

  return (
    <Dialog wide title={t('existing.title', { name: rule.name })} closeLabel={tell('close')} onClose={close}>
      <Choice
        label={t('existing.mailbox')}
        value={mailbox}
        choices={mailboxes.map(each => [each.id, folderName(each, words)] as const)}
        change={id => {
          setMailbox(id);
          setFound(null);
          setRun(null);
        }}
      />
      {found === null && (
        <button type="button" className="button button-main" onClick={() => look(0)}>
          {t(act.busy ? 'existing.looking' : 'existing.look')}
        </button>
      )}
      <Outcome act={{ failure: act.failure, done: false }} />
      {found !== null && (
        <div className="stack" aria-live="polite">
          <p>
            <strong>
              {found.uids.length === 0 ? t('existing.nothing') : t('existing.found', { count: found.uids.length })}
            </strong>{' '}
            <span className="soft">{t('existing.looked', { count: found.looked })}</span>
          </p>
          {found.passedOver.length > 0 && <p className="small soft">{t('existing.passedOver')}</p>}
          {run === null && <Found found={found} />}
          {run !== null && !undone && <p className="settings-done">{t('existing.done', { count: run.messages })}</p>}
          {undone && <p className="settings-done">{t('existing.undone')}</p>}
          {found.after !== null && <p className="small soft">{t('existing.more')}</p>}
          <div className="row dialog-acts">
            {run === null && found.uids.length > 0 && (
              <button type="button" className="button button-main" onClick={() => apply(found.uids)}>
                {t('existing.apply', { count: found.uids.length })}
              </button>
            )}
            {run !== null && !undone && (
              <button type="button" className="button button-quiet" onClick={() => undo(run.run)}>
                {t('existing.undo')}
              </button>
            )}
            {found.after !== null && (
              <button type="button" className="button button-quiet" onClick={() => look(found.after ?? 0)}>
                {t('existing.next')}
              </button>
            )}
            <button type="button" className="button button-quiet" onClick={close}>
              {tell('close')}
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** The newest of what was found. */
function Found({ found: { emails, uids } }: { found: PreviewReply }) {
  const { t, language } = useFiltersWords();
  const { jmap } = useStore();
  const [heads, setHeads] = useState<readonly EmailHead[]>([]);
  useEffect(() => {
    if (emails.length === 0) return setHeads([]);
    let current = true;
    const properties = ['id', 'from', 'subject', 'receivedAt'];
    void jmap.call('Email/get', { ids: emails, properties }).then(({ list }) => {
      if (current) setHeads(list as unknown as EmailHead[]);
    });
    return () => {
      current = false;
    };
  }, [emails, jmap]);
  const others = uids.length - emails.length;
  return (
    <>
      <ul className="settings-list found-list">
        {heads.map(({ id, from, subject, receivedAt }) => (
          <li key={id}>
            <span className="settings-name">
              <strong>{subject ?? ''}</strong>
              <span className="line-more">{from?.[0]?.name ?? from?.[0]?.email ?? ''}</span>
            </span>
            <span className="small soft">{shortDate(receivedAt, language, new Date())}</span>
          </li>
        ))}
      </ul>
      {others > 0 && <p className="small soft">{t('existing.others', { count: others })}</p>}
    </>
  );
}
