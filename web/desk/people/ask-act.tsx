/** One act with what it needs to know, its consequence said before, and what came of it. */
import type { CardReply } from '@vaguemestre/contract/desk.ts';
import { codeReply } from '@vaguemestre/contract/support.ts';
import { type FormEvent, useState } from 'react';
import * as z from 'zod/mini';
import { Dialog } from '../../design/dialog.tsx';
import { Notice } from '../../design/notice.tsx';
import { post } from '../../request.ts';
import { Refusal, useAct } from '../frame/asked.tsx';
import { Radios, TextLine } from '../frame/fields.tsx';
import { fetchFile, keepFile } from '../frame/file.ts';
import { useTold } from '../frame/told.tsx';
import { useFrameWords } from '../frame/words.ts';
import { useWords } from '../words/words.ts';
import { HandedCode } from './handed-code.tsx';
import { type Identity, identities } from './identities.ts';
import { type ActName, isProposed } from './offered.ts';

const done = z.object({ done: z.literal(true) });
const proposed = z.object({ id: z.number() });

type Props = { act: ActName; card: CardReply; close: () => void; changed: () => Promise<void> };

export function AskAct({ act, card, close, changed }: Props) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const tell = useTold();
  const { failure, working, act: run } = useAct();
  const [proof, setProof] = useState<Identity | ''>('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [code, setCode] = useState<z.infer<typeof codeReply> | null>(null);
  const { person } = card;
  const { accountId } = person;
  const name = `${person.givenName} ${person.familyName}`;
  const byTwo = isProposed(act, card);
  const asksProof = act === 'hand-letter' || act === 'hand-code';
  const asksReason = act === 'suspend' || byTwo;
  const missing = (asksProof && proof === '') || (asksReason && reason.trim() === '');

  async function perform(): Promise<void> {
    if (byTwo) {
      const said = { act, accountId, reason: reason.trim(), ...(proof === '' ? {} : { identity: proof }) };
      await post('/api/support/propose', said, proposed);
      return tell(t('acts.proposed'));
    }
    if (act === 'hand-code') return setCode(await post('/api/support/code', { accountId, identity: proof }, codeReply));
    if (act === 'print-letter') {
      const file = await fetchFile('/api/support/letters/print', { accountId });
      keepFile(file, `lettre-${person.familyName}.pdf`);
    } else if (act === 'hand-letter') await post('/api/support/letters/handed', { accountId, identity: proof }, done);
    else if (act === 'suspend') await post('/api/support/suspend', { accountId, reason: reason.trim() }, done);
    else await post(`/api/support/${act}`, { accountId }, done);
    tell(t(`acts.${act}.done`, { name }));
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    const went = await run(perform);
    if (!went) return;
    if (act !== 'hand-code' || byTwo) close();
    await changed();
  }

  const title = t(`acts.${act}.title`, { name });
  if (code !== null)
    return (
      <Dialog title={title} closeLabel={frame('close')} onClose={close}>
        <HandedCode code={code} close={close} />
      </Dialog>
    );
  return (
    <Dialog title={title} closeLabel={frame('close')} onClose={close}>
      <form className="stack" onSubmit={event => void submit(event)} noValidate>
        <p>{t(`acts.${act}.explain`)}</p>
        {byTwo && (
          <Notice tone="warn">
            <p>{t(act === 'reinstate' ? 'acts.twoAdministrators' : 'acts.two', { name })}</p>
          </Notice>
        )}
        {asksProof && (
          <Radios
            label={t('identity.label')}
            hint={t('identity.hint')}
            value={proof}
            onChange={setProof}
            options={identities.map(value => ({ value, text: t(`identity.${value}`) }))}
            error={tried && proof === '' ? t('identity.missing') : undefined}
          />
        )}
        {asksReason && (
          <TextLine
            label={t(byTwo ? 'reason.two' : 'reason.label')}
            hint={t(byTwo ? 'reason.twoHint' : 'reason.hint')}
            value={reason}
            onChange={setReason}
            long
            maxLength={200}
            error={tried && reason.trim() === '' ? t('reason.missing') : undefined}
          />
        )}
        <Refusal failure={failure} />
        <div className="row dialog-acts">
          <button type="button" className="button button-quiet" onClick={close}>
            {frame('cancel')}
          </button>
          <button
            type="submit"
            className={`button ${act === 'suspend' || act === 'close' ? 'button-danger' : 'button-main'} ${working ? 'button-pending' : ''}`}
          >
            {working ? frame('working') : byTwo ? t('acts.propose') : t(`acts.${act}.act`)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
