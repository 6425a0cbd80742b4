import { activationReply, type CheckReply, type Letter } from '@vaguemestre/contract/activation.ts';
import { compose } from '@vaguemestre/contract/password-composition.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Heading } from '../../design/heading.tsx';
import { post, Refused } from '../../request.ts';
import { NewPassword } from '../password/new-password.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';

type Props = {
  letter: Letter;
  checked: CheckReply;
  activated: (address: string) => void;
  /** The letter is worth nothing any more: somebody used it meanwhile. */
  refused: () => void;
};

export function PasswordStep({ letter, checked, activated, refused }: Props) {
  const { t } = useTranslation();
  const [newPassword, setNewPassword] = useState('');
  const { failure, working, act } = useAct();
  const composed = compose(newPassword, checked.leastLength).met !== null;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!composed) return;
    await act(async () => {
      try {
        const { address } = await post(
          '/api/activation',
          { ...letter, charterAccepted: true, newPassword },
          activationReply,
        );
        activated(address);
      } catch (error) {
        if (error instanceof Refused && error.reply.reason === 'bad-credentials') refused();
        else throw error;
      }
    });
  }

  return (
    <form className="card stack stack-wide" onSubmit={event => void submit(event)} noValidate>
      <div className="stack">
        <Heading>{t('activation.password.title')}</Heading>
        <p className="lead">{t('activation.password.lead')}</p>
      </div>
      <RefusalNotice failure={failure} own={{}} />
      {/* Password managers tie a new password to this name. */}
      <input
        className="unseen"
        type="text"
        name="username"
        autoComplete="username"
        value={checked.address}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <NewPassword
        label={t('activation.password.label')}
        hint={t('activation.password.hint')}
        value={newPassword}
        onChange={setNewPassword}
        least={checked.leastLength}
      />
      <div className="row">
        <Button type="submit" isPending={working} isDisabled={!composed}>
          {t(working ? 'working' : 'activation.password.act')}
        </Button>
      </div>
    </form>
  );
}
