import { recoveryCodes, secondFactorSecret } from '@vaguemestre/contract/account.ts';
import { done } from '@vaguemestre/contract/recovery.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/notice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { post } from '../../request.ts';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import type { CardProps } from './account.tsx';
import { Card } from './card.tsx';

type Stage =
  | { kind: 'closed' }
  | { kind: 'secret'; secret: string; uri: string; qr: { size: number; path: string } }
  | { kind: 'codes'; codes: string[] }
  | { kind: 'off' };

export function SecondFactorCard({ account, changed }: CardProps) {
  const { t } = useTranslation();
  const [stage, setStage] = useState<Stage>({ kind: 'closed' });
  const [code, setCode] = useState('');
  const { failure, working, act } = useAct();

  async function begin(): Promise<void> {
    await act(async () =>
      setStage({ kind: 'secret', ...(await post('/api/account/second-factor', {}, secondFactorSecret)) }),
    );
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    await act(async () => {
      if (stage.kind === 'off') {
        await post('/api/account/second-factor/remove', { code }, done);
        setStage({ kind: 'closed' });
      } else {
        setStage({ kind: 'codes', ...(await post('/api/account/second-factor/confirm', { code }, recoveryCodes)) });
      }
      setCode('');
      await changed();
    });
  }

  const refused = { 'bad-credentials': { title: t('signIn.wrongCode'), text: t('account.factor.wrongText') } };
  return (
    <Card icon="shield" title={t('account.factor.title')}>
      <p className="soft">{t(account.secondFactor ? 'account.factor.on' : 'account.factor.explain')}</p>
      {stage.kind === 'closed' && (
        <div>
          {account.secondFactor ? (
            <Button weight="quiet" onPress={() => setStage({ kind: 'off' })}>
              {t('account.factor.remove')}
            </Button>
          ) : (
            <Button weight="quiet" onPress={() => void begin()} isPending={working}>
              {t('account.factor.begin')}
            </Button>
          )}
          <RefusalNotice failure={failure} own={refused} />
        </div>
      )}
      {(stage.kind === 'secret' || stage.kind === 'off') && (
        <form className="stack" onSubmit={event => void submit(event)} noValidate>
          {stage.kind === 'secret' && (
            <>
              <p>{t('account.factor.secret')}</p>
              <svg
                className="qr"
                viewBox={`-4 -4 ${stage.qr.size + 8} ${stage.qr.size + 8}`}
                role="img"
                aria-label={t('account.factor.qr')}
              >
                <rect x="-4" y="-4" width="100%" height="100%" fill="#fff" />
                <path d={stage.qr.path} fill="#000" shapeRendering="crispEdges" />
              </svg>
              <p className="code">{stage.secret.replace(/(.{4})(?=.)/g, '$1 ')}</p>
              <p>
                <a href={stage.uri}>{t('account.factor.open')}</a>
              </p>
            </>
          )}
          <RefusalNotice failure={failure} own={refused} />
          <TextField
            label={t('signIn.codeLabel')}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
            capitals="none"
            fixed
            isRequired
          />
          <div className="row">
            <Button type="submit" isPending={working} isDisabled={code.trim() === ''}>
              {t(stage.kind === 'off' ? 'account.factor.remove' : 'account.factor.confirm')}
            </Button>
            <Button weight="quiet" onPress={() => setStage({ kind: 'closed' })}>
              {t('cancel')}
            </Button>
          </div>
        </form>
      )}
      {stage.kind === 'codes' && (
        <Notice tone="good" live>
          <p>
            <strong>{t('account.factor.done')}</strong>
          </p>
          <p>{t('account.factor.codes')}</p>
          <ul className="codes">
            {stage.codes.map(each => (
              <li key={each} className="fixed">
                {each}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </Card>
  );
}
