/** The card of somebody: why their account is as it is, what is due, and what can be done for them. */
import { cardReply } from '@vaguemestre/contract/desk.ts';
import { useEffect, useRef } from 'react';
import { Notice } from '../../design/notice.tsx';
import { Tool } from '../../design/tool.tsx';
import { post } from '../../request.ts';
import { Refusal, useAsked } from '../frame/asked.tsx';
import { StateChip } from '../frame/chip.tsx';
import { sizeText, today } from '../frame/times.ts';
import { useWords } from '../words/words.ts';
import { Acts } from './acts.tsx';
import { whatIsDue } from './due.ts';
import { AccountFacts } from './facts.tsx';
import { Reach } from './reach.tsx';
import { SignIns } from './sign-ins.tsx';

const tones = {
  expected: 'plain',
  provisional: 'warn',
  active: 'good',
  leaving: 'warn',
  suspended: 'bad',
  closed: 'plain',
  purged: 'plain',
} as const;

type Props = { accountId: number; back: () => void; changed: () => void };

export function PersonCard({ accountId, back, changed }: Props) {
  const { t, language } = useWords();
  const {
    answer: card,
    failure,
    again,
  } = useAsked(String(accountId), () => post('/api/support/card', { accountId }, cardReply));
  const title = useRef<HTMLHeadingElement>(null);
  const there = card !== null;
  useEffect(() => {
    if (there) title.current?.focus();
  }, [there]);

  if (card === null)
    return (
      <div className="split-inner stack">
        <BackToList back={back} />
        <Refusal failure={failure} again={() => void again()} />
      </div>
    );
  const { person, schools } = card;
  const now = new Date();
  const due = whatIsDue(card, now, today(now));
  return (
    <article
      className="split-inner stack stack-wide"
      aria-label={`${person.givenName} ${person.familyName}`}
      onKeyDown={event => {
        if (event.key !== 'Escape' || document.querySelector('dialog[open]') !== null) return;
        back();
        document.querySelector<HTMLElement>(`[data-row="${accountId}"]`)?.focus();
      }}
    >
      <BackToList back={back} />
      <header className="stack stack-tight">
        <div className="card-title">
          <h1 ref={title} tabIndex={-1}>
            {person.givenName} {person.familyName}
          </h1>
          <StateChip state={person.state} />
        </div>
        <p className="soft">
          {[person.function, ...schools.map(each => `${each.name}, ${each.town}`)].filter(Boolean).join(' · ')}
        </p>
      </header>
      <Refusal failure={failure} again={() => void again()} />
      <Notice tone={tones[person.state as keyof typeof tones] ?? 'plain'}>
        <p>
          <strong className="unseen">{t('card.why')}</strong>
          {person.why[language]}
        </p>
      </Notice>
      <Acts
        card={card}
        changed={async () => {
          await again();
          changed();
        }}
      />
      {due.length > 0 && (
        <section className="stack stack-tight" aria-labelledby="due">
          <h2 id="due">{t('due.title')}</h2>
          <ul className="plain-list due">
            {due.map(each => (
              <li key={each.kind}>
                {each.kind === 'closing'
                  ? t('due.closing', { count: each.days })
                  : each.kind === 'room'
                    ? t('due.room', { share: each.share })
                    : t(`due.${each.kind}`)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <AccountFacts card={card} />
      <Room used={person.usedBytes} allowed={person.allowedBytes} />
      {card.contacts !== null && <Reach contacts={card.contacts} />}
      {card.events !== null && <SignIns events={card.events} />}
    </article>
  );
}

function BackToList({ back }: { back: () => void }) {
  const { t } = useWords();
  return (
    <div className="split-back">
      <Tool mark="back" label={t('card.back')} onPress={back}>
        {t('card.back')}
      </Tool>
    </div>
  );
}

/** The room of the mailbox, in a bar and in words. */
function Room({ used, allowed }: { used: number; allowed: number }) {
  const { t, language } = useWords();
  if (allowed === 0) return null;
  const share = Math.min(100, (100 * used) / allowed);
  const words = t('card.room', { used: sizeText(used, language), allowed: sizeText(allowed, language) });
  return (
    <section className="stack stack-tight" aria-labelledby="room">
      <h2 id="room">{t('card.roomTitle')}</h2>
      <svg
        className="meter"
        data-full={share >= 95 ? 'nearly' : share >= 75 ? 'soon' : 'no'}
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        aria-hidden
      >
        <rect className="meter-ground" width="100" height="4" />
        <rect className="meter-used" width={share} height="4" />
      </svg>
      <p className="small">{words}</p>
    </section>
  );
}
