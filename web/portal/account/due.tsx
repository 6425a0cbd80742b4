import { done } from '@vaguemestre/contract/recovery.ts';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/notice.tsx';
import { useHouse } from '../house.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { post } from '../request.ts';
import { useTimes } from '../times.ts';
import type { CardProps } from './account.tsx';

const dayMilliseconds = 86_400_000;
/** A password is renewed every year (R18): it is said a month ahead. */
const renewalDays = 365;
const noticeDays = 30;

/** What waits for the person: a recovery they may not have asked for, a departure, a password grown old. */
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
            <strong>{t('account.due.renewal')}</strong>
          </p>
          <p>{t('account.due.renewalText')}</p>
        </Notice>
      )}
    </>
  );
}
