import { compose } from '@vaguemestre/contract/password-composition.ts';
import { done } from '@vaguemestre/contract/recovery.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/notice.tsx';
import { post } from '../../request.ts';
import { NewPassword } from '../password/new-password.tsx';
import { PasswordField } from '../password/password-field.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { useTimes } from '../times.ts';
import type { CardProps } from './account.tsx';
import { Card } from './card.tsx';

export function PasswordCard({ account, changed }: CardProps) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const [stage, setStage] = useState<'closed' | 'open' | 'done'>('closed');
  const [current, setCurrent] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const { failure, working, act } = useAct();
  const composed = compose(newPassword, account.leastLength).met !== null;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!composed || current === '') return;
    await act(async () => {
      await post('/api/account/password', { current, newPassword }, done);
      setCurrent('');
      setNewPassword('');
      setStage('done');
      await changed();
    });
  }

  return (
    <Card icon="key" title={t('account.password.title')}>
      {account.passwordSetAt !== null && (
        <p className="soft">{t('account.password.since', { at: moment(account.passwordSetAt) })}</p>
      )}
      {stage === 'done' && (
        <Notice tone="good" live>
          <p>{t('account.password.done')}</p>
        </Notice>
      )}
      {stage === 'open' ? (
        <form className="stack stack-wide" onSubmit={event => void submit(event)} noValidate>
          <RefusalNotice
            failure={failure}
            own={{ 'bad-credentials': { title: t('account.password.wrong'), text: t('account.password.wrongText') } }}
          />
          <input
            className="unseen"
            type="text"
            autoComplete="username"
            value={account.address}
            readOnly
            tabIndex={-1}
            aria-hidden="true"
          />
          <PasswordField
            label={t('account.password.current')}
            value={current}
            onChange={setCurrent}
            autoFocus
            autoComplete="current-password"
          />
          <NewPassword
            label={t('activation.password.label')}
            value={newPassword}
            onChange={setNewPassword}
            least={account.leastLength}
          />
          <div className="row">
            <Button type="submit" isPending={working} isDisabled={!composed || current === ''}>
              {t(working ? 'working' : 'account.password.act')}
            </Button>
            <Button weight="quiet" onPress={() => setStage('closed')}>
              {t('cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <div>
          <Button weight="quiet" onPress={() => setStage('open')}>
            {t('account.password.open')}
          </Button>
        </div>
      )}
    </Card>
  );
}
