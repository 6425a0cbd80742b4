import { done } from '@vaguemestre/contract/recovery.ts';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/notice.tsx';
import { post } from '../../request.ts';
import { useHouse } from '../house.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { useTimes } from '../times.ts';
import type { CardProps } from './account.tsx';

const dayMilliseconds = 86_400_000;
/** A password is renewed every year (R18): it is said a month ahead. */
const renewalDays = 365;
const noticeDays = 30;

/**
 * What waits for the person: a recovery they may not have asked for, a second factor that is due, a full mailbox, a
 * departure, a password grown old.
 */
export function Due({ account, changed }: CardProps) {
  const { t } = useTranslation();
  const { today } = useHouse();
  const { day, hour } = useTimes();
  const { failure, working, act } = useAct();
  const now = today === '' ? null : Date.parse(`${today}T12:00:00Z`);
  const left =
    now === null || account.closesOn === null
      ? null
      : Math.round((Date.parse(`${account.closesOn}T12:00:00Z`) - now) / dayMilliseconds);
  const age =
    now === null || account.passwordSetAt === null ? 0 : (now - Date.parse(account.passwordSetAt)) / dayMilliseconds;
  const renewalDay = new Date(Date.parse(account.passwordSetAt ?? '1970-01-01') + renewalDays * dayMilliseconds)
    .toISOString()
    .slice(0, 10);
  const { usedBytes, allowedBytes } = account.quota;
  const share = allowedBytes === 0 ? 0 : (100 * usedBytes) / allowedBytes;

  async function cancel(): Promise<void> {
    await act(async () => {
      await post('/api/account/recovery/cancel', {}, done);
      await changed();
    });
  }

  return (
    <>
      {account.recoveryOpensAt !== null && (
        <Notice tone="bad" live>
          <p>
            <strong>{t('account.due.recovery', { at: hour(account.recoveryOpensAt) })}</strong>
          </p>
          <p>{t('account.due.recoveryText')}</p>
          <div>
            <Button weight="danger" onPress={() => void cancel()} isPending={working}>
              {t('account.due.recoveryCancel')}
            </Button>
          </div>
          <RefusalNotice failure={failure} own={{}} />
        </Notice>
      )}
      {account.factorDueAt !== null && (
        <Notice tone="warn">
          <p>
            <strong>{t('account.due.factor', { at: day(account.factorDueAt.slice(0, 10)) })}</strong>
          </p>
          <p>{t('account.due.factorText')}</p>
        </Notice>
      )}
      {share >= 90 && (
        <Notice tone="warn">
          <p>
            <strong>{t('account.due.quota', { share: Math.floor(share) })}</strong>
          </p>
          <p>{t(share >= 100 ? 'launcher.quota.full' : 'launcher.quota.soon')}</p>
        </Notice>
      )}
      {left !== null && left <= 2 * noticeDays && account.closesOn !== null && (
        <Notice tone="warn">
          <p>
            <strong>{t('account.due.closing', { count: left, day: day(account.closesOn) })}</strong>
          </p>
          <p>{t('account.due.closingText')}</p>
        </Notice>
      )}
      {age > renewalDays - noticeDays && (
        <Notice tone="warn">
          <p>
            <strong>
              {age >= renewalDays ? t('account.due.renewalOver') : t('account.due.renewal', { day: day(renewalDay) })}
            </strong>
          </p>
          <p>{t(account.renewalForced ? 'account.due.renewalForced' : 'account.due.renewalText')}</p>
        </Notice>
      )}
    </>
  );
}
