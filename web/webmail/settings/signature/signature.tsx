/** The signature: what the directory says, one's own lines, and whether the server signs for phones. R24 */
import { ownLines, type SignatureReply, signatureReply } from '@vaguemestre/contract/signature.ts';
import { type FormEvent, useState } from 'react';
import { Heading } from '../../../design/heading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { post } from '../../../request.ts';
import { Field, Tick } from '../fields.tsx';
import { Outcome, Shown, useAct, useAsked } from '../use-asked.tsx';
import { useSettingsWords } from '../words.ts';
import { useSignatureWords } from './words.ts';

export default function Signature() {
  const { t } = useSignatureWords();
  const asked = useAsked('/api/signature', signatureReply);
  return (
    <div className="stack stack-wide">
      <Heading>{t('title')}</Heading>
      <p className="soft">{t('intro')}</p>
      <Shown asked={asked}>
        {reply => (
          <>
            <Preview reply={reply} />
            <Form reply={reply} put={asked.put} />
          </>
        )}
      </Shown>
    </div>
  );
}

function Preview({ reply: { signature } }: { reply: SignatureReply }) {
  const { t } = useSignatureWords();
  if (signature === null)
    return (
      <Notice>
        <p>{t('nothing')}</p>
        <p>{t('wrong')}</p>
      </Notice>
    );
  return (
    <section className="settings-group">
      <h2>{t('preview')}</h2>
      <div className="settings-pair">
        <div className="stack">
          <h3>{t('html')}</h3>
          {/* As in a letter: on white, without a script, away from our own styles. */}
          <iframe
            className="mail-frame signature-frame"
            title={t('frame')}
            sandbox=""
            srcDoc={`<!doctype html><meta charset="utf-8"><style>html{color-scheme:light}body{margin:12px;background:#fff;color:#1c2529;font:16px/1.5 system-ui,sans-serif}</style>${signature.html}`}
          />
        </div>
        <div className="stack">
          <h3>{t('text')}</h3>
          <p className="letter-shown fixed">{signature.text}</p>
        </div>
      </div>
      <p className="small soft">{t('wrong')}</p>
    </section>
  );
}

function Form({ reply, put }: { reply: SignatureReply; put: (reply: SignatureReply) => void }) {
  const { t } = useSignatureWords();
  const { t: tell } = useSettingsWords();
  const [lines, setLines] = useState(reply.lines);
  const [added, setAdded] = useState(reply.added);
  const saving = useAct();
  const written = lines.split('\n').filter(line => line.trim() !== '');
  const fault =
    written.length > ownLines.most
      ? t('tooMany', { most: ownLines.most })
      : written.some(line => [...line.trim()].length > ownLines.length)
        ? t('tooLong', { length: ownLines.length })
        : null;

  function save(event: FormEvent): void {
    event.preventDefault();
    if (fault !== null) return;
    saving.run(async () => {
      const kept = await post('/api/signature', { lines, added }, signatureReply);
      setLines(kept.lines);
      put(kept);
    });
  }
  return (
    <form className="stack stack-wide" onSubmit={save}>
      <section className="settings-group">
        <h2>{t('own')}</h2>
        <Field
          label={t('lines')}
          hint={t('linesHint', { most: ownLines.most, length: ownLines.length })}
          error={fault}
          rows={4}
          most={1000}
          value={lines}
          change={setLines}
        />
      </section>
      <section className="settings-group">
        <h2>{t('elsewhere')}</h2>
        <Tick checked={added} change={setAdded} hint={t('addedHint')}>
          {t('added')}
        </Tick>
        {!reply.serverSigns && <p className="small soft">{t('notHere')}</p>}
      </section>
      <div className="row">
        <button type="submit" className="button button-main">
          {tell('save')}
        </button>
      </div>
      <Outcome act={saving} />
    </form>
  );
}
