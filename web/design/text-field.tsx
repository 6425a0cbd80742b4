import type { HTMLAttributes, ReactNode } from 'react';
import { TextField as AriaTextField, FieldError, Input, Label, Text, type TextFieldProps } from 'react-aria-components';

type Props = Omit<TextFieldProps, 'className' | 'children'> & {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Shown inside the field, at its end. */
  inside?: ReactNode;
  /** Codes are read better in a fixed face. */
  fixed?: boolean;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  /** How a telephone's keyboard begins. */
  capitals?: 'none' | 'characters' | 'sentences';
};

/** Label, hint, input and error, tied together for those who hear them. */
export function TextField({ label, hint, error, inside, fixed = false, inputMode, capitals, ...rest }: Props) {
  const props = error === undefined ? rest : { ...rest, isInvalid: true };
  return (
    <AriaTextField {...props} className="field" validationBehavior="aria">
      <Label className="field-label">{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <div className={inside === undefined ? 'field-row' : 'field-row field-with-inside'}>
        <Input
          className={fixed ? 'field-input field-input-fixed' : 'field-input'}
          inputMode={inputMode}
          autoCapitalize={capitals}
        />
        {inside !== undefined && <div className="field-inside">{inside}</div>}
      </div>
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}
