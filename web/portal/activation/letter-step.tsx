import { type CheckReply, checkReply, type Letter } from '@vaguemestre/contract/activation.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Heading } from '../../design/heading.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useHouse } from '../house.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { post } from '../request.ts';
import { readFrenchDate } from './french-date.ts';

type Field = 'identifier' | 'provisionalPassword' | 'numen' | 'birthDate';

export function LetterStep({ passed }: { passed: (letter: Letter, checked: CheckReply) => void }) {
  const { t } = useTranslation();
  const { domain } = useHouse();
  const [values, setValues] = useState<Record<Field, string>>({
    identifier: '',
    provisionalPassword: '',
    numen: '',
    birthDate: '',
  });
  const [asks, setAsks] = useState<'numen' | 'birthDate'>('numen');
  const [errors, setErrors] = useState<Partial<Record<Field, string>>>({});
  const { failure, working, act } = useAct();

  function fault(field: Field): string | undefined {
    if (values[field].trim() === '') return t('activation.letter.empty');
    if (field === 'birthDate' && readFrenchDate(values[field]) === null) return t('activation.letter.badDate');
    return undefined;
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const faults = (['identifier', 'provisionalPassword', asks] as const).map(field => [field, fault(field)] as const);
    setErrors(Object.fromEntries(faults));
    if (faults.some(([, error]) => error !== undefined)) return;
    const letter: Letter = {
      identifier: values.identifier,
      provisionalPassword: values.provisionalPassword,
      proof:
        asks === 'numen'
          ? { kind: 'numen', numen: values.numen }
          : { kind: 'birth-date', birthDate: readFrenchDate(values.birthDate)! },
    };
    await act(async () => passed(letter, await post('/api/activation/check', letter, checkReply)));
  }

  const field = (name: Field) => ({
    value: values[name],
    onChange: (value: string) => setValues({ ...values, [name]: value }),
    error: errors[name],
    isRequired: true,
  });

  return (
    <form className="card stack stack-wide" onSubmit={event => void submit(event)} noValidate>
      <div className="stack">
        <Heading>{t('activation.letter.title')}</Heading>
        <p className="lead">{t('activation.letter.lead')}</p>
      </div>
      <RefusalNotice
        failure={failure}
        own={{ 'bad-credentials': { title: t('activation.letter.refused'), text: t('activation.letter.refusedText') } }}
      />
      <TextField
        {...field('identifier')}
        label={t('activation.letter.identifier')}
        hint={t('activation.letter.identifierHint', { domain })}
        autoComplete="username"
        inputMode="email"
        capitals="none"
        spellCheck="false"
      />
      <TextField
        {...field('provisionalPassword')}
        label={t('activation.letter.provisional')}
        hint={t('activation.letter.provisionalHint')}
        autoComplete="one-time-code"
        capitals="none"
        spellCheck="false"
        fixed
      />
      {asks === 'numen' ? (
        <TextField
          {...field('numen')}
          key="numen"
          label={t('activation.letter.numen')}
          hint={t('activation.letter.numenHint')}
          autoComplete="off"
          capitals="characters"
          spellCheck="false"
          fixed
        />
      ) : (
        <TextField
          {...field('birthDate')}
          key="birthDate"
          label={t('activation.letter.birth')}
          hint={t('activation.letter.birthHint')}
          autoComplete="bday"
          inputMode="numeric"
        />
      )}
      <Button weight="plain" className="proof-switch" onPress={() => setAsks(asks === 'numen' ? 'birthDate' : 'numen')}>
        {t(asks === 'numen' ? 'activation.letter.noNumen' : 'activation.letter.haveNumen')}
      </Button>
      <div className="row">
        <Button type="submit" isPending={working}>
          {t(working ? 'working' : 'next')}
        </Button>
      </div>
    </form>
  );
}
