/** What a person gives to prove who they are: the letter and the forgotten password ask for different fields, alike. */
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Heading } from '../../design/heading.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useHouse } from '../house.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { readFrenchDate } from './french-date.ts';

export type ProofField = 'identifier' | 'provisionalPassword' | 'numen' | 'code' | 'birthDate';

/** As typed, but the date as `YYYY-MM-DD`; fields that were not asked are empty. */
export type Proofs = Readonly<Record<ProofField, string>>;

type Props = {
  title: string;
  lead: string;
  /** In this order. */
  fields: readonly ProofField[];
  /** The hint of the birth date: what it is asked for differs. */
  birthHint: string;
  /** Below one field, what to give instead of it. */
  instead: { readonly of: ProofField; readonly words: string; readonly turn: () => void };
  refused: { readonly title: string; readonly text: string };
  submit: (proofs: Proofs) => Promise<void>;
  children?: ReactNode;
};

const nothing: Proofs = { identifier: '', provisionalPassword: '', numen: '', code: '', birthDate: '' };

export function ProofForm({ title, lead, fields, birthHint, instead, refused, submit, children }: Props) {
  const { t } = useTranslation();
  const { domain } = useHouse();
  const [values, setValues] = useState(nothing);
  const [errors, setErrors] = useState<Partial<Record<ProofField, string>>>({});
  const { failure, working, act } = useAct();

  function fault(field: ProofField): string | undefined {
    if (values[field].trim() === '') return t('proof.empty');
    if (field === 'birthDate' && readFrenchDate(values[field]) === null) return t('proof.badDate');
    return undefined;
  }

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const faults = fields.map(field => [field, fault(field)] as const);
    setErrors(Object.fromEntries(faults));
    if (faults.some(([, error]) => error !== undefined)) return;
    const given = Object.fromEntries(fields.map(field => [field, values[field]]));
    const birthDate = fields.includes('birthDate') ? readFrenchDate(values.birthDate)! : '';
    await act(() => submit({ ...nothing, ...given, birthDate }));
  }

  const own: Record<ProofField, { hint: string; more: Partial<Parameters<typeof TextField>[0]> }> = {
    identifier: {
      hint: t('proof.identifierHint', { domain }),
      more: { autoComplete: 'username', inputMode: 'email', capitals: 'none', spellCheck: 'false' },
    },
    provisionalPassword: {
      hint: t('proof.provisionalPasswordHint'),
      more: { autoComplete: 'one-time-code', capitals: 'none', spellCheck: 'false', fixed: true },
    },
    numen: {
      hint: t('proof.numenHint'),
      more: { autoComplete: 'off', capitals: 'characters', spellCheck: 'false', fixed: true },
    },
    code: {
      hint: t('proof.codeHint'),
      more: { autoComplete: 'off', capitals: 'characters', spellCheck: 'false', fixed: true },
    },
    birthDate: { hint: birthHint, more: { autoComplete: 'bday', inputMode: 'numeric' } },
  };

  return (
    <form className="card stack stack-wide" onSubmit={event => void send(event)} noValidate>
      <div className="stack">
        <Heading>{title}</Heading>
        <p className="lead">{lead}</p>
      </div>
      <RefusalNotice failure={failure} own={{ 'bad-credentials': refused }} />
      {fields.map((field, at) => (
        // By its place: the button that changes what is asked keeps the focus.
        // biome-ignore lint/suspicious/noArrayIndexKey: the fields never change their order
        <div key={at} className="stack stack-tight">
          <TextField
            key={field}
            {...own[field].more}
            label={t(`proof.${field}`)}
            hint={own[field].hint}
            value={values[field]}
            onChange={value => setValues({ ...values, [field]: value })}
            error={errors[field]}
            isRequired
          />
          {field === instead.of && (
            <Button weight="plain" className="proof-switch" onPress={instead.turn}>
              {instead.words}
            </Button>
          )}
        </div>
      ))}
      <div className="row">
        <Button type="submit" isPending={working}>
          {t(working ? 'working' : 'next')}
        </Button>
      </div>
      {children}
    </form>
  );
}
