import { startRegistration } from '@simplewebauthn/browser';
import { passkeyMade, webauthnJson } from '@vaguemestre/contract/passkey.ts';
import { done } from '@vaguemestre/contract/recovery.ts';
import { useTranslation } from 'react-i18next';
import { post } from '../../request.ts';
import { useTimes } from '../times.ts';
import type { CardProps } from './account.tsx';
import { NamedKeysCard } from './named-keys-card.tsx';

type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];

export function PasskeysCard({ account, changed }: CardProps) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  return (
    <NamedKeysCard
      icon="finger"
      title={t('account.passkeys.title')}
      explain={t('account.passkeys.explain')}
      keys={account.passkeys.map(({ id, name, usedAt }) => ({
        id,
        name,
        used: usedAt === null ? null : t('account.passkeys.used', { at: moment(usedAt) }),
      }))}
      words={{
        remove: t('account.passkeys.remove'),
        add: t('account.passkeys.add'),
        name: t('account.passkeys.name'),
        make: t('account.passkeys.make'),
      }}
      make={async name => {
        const asked = await post('/api/account/passkeys/begin', {}, webauthnJson);
        const response = await startRegistration({ optionsJSON: asked as unknown as RegistrationOptions });
        await post('/api/account/passkeys', passkeyMade.parse({ name, response }), done);
        await changed();
        return null;
      }}
      remove={async id => {
        await post('/api/account/passkeys/remove', { id }, done);
        await changed();
      }}
      otherwise={t('signIn.passkeyFailed')}
    />
  );
}
