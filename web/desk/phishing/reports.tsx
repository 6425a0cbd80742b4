/** The queue of campaigns, and the one that is being judged. The keyboard is enough. */
import { type CampaignVerdict, campaignReply, queueReply } from '@vaguemestre/contract/phishing.ts';
import { type KeyboardEvent, useState } from 'react';
import '../people/people.css';
import { post } from '../../request.ts';
import { Refusal, useAsked } from '../frame/asked.tsx';
import { Select } from '../frame/fields.tsx';
import { Link, useGo, useWhere } from '../frame/link.tsx';
import { moveAmongRows } from '../people/rows.ts';
import { Campaign } from './campaign.tsx';
import { useWords } from './words.ts';

export type Judged = 'phishing' | 'spam' | 'harmless';

const keys: Readonly<Record<string, Judged>> = { p: 'phishing', s: 'spam', l: 'harmless' };
const shown = ['waiting', 'phishing', 'spam', 'harmless', 'exercise'] as const;

export function Reports() {
  const { t } = useWords();
  const { rest, asked } = useWhere();
  const go = useGo();
  const [verdict, setVerdict] = useState<CampaignVerdict | null>(null);
  const [judging, setJudging] = useState<Judged | null>(null);
  const found = useAsked(`${verdict}`, () => post('/api/phishing/queue', { verdict }, queueReply));
  const id = /^\d+$/.test(asked.get('campagne') ?? '') ? Number(asked.get('campagne')) : null;
  const one = useAsked(id === null ? null : `${id}`, () => post('/api/phishing/campaign', { id }, campaignReply));
  const campaigns = found.answer?.campaigns;
  const at = (campaign: number) => `hameconnage${rest}?campagne=${campaign}`;

  function press(event: KeyboardEvent): void {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const typing =
      target instanceof Element &&
      target.closest('input:not([type=checkbox]), textarea, select, dialog, [role=dialog]') !== null;
    if (typing || ctrlKey || metaKey || altKey || judging !== null) return;
    const wanted = keys[key];
    if (wanted !== undefined && one.answer !== null) setJudging(wanted);
    else if (key === 'Escape' && id !== null) {
      go('hameconnage');
      document.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus();
    } else if (!moveAmongRows(key)) return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys among links and buttons that are reached without them too
    <div className="split" data-open={id !== null} onKeyDown={press}>
      <section className="split-list" aria-label={t('reports')}>
        <div className="phishing-which">
          <Select
            label={t('which')}
            value={verdict ?? 'waiting'}
            onChange={now => setVerdict(now === 'waiting' ? null : now)}
            options={shown.map(value => ({ value, text: t(value) }))}
          />
        </div>
        <p className="found-count" role="status">
          {campaigns !== undefined && campaigns.length > 0 && t('count', { count: campaigns.length })}
        </p>
        <Refusal failure={found.failure} again={() => void found.again()} />
        {campaigns?.length === 0 && (
          <div className="split-hint">
            <p>{t(verdict === null ? 'nothing' : 'noneSuch')}</p>
          </div>
        )}
        <ul className="found">
          {campaigns?.map(campaign => (
            <li key={campaign.id}>
              <Link
                to={at(campaign.id)}
                className="found-row"
                current={campaign.id === id}
                data-row={String(campaign.id)}
              >
                <span className="found-name">
                  <strong>{campaign.subject || t('noSubject')}</strong>
                </span>
                <span className="chip">{campaign.reports}</span>
                <span className="found-more fixed">{campaign.sender}</span>
              </Link>
            </li>
          ))}
        </ul>
        <p className="phishing-keys soft small">{t('keys')}</p>
      </section>
      <section className="split-card" aria-label={t('campaign')}>
        {id === null && (
          <div className="split-nothing">
            <p className="soft">{t('choose')}</p>
          </div>
        )}
        <Refusal failure={one.failure} again={() => void one.again()} />
        {one.answer !== null && (
          <Campaign
            key={id}
            shown={one.answer}
            judging={judging}
            judge={setJudging}
            back={() => go('hameconnage')}
            changed={async () => {
              await Promise.all([found.again(), one.again()]);
            }}
          />
        )}
      </section>
    </div>
  );
}
