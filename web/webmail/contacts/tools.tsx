import {
  type DuplicatesReply,
  duplicatesReply,
  type ImportReply,
  importReply,
  mergeReply,
} from '@vaguemestre/contract/contacts.ts';
import { refusalReply } from '@vaguemestre/contract/text.ts';
import { useState } from 'react';
import { get, post, Refused } from '../../request.ts';
import { Outcome, useAct } from '../settings/use-asked.tsx';
import { FileButton } from './file-button.tsx';
import { useContactWords } from './words.ts';

/** Files in and out, and cards that speak of one person. */
export function Tools({ changed }: { changed: () => void }) {
  const { t, language } = useContactWords();
  const [imported, setImported] = useState<ImportReply | null>(null);
  const [duplicates, setDuplicates] = useState<DuplicatesReply['groups'] | null>(null);
  const [merged, setMerged] = useState(false);
  const act = useAct();

  const take = (file: File) =>
    act.run(async () => {
      setImported(await sendFile(file));
      changed();
    });
  const look = () =>
    act.run(async () => {
      setMerged(false);
      setDuplicates((await get('/api/contacts/duplicates', duplicatesReply)).groups);
    });
  const merge = (ids: readonly string[]) =>
    act.run(async () => {
      await post('/api/contacts/merge', { ids }, mergeReply);
      setDuplicates((await get('/api/contacts/duplicates', duplicatesReply)).groups);
      setMerged(true);
      changed();
    });

  return (
    <section className="settings-group">
      <h2>{t('tools')}</h2>
      <FileButton label={t('import')} hint={t('importHint')} accept=".vcf,.csv,text/vcard,text/csv" take={take} />
      <div role="status" className="stack">
        {imported !== null && <Imported {...imported} />}
        {merged && <p className="settings-done">{t('merged')}</p>}
        {duplicates?.length === 0 && !merged && <p className="soft">{t('noDuplicates')}</p>}
      </div>
      <div className="row">
        <a className="button button-quiet button-small" href="/api/contacts/export?format=vcard4" download>
          {t('vcard')}
        </a>
        <a
          className="button button-quiet button-small"
          href={`/api/contacts/export?format=csv&language=${language}`}
          download
        >
          {t('csv')}
        </a>
        <button type="button" className="button button-quiet button-small" onClick={look}>
          {t('duplicates')}
        </button>
      </div>
      <Outcome act={{ failure: act.failure, done: false }} />
      {duplicates !== null && duplicates.length > 0 && (
        <>
          <h3>{t('duplicateTitle')}</h3>
          <ul className="settings-list">
            {duplicates.map(group => (
              <li key={group.map(({ id }) => id).join()}>
                <span className="settings-name">
                  {group.map(({ id, name, emails }) => (
                    <span key={id} className="contact-duplicate">
                      {name} <span className="small soft">{emails.join(', ')}</span>
                    </span>
                  ))}
                </span>
                <button
                  type="button"
                  className="button button-plain"
                  aria-label={t('mergeOf', { name: group[0]?.name ?? '' })}
                  onClick={() => merge(group.map(({ id }) => id))}
                >
                  {t('merge')}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Imported({ added, updated, known, refused }: ImportReply) {
  const { t, language } = useContactWords();
  return (
    <>
      <p className="settings-done">{t('imported', { added, updated, known })}</p>
      {refused.length > 0 && (
        <>
          <p>{t('refusedLines', { count: refused.length })}</p>
          <ul className="plain-list">
            {refused.slice(0, 20).map(({ line, sentence }) => (
              <li key={line}>{t('line', { line, text: sentence[language] })}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** The file as it is: the server finds out what it is. @throws Refused; TypeError where the server cannot be reached */
async function sendFile(file: File): Promise<ImportReply> {
  const response = await fetch('/api/contacts/import', { method: 'POST', body: file, credentials: 'same-origin' });
  const body: unknown = await response.json();
  if (!response.ok) throw new Refused(refusalReply.parse(body));
  return importReply.parse(body);
}
