/** Fields of the desk and the console: plain ones of the browser, tied to their label, hint and error. */
import { type ReactNode, useId } from 'react';

type Common = { label: string; hint?: ReactNode; error?: string | undefined };

function Field({ label, hint, error, id, children }: Common & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children}
      {error !== undefined && (
        <span className="field-error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}

/** Ties what is said of a field to it. */
function tied(id: string, { hint, error }: Common) {
  const described = [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat();
  return {
    id,
    ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
    ...(error === undefined ? {} : { 'aria-invalid': true }),
  };
}

type TextProps = Common & {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'date' | 'search';
  /** Several lines. */
  long?: boolean;
  required?: boolean;
  fixed?: boolean;
  maxLength?: number;
};

export function TextLine({ value, onChange, type = 'text', long = false, fixed = false, ...rest }: TextProps) {
  const id = useId();
  const { label, hint, error, required, maxLength } = rest;
  const props = {
    ...tied(id, rest),
    className: `field-input ${fixed ? 'field-input-fixed' : ''}`,
    value,
    required,
    maxLength,
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {long ? <textarea {...props} rows={3} /> : <input {...props} type={type} />}
    </Field>
  );
}

type PickProps<Value extends string> = Common & {
  value: Value | '';
  onChange: (value: Value) => void;
  options: readonly { readonly value: Value; readonly text: string }[];
};

/** One of several, all seen at once. */
export function Radios<Value extends string>({ label, hint, error, value, onChange, options }: PickProps<Value>) {
  const id = useId();
  return (
    <fieldset className="choices" {...(error === undefined ? {} : { 'aria-describedby': `${id}-error` })}>
      <legend className="field-label">{label}</legend>
      {hint !== undefined && <p className="field-hint">{hint}</p>}
      {options.map(option => (
        <label className="choice" key={option.value}>
          <input
            type="radio"
            name={id}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.text}</span>
        </label>
      ))}
      {error !== undefined && (
        <span className="field-error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </fieldset>
  );
}

export function Select<Value extends string>({ value, onChange, options, ...rest }: PickProps<Value>) {
  const id = useId();
  return (
    <Field id={id} label={rest.label} hint={rest.hint} error={rest.error}>
      <select
        {...tied(id, rest)}
        className="select"
        value={value}
        onChange={event => onChange(event.target.value as Value)}
      >
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </Field>
  );
}
