import { type RecoveryReply, recoveryReply } from '@vaguemestre/contract/recovery.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Heading } from '../../design/heading.tsx';
import { TextField } from '../../design/text-field.tsx';
import { readFrenchDate } from '../activation/french-date.ts';
import { useHouse } from '../house.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { post } from '../request.ts';

type Field = 'identifier' | 'numen' | 'code' | 'birthDate';

export function ProofStep({ proven }: { proven: (recovery: RecoveryReply) => void }) {
  const { t } = useTranslation();
  const { domain } = useHouse();
  const [values, setValues] = useState<Record<Field, string>>({
    identifier: '',
    numen: '',
    code: '',
    birthDate: '',
  });
  /** The NUMEN, or for those without one the code of the secretary (R33). */
  const [by, setBy] = useState<'numen' | 'code'>('numen');
  const [errors, setErrors] = useState<Partial<Record<Field, string>>>({});
  const { failure, working, act } = useAct();

  function fault(field: Field): string | undefined {
    if (values[field].trim() === '') return t('activation.letter.empty');
    return field === 'birthDate' && readFrenchDate(values.birthDate) === null
      ? t('activation.letter.badDate')
      : undefined;
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const fields = ['identifier', by, 'birthDate'] as const;
    const faults = fields.map(field => [field, fault(field)] as const);
    setErrors(Object.fromEntries(faults));
    if (faults.some(([, error]) => error !== undefined)) return;
    await act(async () => {
      const { identifier } = values;
      const asked = { identifier, [by]: values[by], birthDate: readFrenchDate(values.birthDate) };
      proven(await post('/api/recovery', asked, recoveryReply));
    });
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
        <Heading>{t('recovery.title')}</Heading>
        <p className="lead">{t('recovery.lead')}</p>
      </div>
      <RefusalNotice
        failure={failure}
        own={{ 'bad-credentials': { title: t('recovery.refused'), text: t('recovery.refusedText') } }}
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
      <div className="stack">
        <TextField
          key={by}
          {...field(by)}
          label={t(by === 'numen' ? 'activation.letter.numen' : 'recovery.code')}
          hint={t(by === 'numen' ? 'activation.letter.numenHint' : 'recovery.codeHint')}
          autoComplete="off"
          capitals="characters"
          spellCheck="false"
          fixed
        />
        <Button weight="plain" className="proof-switch" onPress={() => setBy(by === 'numen' ? 'code' : 'numen')}>
          {t(by === 'numen' ? 'activation.letter.noNumen' : 'activation.letter.haveNumen')}
        </Button>
      </div>
      <TextField
        {...field('birthDate')}
        label={t('activation.letter.birth')}
        hint={t('recovery.birthHint')}
        autoComplete="bday"
        inputMode="numeric"
      />
      <div className="row">
        <Button type="submit" isPending={working}>
          {t(working ? 'working' : 'next')}
        </Button>
      </div>
      <p className="small soft">{t('recovery.noNumen')}</p>
    </form>
  );
}
