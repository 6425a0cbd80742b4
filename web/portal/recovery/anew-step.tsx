import { compose } from '@vaguemestre/contract/password-composition.ts';
import { done, type RecoveryReply } from '@vaguemestre/contract/recovery.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Heading } from '../../design/heading.tsx';
import { Notice } from '../../design/notice.tsx';
import { post } from '../../request.ts';
import { NewPassword } from '../password/new-password.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { useTimes } from '../times.ts';

export function AnewStep({ recovery, finished }: { recovery: RecoveryReply; finished: () => void }) {
  const { t } = useTranslation();
  const { hour } = useTimes();
  const [newPassword, setNewPassword] = useState('');
  const { failure, working, act } = useAct();
  const composed = compose(newPassword, recovery.leastLength).met !== null;
  const at = hour(recovery.opensAt);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!composed) return;
    await act(async () => {
      await post('/api/recovery/finish', { ticket: recovery.ticket, newPassword }, done);
      finished();
    });
  }

  return (
    <form className="card stack stack-wide" onSubmit={event => void submit(event)} noValidate>
      <Heading>{t('activation.password.title')}</Heading>
      {recovery.waits && (
        <Notice tone="warn">
          <p>
            <strong>{t('recovery.wait', { at })}</strong>
          </p>
          <p>{t('recovery.waitText')}</p>
        </Notice>
      )}
      <RefusalNotice
        failure={failure}
        own={{
          'slow-down': { title: t('recovery.wait', { at }), text: t('recovery.stay') },
          'bad-credentials': { title: t('recovery.over'), text: t('recovery.overText') },
        }}
      />
      <NewPassword
        label={t('activation.password.label')}
        hint={t('activation.password.hint')}
        value={newPassword}
        onChange={setNewPassword}
        least={recovery.leastLength}
      />
      <div className="row">
        <Button type="submit" isPending={working} isDisabled={!composed}>
          {t(working ? 'working' : 'account.password.act')}
        </Button>
      </div>
    </form>
  );
}
