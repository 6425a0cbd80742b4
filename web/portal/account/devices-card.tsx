import { appPasswordReply, scopes } from '@vaguemestre/contract/account.ts';
import { done } from '@vaguemestre/contract/recovery.ts';
import { useTranslation } from 'react-i18next';
import { post } from '../../request.ts';
import { useTimes } from '../times.ts';
import type { CardProps } from './account.tsx';
import { NamedKeysCard } from './named-keys-card.tsx';

export function DevicesCard({ account, changed }: CardProps) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  return (
    <NamedKeysCard
      id="appareils"
      icon="device"
      title={t('account.devices.title')}
      explain={t(account.secondFactor ? 'account.devices.needed' : 'account.devices.explain')}
      keys={account.appPasswords.map(({ id, name, usedAt, network }) => ({
        id: String(id),
        name,
        used: usedAt === null ? null : t('account.devices.used', { at: moment(usedAt), network }),
      }))}
      words={{
        remove: t('account.devices.revoke'),
        add: t('account.devices.add'),
        name: t('account.devices.name'),
        make: t('account.devices.make'),
      }}
      make={async name => {
        const { password } = await post('/api/account/app-passwords', { name, scopes }, appPasswordReply);
        await changed();
        return (
          <>
            <p>
              <strong>{t('account.devices.made')}</strong>
            </p>
            <p className="code">{password}</p>
          </>
        );
      }}
      remove={async id => {
        await post('/api/account/app-passwords/revoke', { id: Number(id) }, done);
        await changed();
      }}
    />
  );
}
