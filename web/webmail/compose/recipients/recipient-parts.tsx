/** What a field of recipients is made of: tags, and people that are proposed. */
import type { KeyboardEvent } from 'react';
import { useComposeWords } from '../words/use-compose-words.ts';
import { type Recipient, writeRecipient } from './parse.ts';
import type { Suggestion } from './suggest.ts';

type TagProps = {
  recipient: Recipient;
  domain: string;
  edit(): void;
  remove(): void;
  onKey(event: KeyboardEvent): void;
};

export function Tag({ recipient, domain, edit, remove, onKey }: TagProps) {
  const { t } = useComposeWords();
  const name = nameOf(recipient);
  const outside = recipient.wrong === undefined && !recipient.email.toLowerCase().endsWith(`@${domain}`);
  return (
    <span className="tag-pair" data-wrong={recipient.wrong !== undefined}>
      <button
        type="button"
        className="tag"
        tabIndex={-1}
        title={writeRecipient(recipient)}
        aria-label={t('recipients.edit', { name: outside ? `${name}, ${t('recipients.outside')}` : name })}
        onClick={edit}
        onKeyDown={onKey}
      >
        {name}
      </button>
      <button
        type="button"
        className="tag-remove"
        tabIndex={-1}
        aria-label={t('recipients.remove', { name })}
        onClick={remove}
      >
        <span aria-hidden="true">×</span>
      </button>
    </span>
  );
}

type OptionProps = { id: string; suggestion: Suggestion; selected: boolean; domain: string; choose(): void };

export function Option({ id, suggestion: { name, email, detail }, selected, domain, choose }: OptionProps) {
  const { t } = useComposeWords();
  const outside = !email.toLowerCase().endsWith(`@${domain}`);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option (aria-activedescendant)
    // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are those of the field
    <div
      id={id}
      role="option"
      aria-selected={selected}
      className="suggestion"
      onPointerDown={event => event.preventDefault()}
      onClick={choose}
    >
      <span>
        <strong>{name ?? email}</strong> {name !== null && <span className="soft">{email}</span>}
      </span>
      {(detail !== null || outside) && <span className="soft small">{detail ?? t('recipients.outside')}</span>}
    </div>
  );
}

export function nameOf({ name, email }: Pick<Recipient, 'name' | 'email'>): string {
  return name === null || name.trim() === '' ? email : name;
}
