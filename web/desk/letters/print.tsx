import type { School } from '@vaguemestre/contract/desk.ts';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Notice } from '../../design/notice.tsx';
import { Refusal, useAct } from '../frame/asked.tsx';
import { TextLine } from '../frame/fields.tsx';
import { fetchFile, keepFile } from '../frame/file.ts';
import { useWords } from '../words/words.ts';

/** The letters of a school's people who have none that holds. */
export function PrintSchool({ school, printed }: { school: School | null; printed: () => void }) {
  const { t } = useWords();
  return (
    <Print
      title={school === null ? t('letters.printSchool') : school.name}
      hint={t('letters.schoolHint')}
      choice={school === null ? null : { uai: school.uai }}
      missing={t('letters.missingSchool')}
      name={`lettres-${school?.uai}.pdf`}
      printed={printed}
    />
  );
}

/** The letters of everybody whose account was opened since a day, for the post. */
export function PrintSince() {
  const { t } = useWords();
  const [since, setSince] = useState('');
  return (
    <Print
      title={t('letters.printSince')}
      hint={t('letters.sinceHint')}
      choice={since === '' ? null : { since }}
      missing={t('letters.missingDay')}
      name={`lettres-depuis-${since}.pdf`}
    >
      <TextLine label={t('letters.since')} type="date" value={since} onChange={setSince} />
    </Print>
  );
}

type Props = {
  title: string;
  hint: string;
  choice: object | null;
  missing: string;
  name: string;
  printed?: () => void;
  children?: ReactNode;
};

function Print({ title, hint, choice, missing, name, printed, children }: Props) {
  const { t } = useWords();
  const { failure, working, act } = useAct();
  const [told, setTold] = useState<'made' | 'missing' | null>(null);
  const heading = useId();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTold(choice === null ? 'missing' : null);
    if (choice === null) return;
    await act(async () => {
      keepFile(await fetchFile('/api/support/letters/print', choice), name);
      setTold('made');
      printed?.();
    });
  }

  return (
    <form className="panel" onSubmit={event => void submit(event)} aria-labelledby={heading} noValidate>
      <h2 id={heading}>{title}</h2>
      <p className="soft small">{hint}</p>
      {children}
      <Refusal failure={failure} />
      {told === 'missing' && (
        <p className="field-error" role="alert">
          {missing}
        </p>
      )}
      {told === 'made' && (
        <Notice tone="good" live>
          <p>{t('letters.made')}</p>
        </Notice>
      )}
      <div className="row">
        <button type="submit" className={`button button-main ${working ? 'button-pending' : ''}`}>
          {t(working ? 'letters.making' : 'letters.make')}
        </button>
      </div>
    </form>
  );
}
