/** Choosing a school or a person by a few letters: what answers is a list of buttons, what was chosen can be changed. */
import { type School, schoolsReply } from '@vaguemestre/contract/desk.ts';
import { type FoundReply, findReply } from '@vaguemestre/contract/support.ts';
import { type ReactNode, useEffect, useState } from 'react';
import { post } from '../../request.ts';
import { Refusal, useAsked } from './asked.tsx';
import { Select, TextLine } from './fields.tsx';
import { useFrameWords } from './words.ts';

/** Milliseconds without a key before one asks. */
const pause = 200;

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

type PickProps<Thing> = {
  label: string;
  hint?: string;
  error?: string | undefined;
  chosen: Thing | null;
  onChange: (chosen: Thing | null) => void;
};

/** `own`: the schools to choose among; null: all of the house. */
export function PickSchool({ own, ...rest }: PickProps<School> & { own: readonly School[] | null }) {
  const { label, hint, error, chosen, onChange } = rest;
  const { t } = useFrameWords();
  const [words, setWords] = useState('');
  const asked = useSettled(words.trim());
  const { answer, failure } = useAsked(own !== null || asked.length < 2 ? null : asked, () =>
    post('/api/desk/schools', { words: asked }, schoolsReply),
  );
  if (own !== null)
    return (
      <Select
        label={label}
        {...(hint === undefined ? {} : { hint })}
        value={chosen?.uai ?? ''}
        onChange={uai => onChange(own.find(each => each.uai === uai) ?? null)}
        options={own.map(({ uai, name, town }) => ({ value: uai, text: `${name}, ${town}` }))}
        error={error}
      />
    );
  if (chosen !== null)
    return (
      <Chosen label={label} change={() => onChange(null)}>
        {chosen.name}, {chosen.town} <span className="fixed soft">{chosen.uai}</span>
      </Chosen>
    );
  return (
    <div className="stack stack-tight">
      <TextLine
        label={label}
        hint={hint ?? t('pick.school')}
        value={words}
        onChange={setWords}
        type="search"
        error={error}
      />
      <Refusal failure={failure} />
      {answer !== null && (
        <ul className="pick-from" aria-label={label}>
          {answer.schools.map(each => (
            <li key={each.uai}>
              <button type="button" onClick={() => onChange(each)}>
                {each.name}, {each.town} <span className="fixed soft">{each.uai}</span>
              </button>
            </li>
          ))}
          {answer.schools.length === 0 && <li className="soft small">{t('pick.noSchool')}</li>}
        </ul>
      )}
    </div>
  );
}

export function PickPerson({ label, hint, error, chosen, onChange }: PickProps<FoundReply>) {
  const { t } = useFrameWords();
  const [words, setWords] = useState('');
  const asked = useSettled(words.trim());
  const { answer, failure } = useAsked(asked.length < 2 ? null : asked, () =>
    post('/api/support/find', { words: asked }, findReply),
  );
  if (chosen !== null)
    return (
      <Chosen label={label} change={() => onChange(null)}>
        {chosen.givenName} {chosen.familyName}
        <span className="line-more">
          {chosen.function} · <span className="fixed">{chosen.address}</span>
        </span>
      </Chosen>
    );
  return (
    <div className="stack stack-tight">
      <TextLine
        label={label}
        hint={hint ?? t('pick.person')}
        value={words}
        onChange={setWords}
        type="search"
        error={error}
      />
      <Refusal failure={failure} />
      {answer !== null && (
        <ul className="pick-from" aria-label={label}>
          {answer.people.slice(0, 12).map(each => (
            <li key={each.accountId}>
              <button type="button" onClick={() => onChange(each)}>
                {each.givenName} {each.familyName}
                <span className="line-more">
                  {each.function} · <span className="fixed">{each.address}</span>
                </span>
              </button>
            </li>
          ))}
          {answer.people.length === 0 && <li className="soft small">{t('pick.noPerson')}</li>}
        </ul>
      )}
    </div>
  );
}

function Chosen({ label, change, children }: { label: string; change: () => void; children: ReactNode }) {
  const { t } = useFrameWords();
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <div className="picked">
        <span>{children}</span>
        <button
          type="button"
          className="button button-plain"
          onClick={change}
          aria-label={`${t('pick.change')} : ${label}`}
        >
          {t('pick.change')}
        </button>
      </div>
    </div>
  );
}
