/** The message as it came: its headers, its source. */
import { useEffect, useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { JmapFault } from '../../jmap/fault.ts';
import type { Id } from '../../jmap/objects.ts';
import { useBody, useEmail, useStore } from '../shell/use-store.ts';
import { useWords } from '../words/speak.ts';

export function HeadersShown({ id, close }: { id: Id; close: () => void }) {
  const { t } = useWords();
  const body = useBody(id);
  const headers = body === undefined || body instanceof JmapFault ? [] : body.headers;
  return (
    <Dialog title={t('headers.title')} closeLabel={t('close')} onClose={close} wide>
      <div className="origin">
        <table className="headers">
          <thead>
            <tr>
              <th scope="col">{t('headers.name')}</th>
              <th scope="col">{t('headers.value')}</th>
            </tr>
          </thead>
          <tbody>
            {headers.map(({ name, value }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: headers repeat, and never move
              <tr key={index}>
                <th scope="row">{name}</th>
                <td>{value.trim()}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

const mostBytes = 500_000;

export function SourceShown({ id, close }: { id: Id; close: () => void }) {
  const { t } = useWords();
  const { jmap } = useStore();
  const head = useEmail(id);
  const [source, setSource] = useState<string | null>(null);
  const blobId = head?.blobId;
  useEffect(() => {
    if (blobId === undefined) return;
    const stop = new AbortController();
    jmap
      .download({ blobId, type: 'message/rfc822' }, stop.signal)
      .then(blob => blob.slice(0, mostBytes).text())
      .then(setSource, () => setSource(t('reading.failed')));
    return () => stop.abort();
  }, [jmap, blobId, t]);
  return (
    <Dialog title={t('source.title')} closeLabel={t('close')} onClose={close} wide>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reached by the keyboard */}
      <pre className="source" tabIndex={0}>
        {source ?? t('working')}
      </pre>
      {head !== undefined && head.size > mostBytes && <p className="soft small">{t('source.cut')}</p>}
    </Dialog>
  );
}
