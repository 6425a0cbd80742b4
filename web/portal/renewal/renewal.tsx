/** The yearly password (R18): nothing else opens before it. */
import { compose } from '@vaguemestre/contract/password-composition.ts';
import { done } from '@vaguemestre/contract/recovery.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Heading } from '../../design/heading.tsx';
import { post } from '../../request.ts';
import { useAccount } from '../account/use-account.ts';
import { Channels } from '../help/channels.tsx';
import { NeverAsked } from '../help/never-asked.tsx';
import { NewPassword } from '../password/new-password.tsx';
import { PasswordField } from '../password/password-field.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { useGoOn } from '../sign-in/go-on.ts';

export default function Renewal() {
  const { t } = useTranslation();
  const goOn = useGoOn();
  const { account } = useAccount();
  const [current, setCurrent] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const { failure, working, act } = useAct();
  if (account === null) return null;
  const least = account.leastLength;
  const composed = compose(newPassword, least).met !== null;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!composed || current === '') return;
    await act(async () => {
      await post('/api/account/password', { current, newPassword }, done);
      await goOn();
    });
  }

  return (
    <div className="page-narrow stack home">
      <form className="card stack stack-wide" onSubmit={event => void submit(event)} noValidate>
        <div className="stack">
          <Heading>{t('renewal.title')}</Heading>
          <p className="lead">{t('renewal.lead')}</p>
        </div>
        <RefusalNotice
          failure={failure}
          own={{ 'bad-credentials': { title: t('account.password.wrong'), text: t('account.password.wrongText') } }}
        />
        <PasswordField
          label={t('account.password.current')}
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
        />
        <NewPassword
          label={t('activation.password.label')}
          hint={t('activation.password.hint')}
          value={newPassword}
          onChange={setNewPassword}
          least={least}
        />
        <div className="row">
          <Button type="submit" isPending={working} isDisabled={!composed || current === ''}>
            {t(working ? 'working' : 'account.password.act')}
          </Button>
        </div>
      </form>
      <NeverAsked />
      <Channels />
    </div>
  );
}
