/** One campaign: what it says in words alone, how far it went, and the acts that answer it. */
import { type CampaignReply, recipientsReply, restoreReply } from '@vaguemestre/contract/phishing.ts';
import { useState } from 'react';
import { Heading } from '../../design/heading.tsx';
import { post } from '../../request.ts';
import { Refusal, useAct, useAsked } from '../frame/asked.tsx';
import { useTimes } from '../frame/times.ts';
import { useTold } from '../frame/told.tsx';
import { Message } from './message.tsx';
import { Recipients } from './recipients.tsx';
import type { Judged } from './reports.tsx';
import { Settle } from './settle.tsx';
import { useWords } from './words.ts';

type Props = {
  shown: CampaignReply;
  judging: Judged | null;
  judge: (verdict: Judged | null) => void;
  back: () => void;
  changed: () => Promise<void>;
};

const verdicts = ['phishing', 'spam', 'harmless'] as const;
const tones = { phishing: 'chip-bad', spam: 'chip-warn', harmless: 'chip-good', exercise: '' } as const;

export function Campaign({ shown, judging, judge, back, changed }: Props) {
  const { t } = useWords();
  const { moment } = useTimes();
  const tell = useTold();
  const { failure, act } = useAct();
  const { campaign, message, reach, pullBacks } = shown;
  const people = useAsked(`${campaign.id}`, () =>
    post('/api/phishing/recipients', { id: campaign.id }, recipientsReply),
  );
  const [passwords, setPasswords] = useState<ReadonlySet<number>>(new Set());
  const recipients = people.answer?.recipients ?? [];
  // Campaigns are told apart by a subject without capitals and accents; its reader wants the one that was sent.
  const written = message?.fields.find(({ name }) => name.toLowerCase() === 'subject')?.value;
  const subject = written || campaign.subject || t('noSubject');

  async function restore(pullBack: number): Promise<void> {
    const went = await act(async () => {
      const { accounts } = await post('/api/phishing/restore', { id: campaign.id, pullBack }, restoreReply);
      tell(t('restored', { accounts }));
    });
    if (went) await Promise.all([changed(), people.again()]);
  }

  return (
    <article className="split-inner stack stack-wide">
      <button type="button" className="button button-quiet split-back" onClick={back}>
        {t('back')}
      </button>
      <header className="stack">
        <div className="card-title">
          <Heading>{subject}</Heading>
          {campaign.verdict !== null && (
            <span className={`chip ${tones[campaign.verdict]}`}>{t(`verdicts.${campaign.verdict}`)}</span>
          )}
        </div>
        <p className="fixed">{campaign.sender}</p>
        <p className="soft">
          {t('reported', { count: campaign.reports })}.{' '}
          {t('first', { at: moment(campaign.openedAt), last: moment(campaign.lastAt) })}
          {campaign.decidedAt !== null && `. ${t('decided', { at: moment(campaign.decidedAt) })}`}.
        </p>
        <p>
          <strong>
            {reach.accounts === 0
              ? t('reachNone')
              : reach.accounts === 1
                ? t('reachOne')
                : t('reach', { accounts: reach.accounts })}
          </strong>
        </p>
        {campaign.verdict !== 'exercise' && (
          <fieldset className="row phishing-verdicts">
            <legend className="unseen">{t('verdictOf')}</legend>
            {verdicts.map(verdict => (
              <button
                type="button"
                key={verdict}
                className={`button ${verdict === 'phishing' ? 'button-main' : 'button-quiet'}`}
                onClick={() => judge(verdict)}
              >
                {t(`judge.${verdict}`)}
              </button>
            ))}
          </fieldset>
        )}
      </header>
      <Refusal failure={failure} />
      {pullBacks.length > 0 && (
        <section className="stack">
          <h2>{t('pullBacks')}</h2>
          {pullBacks.map(({ id, removedAt, restoredAt }) => (
            <p className="row" key={id}>
              <span>
                {t('pulledAt', { at: moment(removedAt) })}
                {restoredAt !== null && `, ${t('restoredAt', { at: moment(restoredAt) })}`}
              </span>
              {restoredAt === null && (
                <button type="button" className="button button-quiet" onClick={() => void restore(id)}>
                  {t('restore')}
                </button>
              )}
            </p>
          ))}
        </section>
      )}
      {message === null ? <p>{t('gone')}</p> : <Message message={message} />}
      <Refusal failure={people.failure} again={() => void people.again()} />
      <Recipients recipients={recipients} chosen={passwords} choose={setPasswords} />
      {judging !== null && (
        <Settle
          shown={shown}
          verdict={judging}
          recipients={recipients}
          ticked={passwords}
          close={() => judge(null)}
          changed={async () => {
            await Promise.all([changed(), people.again()]);
          }}
        />
      )}
    </article>
  );
}
