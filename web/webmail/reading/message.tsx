/** One message of a conversation: who, when, warnings, text, attachments. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Mark } from '../../design/mark.tsx';
import { Notice } from '../../design/notice.tsx';
import { JmapFault } from '../../jmap/fault.ts';
import type { BodyPart, EmailBody, EmailHead, Id } from '../../jmap/objects.ts';
import { markRead } from '../actions/mark-read.ts';
import { useOpenCompose } from '../compose/open.ts';
import { nameOfAddress } from '../list/people.ts';
import { useAsk } from '../shell/dialogs.tsx';
import { Compose } from '../shell/rooms.ts';
import { useTheme } from '../shell/theme.ts';
import { useBody, useEmail, useStore } from '../shell/use-store.ts';
import type { Verbs } from '../shell/use-verbs.ts';
import { shortDate } from '../words/dates.ts';
import { useWords } from '../words/speak.ts';
import { Attachments } from './attachments.tsx';
import { Frame } from './frame.tsx';
import { InvitationCard } from './invitation.tsx';
import { MessageHead } from './message-head.tsx';
import { PlainText } from './plain-text.tsx';
import { sanitise } from './sanitise.ts';
import { tellInsisted } from './tell-insisted.ts';
import { usePictures } from './use-pictures.ts';
import { readVerdict } from './verdict.ts';
import { Warning } from './warning.tsx';

/** A message that is not open: one line that opens it. */
export function Folded({ id, verbs }: { id: Id; verbs: Verbs }) {
  const { t, language } = useWords();
  const head = useEmail(id);
  const [open, setOpen] = useState(false);
  if (head === undefined) return null;
  const [from] = head.from ?? [];
  const name = from === undefined ? t('list.nobody') : nameOfAddress(from);
  if (open) return <Message id={id} head={head} verbs={verbs} />;
  return (
    <button type="button" className="folded" aria-label={t('reading.unfold', { name })} onClick={() => setOpen(true)}>
      <strong>{name}</strong>
      <span className="folded-preview soft">{head.preview}</span>
      <span className="soft small">{shortDate(head.receivedAt, language, new Date())}</span>
    </button>
  );
}

export function Message({ id, head, verbs }: { id: Id; head: EmailHead; verbs: Verbs }) {
  const { t } = useWords();
  const store = useStore();
  const body = useBody(id);
  const ready = body !== undefined && !(body instanceof JmapFault);
  const unread = head.keywords.$seen !== true;

  // It counts as read once it is there to be read; who marks it unread afterwards is obeyed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what happens to its marks later is the reader's will
  useEffect(() => {
    if (ready && unread) markRead(store, [id], true);
  }, [id, ready]);

  return (
    <section className="message">
      <MessageHead head={head} body={ready ? body : null} />
      {body === undefined && (
        <p className="message-coming" role="status">
          <span className="unseen">{t('reading.loading')}</span>
        </p>
      )}
      {body instanceof JmapFault && (
        <Notice tone="warn" live>
          <p>
            {t(
              body.kind === 'unreachable'
                ? 'reading.unreachable'
                : body.kind === 'not-found'
                  ? 'reading.gone'
                  : 'reading.failed',
            )}
          </p>
          <button type="button" className="button button-quiet" onClick={() => store.bodies.read(id)}>
            {t('reading.again')}
          </button>
        </Notice>
      )}
      {ready && <Content head={head} body={body} report={() => verbs.report([id])} />}
    </section>
  );
}

function Content({ head, body, report }: { head: EmailHead; body: EmailBody; report: () => void }) {
  const { t } = useWords();
  const ask = useAsk();
  const openCompose = useOpenCompose();
  const [released, setReleased] = useState(false);
  const verdict = useMemo(() => readVerdict(head, body), [head, body]);
  const held = !released && verdict.held;
  const release = () => {
    setReleased(true);
    void tellInsisted(head.id);
  };
  const calendar = [...body.attachments, ...body.textBody].find(({ type }) => type === 'text/calendar');
  const values = Object.values(body.bodyValues);

  const follow = useCallback(
    (url: string, text: string) => {
      if (held) return;
      const [, to] = /^mailto:([^?]*)/i.exec(url) ?? [];
      if (to !== undefined && Compose !== null) openCompose({ mode: 'new', to: decodeURIComponent(to) });
      else ask({ kind: 'link', url, text });
    },
    [held, ask, openCompose],
  );

  return (
    <div data-held={held} className="message-content">
      <Warning verdict={verdict} held={held} release={release} report={report} />
      {calendar !== undefined && <InvitationCard part={calendar} />}
      {values.some(({ isEncodingProblem }) => isEncodingProblem) && (
        <p className="soft small">{t('reading.badEncoding')}</p>
      )}
      <Text head={head} body={body} follow={follow} />
      {values.some(({ isTruncated }) => isTruncated) && <p className="soft small">{t('reading.cut')}</p>}
      <Attachments parts={body.attachments} held={held} />
    </div>
  );
}

type TextProps = { head: EmailHead; body: EmailBody; follow: (url: string, text: string) => void };

function Text({ head, body, follow }: TextProps) {
  const { t } = useWords();
  const [asText, setAsText] = useState(false);
  const hasHtml = body.htmlBody.some(({ type }) => type === 'text/html');
  const hasText = body.textBody.some(({ type }) => type === 'text/plain');
  const parts = (asText && hasText ? body.textBody : body.htmlBody).filter(
    part => (part.type === 'text/html' || part.type === 'text/plain') && part.partId !== null,
  );
  const empty = parts.every(({ partId }) => (body.bodyValues[partId ?? '']?.value ?? '').trim() === '');
  if (empty) return <p className="soft">{t('reading.empty')}</p>;
  return (
    <>
      {parts.map(part => (
        <Part key={part.partId} part={part} head={head} body={body} follow={follow} />
      ))}
      {hasHtml && hasText && (
        <button type="button" className="button button-plain as-text" onClick={() => setAsText(!asText)}>
          <Mark name="paper" size={17} />
          {t(asText ? 'reading.asHtml' : 'reading.asText')}
        </button>
      )}
    </>
  );
}

function Part({ part, head, body, follow }: TextProps & { part: BodyPart }) {
  const text = body.bodyValues[part.partId ?? '']?.value ?? '';
  if (part.type === 'text/plain') return <PlainText text={text} follow={follow} />;
  return <Html html={text} subject={head.subject ?? ''} attachments={body.attachments} follow={follow} />;
}

type HtmlProps = {
  html: string;
  subject: string;
  attachments: readonly BodyPart[];
  follow: TextProps['follow'];
};

function Html({ html, subject, attachments, follow }: HtmlProps) {
  const { t } = useWords();
  const theme = useTheme();
  const clean = useMemo(() => sanitise(html), [html]);
  const pictures = usePictures(clean.cids, attachments);
  return (
    <>
      {clean.remote > 0 && (
        <p className="images-blocked small">
          <Mark name="picture" size={18} />
          <span>
            <strong>{t('reading.images.title', { count: clean.remote })}</strong> {t('reading.images.text')}{' '}
            {t('reading.images.blocked')}
          </span>
        </p>
      )}
      <Frame
        html={clean.html}
        title={`${t('reading.frame')} : ${subject}`}
        theme={theme}
        coloured={clean.coloured}
        pictures={pictures}
        follow={follow}
      />
    </>
  );
}
