/** A file seen in the page. Whatever it says it is, it is opened as what we take it for, and never as a page of ours. */
import { useEffect, useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { JmapFault } from '../../jmap/fault.ts';
import type { BodyPart, EmailBody, EmailHead } from '../../jmap/objects.ts';
import { useAsk } from '../shell/dialogs.tsx';
import { useTheme } from '../shell/theme.ts';
import { useStore } from '../shell/use-store.ts';
import { bodyProperties, headProperties, mostBodyBytes, partProperties } from '../store/properties.ts';
import { useWords } from '../words/speak.ts';
import { Frame } from './frame.tsx';
import { MessageHead } from './message-head.tsx';
import { PlainText } from './plain-text.tsx';
import type { PreviewKind } from './preview-kind.ts';
import { sanitise } from './sanitise.ts';

type Props = { part: BodyPart; kind: PreviewKind; name: string; path: string; close: () => void };

export default function Preview({ part, kind, name, path, close }: Props) {
  const { t } = useWords();
  return (
    <Dialog title={name} closeLabel={t('close')} onClose={close} wide>
      {kind === 'message' ? <MailInMail part={part} /> : <Bytes part={part} kind={kind} name={name} />}
      <div className="row dialog-acts">
        <a className="button button-quiet" href={path} download>
          {t('attachments.download')}
        </a>
      </div>
    </Dialog>
  );
}

const mostText = 300_000;
const types: Readonly<Record<Exclude<PreviewKind, 'message'>, string | null>> = {
  image: null,
  pdf: 'application/pdf',
  text: 'text/plain',
};

type Seen = { readonly url: string; readonly text: string | null; readonly cut: boolean };

function Bytes({ part, kind, name }: Pick<Props, 'part' | 'name'> & { kind: Exclude<PreviewKind, 'message'> }) {
  const { t } = useWords();
  const { jmap } = useStore();
  const [seen, setSeen] = useState<Seen | 'failed' | null>(null);
  const { blobId, type, charset } = part;
  useEffect(() => {
    const stop = new AbortController();
    let url = '';
    async function load(): Promise<void> {
      if (blobId === null) return;
      const blob = await jmap.download({ blobId, type: types[kind] ?? type }, stop.signal);
      const text = kind === 'text' ? decode(await blob.slice(0, mostText).arrayBuffer(), charset) : null;
      url = URL.createObjectURL(blob);
      setSeen({ url, text, cut: kind === 'text' && blob.size > mostText });
    }
    load().catch(() => setSeen('failed'));
    return () => {
      stop.abort();
      URL.revokeObjectURL(url);
    };
  }, [jmap, blobId, type, charset, kind]);

  if (seen === null) return <p className="soft">{t('working')}</p>;
  if (seen === 'failed') return <p role="alert">{t('attachments.failed')}</p>;
  if (kind === 'image') return <img className="preview-image" src={seen.url} alt={name} />;
  if (kind === 'pdf') return <iframe className="preview-pdf" src={seen.url} title={t('attachments.pdf', { name })} />;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reached by the keyboard */}
      <pre className="source" tabIndex={0}>
        {seen.text}
      </pre>
      {seen.cut && <p className="soft small">{t('attachments.textCut')}</p>}
    </>
  );
}

function decode(bytes: ArrayBuffer, charset: string | null | undefined): string {
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(bytes);
  } catch {
    // A charset that no browser knows.
    return new TextDecoder().decode(bytes);
  }
}

/** The server reads the message inside the message. rfc/8621#4.9 */
function MailInMail({ part }: { part: BodyPart }) {
  const { t } = useWords();
  const { jmap } = useStore();
  const ask = useAsk();
  const theme = useTheme();
  const [inner, setInner] = useState<(EmailHead & EmailBody) | 'failed' | null>(null);
  const { blobId } = part;
  useEffect(() => {
    if (blobId === null) return;
    const asked = {
      blobIds: [blobId],
      properties: [...bodyProperties, ...headProperties],
      bodyProperties: partProperties,
      fetchTextBodyValues: true,
      fetchHTMLBodyValues: true,
      maxBodyValueBytes: mostBodyBytes,
    };
    jmap.call('Email/parse', asked).then(
      ({ parsed }) => setInner((parsed?.[blobId] as (EmailHead & EmailBody) | undefined) ?? 'failed'),
      (error: unknown) => {
        if (!(error instanceof JmapFault)) throw error;
        setInner('failed');
      },
    );
  }, [jmap, blobId]);

  if (inner === null) return <p className="soft">{t('working')}</p>;
  if (inner === 'failed') return <p role="alert">{t('attachments.failed')}</p>;
  const follow = (url: string, text: string) => ask({ kind: 'link', url, text });
  return (
    <div className="message">
      <h3>{inner.subject?.trim() || t('list.noSubject')}</h3>
      <MessageHead head={inner} body={inner} />
      {inner.htmlBody.map(each => {
        const text = inner.bodyValues[each.partId ?? '']?.value ?? '';
        if (each.type !== 'text/html') return <PlainText key={each.partId} text={text} follow={follow} />;
        const clean = sanitise(text);
        return (
          <Frame
            key={each.partId}
            html={clean.html}
            title={t('reading.frame')}
            theme={theme}
            coloured={clean.coloured}
            pictures={new Map()}
            follow={follow}
          />
        );
      })}
    </div>
  );
}
