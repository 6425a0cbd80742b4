import type { CardReply } from '@vaguemestre/contract/desk.ts';
import { useTimes } from '../frame/times.ts';
import { useFrameWords } from '../frame/words.ts';
import { useWords } from '../words/words.ts';

/** What is known of the account, in names and values; what does not hold for it is left out. */
export function AccountFacts({ card }: { card: CardReply }) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const { day, moment } = useTimes();
  const { person, letterHandedAt, passwordSetAt, secondFactor, byTwo } = card;
  const populations = ['titulaire', 'stagiaire', 'atss', 'direction', 'contractuel'] as const;
  const population = populations.find(each => each === person.population);
  const open = person.state === 'active' || person.state === 'leaving' || person.state === 'suspended';
  const facts: readonly (readonly [name: string, value: string | null, fixed?: true])[] = [
    [t('facts.address'), person.address, true],
    [t('facts.population'), population === undefined ? person.population : frame(`populations.${population}`)],
    [t('facts.firstDay'), day(person.firstDay)],
    [t('facts.lastDay'), person.lastDay === null ? null : day(person.lastDay)],
    [t('facts.closesOn'), person.closesOn === null ? null : day(person.closesOn)],
    [t('facts.activatedAt'), person.activatedAt === null ? null : moment(person.activatedAt)],
    [t('facts.letterUntil'), open || person.letterUntil === null ? null : moment(person.letterUntil)],
    [t('facts.letterHandedAt'), letterHandedAt === null ? null : moment(letterHandedAt)],
    [t('facts.passwordSetAt'), passwordSetAt === null ? null : moment(passwordSetAt)],
    [t('facts.secondFactor'), open ? t(secondFactor ? 'facts.on' : 'facts.off') : null],
    [t('facts.role'), byTwo ? t('facts.byTwo') : null],
  ];
  return (
    <section className="stack stack-tight" aria-labelledby="facts">
      <h2 id="facts">{t('facts.title')}</h2>
      <dl className="pairs">
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value, fixed]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={fixed ? 'fixed' : undefined}>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
