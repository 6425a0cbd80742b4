/** Letters: printed for a school or for all that are new, handed over one by one with the identity seen (R5). */
import type { School } from '@vaguemestre/contract/desk.ts';
import { useState } from 'react';
import { Heading } from '../../design/heading.tsx';
import { PickSchool } from '../frame/pick.tsx';
import { useStanding } from '../frame/standing.ts';
import { useWords } from '../words/words.ts';
import { PrintSchool, PrintSince } from './print.tsx';
import { Waiting } from './waiting.tsx';

export default function Letters() {
  const { t } = useWords();
  const { may, mayEverywhere, schoolsFor } = useStanding();
  const own = mayEverywhere('print-letters') ? null : schoolsFor('print-letters');
  const [school, setSchool] = useState<School | null>(own?.[0] ?? null);
  /** How many batches were printed: each adds letters that wait. */
  const [printed, setPrinted] = useState(0);
  const handing = school !== null && may('hand-letter', school.uai);
  return (
    <div className="room stack stack-wide">
      <header className="stack stack-tight">
        <Heading>{t('letters.title')}</Heading>
        <p className="soft">{t('letters.lead')}</p>
      </header>
      {(own === null || own.length > 1) && (
        <PickSchool label={t('letters.school')} own={own} chosen={school} onChange={setSchool} />
      )}
      <div className="panels">
        <PrintSchool school={school} printed={() => setPrinted(printed + 1)} />
        {own === null && <PrintSince />}
      </div>
      {handing && <Waiting school={school} key={`${school.uai} ${printed}`} />}
    </div>
  );
}
