/** Keys that the person names, one for each device: passwords of devices and passkeys are listed, made and taken away alike. */
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import type { IconName } from '../../design/icon.tsx';
import { Notice } from '../../design/notice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { Card } from './card.tsx';

type Props = {
  id?: string;
  icon: IconName;
  title: string;
  explain: string;
  keys: readonly { readonly id: string; readonly name: string; readonly used: string | null }[];
  words: { readonly remove: string; readonly add: string; readonly name: string; readonly make: string };
  /** @returns what is shown once the key is made; null: it needs no words */
  make: (name: string) => Promise<ReactNode | null>;
  remove: (id: string) => Promise<void>;
  /** Said where the browser itself gave up. */
  otherwise?: string;
};

export function NamedKeysCard({ keys, words, make, remove, otherwise, explain, ...card }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState<string | null>(null);
  const [made, setMade] = useState<ReactNode | null>(null);
  const { failure, working, act } = useAct();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (name === null || name.trim() === '') return;
    await act(async () => {
      setMade(await make(name));
      setName(null);
    });
  }

  return (
    <Card {...card}>
      <p className="soft">{explain}</p>
      {keys.length > 0 && (
        <ul className="lines">
          {keys.map(each => (
            <li key={each.id} className="line">
              <span className="line-text">
                <strong>{each.name}</strong>
                <span className="line-more">{each.used ?? t('account.unused')}</span>
              </span>
              <Button
                weight="plain"
                onPress={() =>
                  void act(async () => {
                    await remove(each.id);
                    setMade(null);
                  })
                }
                aria-label={`${words.remove} : ${each.name}`}
              >
                {words.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {made !== null && (
        <Notice tone="good" live>
          {made}
        </Notice>
      )}
      <RefusalNotice failure={failure} own={{}} {...(otherwise === undefined ? {} : { otherwise })} />
      {name === null ? (
        <div>
          <Button weight="quiet" onPress={() => setName('')}>
            {words.add}
          </Button>
        </div>
      ) : (
        <form className="stack" onSubmit={event => void submit(event)} noValidate>
          <TextField
            label={words.name}
            hint={t('account.nameHint')}
            value={name}
            onChange={setName}
            autoFocus
            maxLength={60}
            isRequired
          />
          <div className="row">
            <Button type="submit" isPending={working} isDisabled={name.trim() === ''}>
              {words.make}
            </Button>
            <Button weight="quiet" onPress={() => setName(null)}>
              {t('cancel')}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
