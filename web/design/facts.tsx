import { useState } from 'react';
import { Button } from './button.tsx';

export type Fact = {
  name: string;
  value: string;
  /** What is put on the clipboard; absent: it is said, not copied. */
  copied?: string;
};

/** Names and values to copy out, such as the settings of a mail program. */
export function Facts({ facts, copy, copied }: { facts: readonly Fact[]; copy: string; copied: string }) {
  const [last, setLast] = useState<string | null>(null);
  return (
    <dl className="facts">
      {facts.map(({ name, value, copied: text }) => (
        <div className="fact" key={name}>
          <dt>{name}</dt>
          <dd>
            <span className={text === undefined ? 'soft' : 'fixed'}>{value}</span>
            {text !== undefined && (
              <Button
                weight="plain"
                aria-label={`${copy} : ${name}`}
                onPress={() => void navigator.clipboard.writeText(text).then(() => setLast(name))}
              >
                {last === name ? copied : copy}
              </Button>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
