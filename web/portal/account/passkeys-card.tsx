import { startRegistration } from '@simplewebauthn/browser';
import { passkeyMade, webauthnJson } from '@vaguemestre/contract/passkey.ts';
import { done } from '@vaguemestre/contract/recovery.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/text-field.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { post } from '../request.ts';
import { useTimes } from '../times.ts';
import type { CardProps } from './account.tsx';
import { Card } from './card.tsx';

type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];

export function PasskeysCard({ account, changed }: CardProps) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const [name, setName] = useState<string | null>(null);
  const { failure, working, act } = useAct();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (name === null || name.trim() === '') return;
    await act(async () => {
      const asked = await post('/api/account/passkeys/begin', {}, webauthnJson);
      const response = await startRegistration({ optionsJSON: asked as unknown as RegistrationOptions });
      await post('/api/account/passkeys', passkeyMade.parse({ name, response }), done);
      setName(null);
      await changed();
    });
  }

  async function remove(id: string): Promise<void> {
    await act(async () => {
      await post('/api/account/passkeys/remove', { id }, done);
      await changed();
    });
  }

  return (
    <Card icon="key" title={t('account.passkeys.title')}>
      <p className="soft">{t('account.passkeys.explain')}</p>
      {account.passkeys.length > 0 && (
        <ul className="lines">
          {account.passkeys.map(each => (
            <li key={each.id} className="line">
              <span>
                <strong>{each.name}</strong>
                <span className="line-more">
                  {each.usedAt === null
                    ? t('account.devices.unused')
                    : t('account.passkeys.used', { at: moment(each.usedAt) })}
                </span>
              </span>
              <Button
                weight="plain"
                onPress={() => void remove(each.id)}
                aria-label={`${t('account.passkeys.remove')} : ${each.name}`}
              >
                {t('account.passkeys.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <RefusalNotice failure={failure} own={{}} otherwise={t('signIn.passkeyFailed')} />
      {name === null ? (
        <div>
          <Button weight="quiet" onPress={() => setName('')}>
            {t('account.passkeys.add')}
          </Button>
        </div>
      ) : (
        <form className="stack" onSubmit={event => void submit(event)} noValidate>
          <TextField
            label={t('account.passkeys.name')}
            hint={t('account.devices.nameHint')}
            value={name}
            onChange={setName}
            maxLength={60}
            isRequired
          />
          <div className="row">
            <Button type="submit" isPending={working} isDisabled={name.trim() === ''}>
              {t('account.passkeys.make')}
            </Button>
            <Button weight="quiet" onPress={() => setName(null)}>
              {t('cancel')}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
