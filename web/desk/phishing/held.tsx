/** Accounts whose sendings wait because they look hijacked: somebody looks, calls, lets go. */
import { doneReply, heldReply } from '@vaguemestre/contract/phishing.ts';
import { useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { post } from '../../request.ts';
import { Refusal, useAct, useAsked } from '../frame/asked.tsx';
import { Link } from '../frame/link.tsx';
import { useTimes } from '../frame/times.ts';
import { useTold } from '../frame/told.tsx';
import { useFrameWords } from '../frame/words.ts';
import { useWords } from './words.ts';

export function Held() {
  const { t, language } = useWords();
  const { t: frame } = useFrameWords();
  const { moment } = useTimes();
  const tell = useTold();
  const { failure, working, act } = useAct();
  const held = useAsked('held', () => post('/api/phishing/held', {}, heldReply));
  const [freeing, setFreeing] = useState<{ accountId: number; address: string } | null>(null);

  async function free(): Promise<void> {
    if (freeing === null) return;
    const went = await act(async () => {
      await post('/api/phishing/free', { accountId: freeing.accountId }, doneReply);
      tell(t('freed', { address: freeing.address }));
    });
    if (!went) return;
    setFreeing(null);
    await held.again();
  }

  return (
    <>
      <p>{t('heldHint')}</p>
      <Refusal failure={held.failure} again={() => void held.again()} />
      {held.answer?.accounts.length === 0 && <p className="soft">{t('heldNone')}</p>}
      <ul className="phishing-held">
        {held.answer?.accounts.map(({ accountId, address, since, why }) => {
          const name = address ?? String(accountId);
          const [fr, en = fr] = why.split(' / ');
          return (
            <li key={accountId} className="row">
              <span className="phishing-held-who">
                <Link to={`personnes/${accountId}`}>{name}</Link>
                <span className="soft">
                  {language === 'en' ? en : fr}, {t('since', { at: moment(since) })}
                </span>
              </span>
              <button
                type="button"
                className="button button-quiet"
                onClick={() => setFreeing({ accountId, address: name })}
              >
                {t('free')}
              </button>
            </li>
          );
        })}
      </ul>
      {freeing !== null && (
        <Dialog
          title={t('freeTitle', { address: freeing.address })}
          closeLabel={frame('close')}
          onClose={() => setFreeing(null)}
        >
          <div className="stack">
            <p>{t('freeExplain')}</p>
            <Refusal failure={failure} />
            <div className="row dialog-acts">
              <button type="button" className="button button-quiet" onClick={() => setFreeing(null)}>
                {frame('cancel')}
              </button>
              <button
                type="button"
                className={`button button-main ${working ? 'button-pending' : ''}`}
                onClick={() => void free()}
              >
                {working ? frame('working') : t('free')}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
