import type { AbsenceReply } from '@vaguemestre/contract/absence.ts';
import { useId } from 'react';
import { dayInWords } from '../words.ts';
import type { Draft } from './draft.ts';
import { useAbsenceWords } from './words.ts';

type Props = {
  zone: string;
  holidays: AbsenceReply['holidays'];
  draft: Draft;
  choose: (days: Pick<Draft, 'firstDay' | 'lastDay'>) => void;
};

/** The next holidays of the person's zone: one press sets both days. */
export function HolidayChips({ zone, holidays, draft, choose }: Props) {
  const { t, language } = useAbsenceWords();
  const id = useId();
  return (
    <>
      <h3 id={id}>{t('holidays', { zone })}</h3>
      <ul className="chips plain" aria-labelledby={id}>
        {holidays.map(({ kind, firstDay, lastDay }) => (
          <li key={firstDay}>
            <button
              type="button"
              className="chip"
              aria-pressed={draft.firstDay === firstDay && draft.lastDay === lastDay}
              onClick={() => choose({ firstDay, lastDay })}
            >
              <strong>{t(`kinds.${kind}`)}</strong>
              {t('span', { first: dayInWords(firstDay, language, false), last: dayInWords(lastDay, language, false) })}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
