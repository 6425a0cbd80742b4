/** Offices: the mailboxes that follow the post, and who holds them on which days (R43). */
import type { School } from '@vaguemestre/contract/desk.ts';
import { holdersReply } from '@vaguemestre/contract/posts.ts';
import { useState } from 'react';
import * as z from 'zod/mini';
import { Heading } from '../../design/heading.tsx';
import { Refusal, useAct, useAsked } from '../../desk/frame/asked.tsx';
import { PickSchool } from '../../desk/frame/pick.tsx';
import { today, useTimes } from '../../desk/frame/times.ts';
import { useTold } from '../../desk/frame/told.tsx';
import { post } from '../../request.ts';
import { useWords } from '../words/words.ts';
import { NameHolder } from './name-holder.tsx';

type Holder = z.infer<typeof holdersReply>['holders'][number];

export default function Offices() {
  const { t } = useWords();
  const [school, setSchool] = useState<School | null>(null);
  return (
    <div className="room stack stack-wide">
      <header className="stack stack-tight">
        <Heading>{t('offices.title')}</Heading>
        <p className="soft">{t('offices.lead')}</p>
      </header>
      <PickSchool label={t('offices.school')} own={null} chosen={school} onChange={setSchool} />
      {school !== null && <Holders key={school.uai} school={school} />}
    </div>
  );
}

function Holders({ school }: { school: School }) {
  const { t } = useWords();
  const { answer, failure, again } = useAsked(school.uai, () =>
    post('/api/posts/holders', { uai: school.uai }, holdersReply),
  );
  const [naming, setNaming] = useState(false);
  const now = today(new Date());
  const over = (holder: Holder) => holder.lastDay !== null && holder.lastDay < now;
  const present = answer?.holders.filter(each => !over(each)) ?? [];
  const past = answer?.holders.filter(over) ?? [];
  return (
    <>
      <section className="stack stack-tight" aria-labelledby="holders">
        <h2 id="holders" className="fixed">
          ce.{school.uai.toLowerCase()}@
        </h2>
        <Refusal failure={failure} again={() => void again()} />
        {answer !== null && present.length === 0 && <p className="nothing">{t('offices.none')}</p>}
        <HolderLines holders={present} ended={again} />
        <div>
          <button type="button" className="button button-main button-small" onClick={() => setNaming(true)}>
            {t('offices.name')}
          </button>
        </div>
      </section>
      {past.length > 0 && (
        <details>
          <summary>{t('offices.past', { count: past.length })}</summary>
          <HolderLines holders={past} ended={again} />
        </details>
      )}
      {naming && <NameHolder school={school} close={() => setNaming(false)} named={again} />}
    </>
  );
}

function HolderLines({ holders, ended }: { holders: readonly Holder[]; ended: () => Promise<void> }) {
  const { t } = useWords();
  const { day } = useTimes();
  const tell = useTold();
  const { failure, act } = useAct();
  return (
    <>
      <Refusal failure={failure} />
      <ul className="lines">
        {holders.map(each => {
          const name = `${each.givenName} ${each.familyName}`;
          return (
            <li className="line" key={each.id}>
              <span className="line-text">
                <strong>{name}</strong> <span className="chip">{t(`offices.parts.${each.part}`)}</span>
                <span className="line-more">
                  {t('roles.since', { day: day(each.firstDay) })}
                  {each.lastDay !== null && ` ${t('roles.until', { day: day(each.lastDay) })}`}
                  {each.byRule && ` · ${t('offices.byRule')}`}
                </span>
              </span>
              {!each.byRule && each.lastDay === null && (
                <button
                  type="button"
                  className="button button-plain"
                  aria-label={t('offices.endOf', { name })}
                  onClick={() =>
                    void act(async () => {
                      await post('/api/posts/end', { id: each.id }, z.object({ done: z.literal(true) }));
                      tell(t('offices.ended', { name }));
                      await ended();
                    })
                  }
                >
                  {t('offices.end')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
