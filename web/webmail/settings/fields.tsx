/** Fields of the settings' forms: a label, a hint and an input that belong together. */
import { type SuggestReply, suggestReply } from '@vaguemestre/contract/contacts.ts';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { JmapFault } from '../../jmap/fault.ts';
import { get, Refused } from '../../request.ts';

type FieldProps = {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  value: string;
  change: (value: string) => void;
  type?: 'text' | 'date' | 'email' | 'search' | 'number';
  most?: number;
  rows?: number;
  fixed?: boolean;
  list?: string;
  /** The label is heard and not seen: what stands around says it. */
  unseen?: boolean;
};

export function Field({
  label,
  hint,
  error = null,
  value,
  change,
  type = 'text',
  most,
  rows,
  fixed,
  unseen = false,
  ...more
}: FieldProps) {
  const id = useId();
  const described = [hint === undefined ? null : `${id}-hint`, error === null ? null : `${id}-error`].filter(
    each => each !== null,
  );
  const shared = {
    id,
    value,
    className: fixed ? 'field-input field-input-fixed' : 'field-input',
    ...(most === undefined ? {} : { maxLength: most }),
    ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
    ...(error === null ? {} : { 'aria-invalid': true }),
    onChange: ({ target }: { target: { value: string } }) => change(target.value),
  };
  return (
    <div className="field">
      <label className={unseen ? 'unseen' : 'field-label'} htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {rows === undefined ? (
        <input type={type} {...shared} {...more} />
      ) : (
        <textarea rows={rows} spellCheck={!fixed} {...shared} />
      )}
      {error !== null && (
        <span className="field-error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}

type TickProps = { checked: boolean; change: (checked: boolean) => void; hint?: ReactNode; children: ReactNode };

export function Tick({ checked, change, hint, children }: TickProps) {
  const id = useId();
  return (
    <div className="tick">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        onChange={({ target }) => change(target.checked)}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
      />
      <div>
        <label htmlFor={id}>{children}</label>
        {hint !== undefined && (
          <p className="field-hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  choices: readonly (readonly [Value, string])[];
  change: (value: Value) => void;
  /** The label is heard and not seen: what stands around says it. */
  unseen?: boolean;
};

export function Choice<Value extends string>({ label, value, choices, change, unseen = false }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div className="field choice-field">
      <label className={unseen ? 'unseen' : 'field-label'} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="field-input"
        value={value}
        onChange={({ target }) => {
          const chosen = choices.find(([each]) => each === target.value);
          if (chosen !== undefined) change(chosen[0]);
        }}
      >
        {choices.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

type PersonProps = {
  label: string;
  hint?: ReactNode;
  address: string;
  change: (address: string, name: string | null) => void;
};

/** An address, with colleagues proposed while one types. */
export function PersonField({ label, hint, address, change }: PersonProps) {
  const list = useId();
  const [found, setFound] = useState<SuggestReply['suggestions']>([]);
  const text = address.trim();
  useEffect(() => {
    if (text.length < 2) return;
    let current = true;
    const timer = setTimeout(async () => {
      try {
        const { suggestions } = await get(`/api/contacts/suggest?text=${encodeURIComponent(text)}`, suggestReply);
        if (current) setFound(suggestions);
      } catch (error) {
        // Without proposals the address is typed whole.
        if (!(error instanceof Refused || error instanceof TypeError || error instanceof JmapFault)) throw error;
      }
    }, 150);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  return (
    <>
      <Field
        type="email"
        label={label}
        {...(hint === undefined ? {} : { hint })}
        value={address}
        list={list}
        most={254}
        change={typed => change(typed, found.find(each => each.address === typed)?.name ?? null)}
      />
      <datalist id={list}>
        {found.map(each => (
          <option key={each.address} value={each.address}>
            {each.name}
          </option>
        ))}
      </datalist>
    </>
  );
}
