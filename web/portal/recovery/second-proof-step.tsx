/** One more proof, of those the person registered (R32): a code sent outside the house, or a passkey. */
import { startAuthentication } from '@simplewebauthn/browser';
import { webauthnJson } from '@vaguemestre/contract/passkey.ts';
import { done, type RecoveryReply, recoveryPasskey } from '@vaguemestre/contract/recovery.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Heading } from '../../design/heading.tsx';
import { Notice } from '../../design/notice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { post } from '../../request.ts';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';

type Proof = RecoveryReply['proofs'][number];
type AuthenticationOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];

export function SecondProofStep({ recovery, proven }: { recovery: RecoveryReply; proven: () => void }) {
  const { t } = useTranslation();
  const { ticket } = recovery;
  /** Where the code went; null until one was sent. */
  const [sent, setSent] = useState<Proof | null>(null);
  const [code, setCode] = useState('');
  const { failure, working, act } = useAct();

  async function give(proof: Proof): Promise<void> {
    await act(async () => {
      if (proof.kind === 'passkey') {
        const asked = await post('/api/session/passkey/begin', {}, webauthnJson);
        const response = await startAuthentication({ optionsJSON: asked as unknown as AuthenticationOptions });
        await post('/api/recovery/passkey', recoveryPasskey.parse({ ticket, response }), done);
        proven();
      } else {
        await post('/api/recovery/code', { ticket, kind: proof.kind }, done);
        setSent(proof);
      }
    });
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (code.trim() === '') return;
    await act(async () => {
      await post('/api/recovery/prove', { ticket, code }, done);
      proven();
    });
  }

  return (
    <form className="card stack stack-wide" onSubmit={event => void submit(event)} noValidate>
      <div className="stack">
        <Heading>{t('recovery.second.title')}</Heading>
        <p className="lead">{t('recovery.second.lead')}</p>
      </div>
      <RefusalNotice
        failure={failure}
        own={{ 'bad-credentials': { title: t('signIn.wrongCode'), text: t('contacts.wrongText') } }}
        otherwise={t('signIn.passkeyFailed')}
      />
      {sent !== null && (
        <>
          <Notice tone="good" live>
            <p>{t(sent.kind === 'phone' ? 'recovery.second.texted' : 'recovery.second.mailed', { hint: sent.hint })}</p>
          </Notice>
          <TextField
            label={t('contacts.code')}
            hint={t('contacts.codeHint')}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
            autoFocus
            inputMode="numeric"
            fixed
            isRequired
          />
          <div className="row">
            <Button type="submit" isPending={working} isDisabled={code.trim() === ''}>
              {t(working ? 'working' : 'next')}
            </Button>
          </div>
        </>
      )}
      <div className="stack stack-tight">
        {sent !== null && <p className="small soft">{t('recovery.second.otherwise')}</p>}
        {recovery.proofs.map(proof => (
          <Button
            key={proof.kind}
            weight={sent === null ? 'main' : 'quiet'}
            className="wide"
            onPress={() => void give(proof)}
          >
            {t(`recovery.second.by.${proof.kind}`, { hint: proof.hint })}
          </Button>
        ))}
      </div>
      <p className="small soft">{t('recovery.second.none')}</p>
    </form>
  );
}
