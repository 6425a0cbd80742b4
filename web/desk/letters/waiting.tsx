import type { School } from '@vaguemestre/contract/desk.ts';
import { waitingLettersReply } from '@vaguemestre/contract/support.ts';
import { type FormEvent, useState } from 'react';
import * as z from 'zod/mini';
import { Dialog } from '../../design/dialog.tsx';
import { post } from '../../request.ts';
import { Refusal, useAct, useAsked } from '../frame/asked.tsx';
import { Radios } from '../frame/fields.tsx';
import { useTimes } from '../frame/times.ts';
import { useTold } from '../frame/told.tsx';
import { useFrameWords } from '../frame/words.ts';
import { type Identity, identities } from '../people/identities.ts';
import { useWords } from '../words/words.ts';

type Letter = z.infer<typeof waitingLettersReply>['letters'][number];

/** Letters of a school that were printed and not handed over yet. */
export function Waiting({ school }: { school: School }) {
  const { t } = useWords();
  const { moment } = useTimes();
  const { answer, failure, again } = useAsked(school.uai, () =>
    post('/api/support/letters/waiting', { uai: school.uai }, waitingLettersReply),
  );
  const [handing, setHanding] = useState<Letter | null>(null);
  return (
    <section className="stack" aria-labelledby="waiting">
      <header>
        <h2 id="waiting">{t('letters.waiting')}</h2>
        <p className="soft">{t('letters.waitingLead')}</p>
      </header>
      <Refusal failure={failure} again={() => void again()} />
      {answer?.letters.length === 0 && <p className="nothing">{t('letters.none')}</p>}
      {answer !== null && answer.letters.length > 0 && (
        <ul className="lines">
          {answer.letters.map(letter => {
            const name = `${letter.givenName} ${letter.familyName}`;
            return (
              <li className="line" key={letter.accountId}>
                <span className="line-text">
                  <strong>{name}</strong>
                  <span className="line-more">{t('letters.madeAt', { at: moment(letter.madeAt) })}</span>
                </span>
                <button
                  type="button"
                  className="button button-quiet button-small"
                  aria-label={t('letters.handTo', { name })}
                  onClick={() => setHanding(letter)}
                >
                  {t('letters.hand')}
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {handing !== null && <HandOver letter={handing} close={() => setHanding(null)} handed={() => void again()} />}
    </section>
  );
}

function HandOver({ letter, close, handed }: { letter: Letter; close: () => void; handed: () => void }) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const tell = useTold();
  const { failure, working, act } = useAct();
  const [proof, setProof] = useState<Identity | ''>('');
  const [tried, setTried] = useState(false);
  const name = `${letter.givenName} ${letter.familyName}`;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (proof === '') return;
    const body = { accountId: letter.accountId, identity: proof };
    const went = await act(async () => {
      await post('/api/support/letters/handed', body, z.object({ done: z.literal(true) }));
    });
    if (!went) return;
    tell(t('acts.hand-letter.done', { name }));
    close();
    handed();
  }

  return (
    <Dialog title={t('acts.hand-letter.title', { name })} closeLabel={frame('close')} onClose={close}>
      <form className="stack" onSubmit={event => void submit(event)} noValidate>
        <p>{t('acts.hand-letter.explain')}</p>
        <Radios
          label={t('identity.label')}
          hint={t('identity.hint')}
          value={proof}
          onChange={setProof}
          options={identities.map(value => ({ value, text: t(`identity.${value}`) }))}
          error={tried && proof === '' ? t('identity.missing') : undefined}
        />
        <Refusal failure={failure} />
        <div className="row dialog-acts">
          <button type="button" className="button button-quiet" onClick={close}>
            {frame('cancel')}
          </button>
          <button type="submit" className={`button button-main ${working ? 'button-pending' : ''}`}>
            {t('acts.hand-letter.act')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
