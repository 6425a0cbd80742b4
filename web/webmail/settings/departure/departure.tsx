/** Leaving: the countdown, what stops when, and one's mail taken along. R27, R28 */
import { departureReply } from '@vaguemestre/contract/departure.ts';
import { Heading } from '../../../design/heading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { Shown, useAsked } from '../use-asked.tsx';
import { dayInWords, useSettingsWords } from '../words.ts';
import { Package } from './package.tsx';
import { useDepartureWords } from './words.ts';

const nothing = {};

export default function Departure() {
  const { t, language } = useDepartureWords();
  const asked = useAsked('/api/departure', departureReply, nothing);
  return (
    <div className="stack stack-wide">
      <Heading>{t('title')}</Heading>
      <Shown asked={asked}>
        {({ plan, packages }) => (
          <>
            {plan === null ? <p className="soft">{t('none')}</p> : <Plan plan={plan} />}
            <Package packages={packages} again={asked.again} />
          </>
        )}
      </Shown>
      <section className="settings-group">
        <h2>{t('contacts')}</h2>
        <div className="row">
          <a className="button button-quiet" href="/api/contacts/export?format=vcard4" download>
            {t('vcard')}
          </a>
          <a className="button button-quiet" href={`/api/contacts/export?format=csv&language=${language}`} download>
            {t('csv')}
          </a>
        </div>
      </section>
    </div>
  );
}

type PlanShape = {
  readonly lastDay: string;
  readonly closesOn: string;
  readonly daysLeft: number;
  readonly readOnlyFrom: string | null;
};

function Plan({ plan: { lastDay, closesOn, daysLeft, readOnlyFrom } }: { plan: PlanShape }) {
  const { t } = useDepartureWords();
  const { language } = useSettingsWords();
  const steps = [
    { day: lastDay, name: t('lastDay'), text: t('lastDayText') },
    ...(readOnlyFrom === null ? [] : [{ day: readOnlyFrom, name: t('readOnly'), text: t('readOnlyText') }]),
    { day: closesOn, name: t('closes'), text: t('closesText') },
  ];
  return (
    <>
      <Notice tone={daysLeft <= 7 ? 'bad' : 'warn'}>
        <p className="departure-days">
          <strong>{daysLeft === 0 ? t('lastOne') : t('days', { count: daysLeft })}</strong>
        </p>
      </Notice>
      <section className="settings-group">
        <h2>{t('steps')}</h2>
        <ol className="settings-list">
          {steps.map(({ day, name, text }) => (
            <li key={name}>
              <span className="settings-name">
                <strong>{name}</strong>
                <span className="line-more">{text}</span>
              </span>
              <time dateTime={day}>{dayInWords(day, language)}</time>
            </li>
          ))}
        </ol>
        <p className="small soft">{t('wrong')}</p>
      </section>
    </>
  );
}
