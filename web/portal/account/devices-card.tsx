import { appPasswordReply, scopes } from '@vaguemestre/contract/account.ts';
import { done } from '@vaguemestre/contract/recovery.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/notice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { post } from '../request.ts';
import { useTimes } from '../times.ts';
import type { CardProps } from './account.tsx';
import { Card } from './card.tsx';

export function DevicesCard({ account, changed }: CardProps) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const [name, setName] = useState<string | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const { failure, working, act } = useAct();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (name === null || name.trim() === '') return;
    await act(async () => {
      setMade((await post('/api/account/app-passwords', { name, scopes }, appPasswordReply)).password);
      setName(null);
      await changed();
    });
  }

  async function revoke(id: number): Promise<void> {
    await act(async () => {
      await post('/api/account/app-passwords/revoke', { id }, done);
      setMade(null);
      await changed();
    });
  }

  return (
    <Card icon="device" title={t('account.devices.title')}>
      <p className="soft">{t(account.secondFactor ? 'account.devices.needed' : 'account.devices.explain')}</p>
      {account.appPasswords.length > 0 && (
        <ul className="lines">
          {account.appPasswords.map(each => (
            <li key={each.id} className="line">
              <span>
                <strong>{each.name}</strong>
                <span className="line-more">
                  {each.usedAt === null
                    ? t('account.devices.unused')
                    : t('account.devices.used', { at: moment(each.usedAt), network: each.network })}
                </span>
              </span>
              <Button
                weight="plain"
                onPress={() => void revoke(each.id)}
                aria-label={`${t('account.devices.revoke')} : ${each.name}`}
              >
                {t('account.devices.revoke')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {made !== null && (
        <Notice tone="good" live>
          <p>
            <strong>{t('account.devices.made')}</strong>
          </p>
          <p className="code">{made}</p>
        </Notice>
      )}
      <RefusalNotice failure={failure} own={{}} />
      {name === null ? (
        <div>
          <Button weight="quiet" onPress={() => setName('')}>
            {t('account.devices.add')}
          </Button>
        </div>
      ) : (
        <form className="stack" onSubmit={event => void submit(event)} noValidate>
          <TextField
            label={t('account.devices.name')}
            hint={t('account.devices.nameHint')}
            value={name}
            onChange={setName}
            maxLength={60}
            isRequired
          />
          <div className="row">
            <Button type="submit" isPending={working} isDisabled={name.trim() === ''}>
              {t('account.devices.make')}
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
