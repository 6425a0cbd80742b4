import { useId } from 'react';

type Props = { label: string; hint: string; accept: string; take: (file: File) => void };

/** Chooses a file: a button in our own words, since the browser's speaks its own language. */
export function FileButton({ label, hint, accept, take }: Props) {
  const id = useId();
  return (
    <div className="file-button">
      <label className="button button-quiet button-small">
        {label}
        <input
          type="file"
          className="unseen"
          accept={accept}
          aria-describedby={id}
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file !== undefined) take(file);
            // The same file may be chosen again.
            target.value = '';
          }}
        />
      </label>
      <span id={id} className="field-hint">
        {hint}
      </span>
    </div>
  );
}
