import { useState } from 'react';
import type { ContactCard } from '../../jmap/objects.ts';
import { useOpenCompose } from '../compose/open.ts';
import { Outcome, useAct } from '../settings/use-asked.tsx';
import { Compose } from '../shell/rooms.ts';
import { Sure } from '../shell/sure.tsx';
import { useStore } from '../shell/use-store.ts';
import { nameOfCard } from './card.ts';
import { Face } from './face.tsx';
import { useContactWords } from './words.ts';

type Props = {
  card: ContactCard;
  groups: readonly ContactCard[];
  edit: () => void;
  close: () => void;
  removed: () => void;
};

/** One card, to read. */
export function CardShown({ card, groups, edit, close, removed }: Props) {
  const { t } = useContactWords();
  const { jmap } = useStore();
  const openCompose = useOpenCompose();
  const [sure, setSure] = useState(false);
  const act = useAct();
  const name = nameOfCard(card) || t('noName');
  const emails = Object.values(card.emails ?? {}).map(each => each.address);
  const mine = groups.filter(({ members }) => members?.[card.uid] === true).map(nameOfCard);
  const facts: readonly (readonly [string, readonly string[]])[] = [
    [t('emails'), emails],
    [t('phones'), Object.values(card.phones ?? {}).map(each => each.number)],
    [t('organization'), Object.values(card.organizations ?? {}).flatMap(each => each.name ?? [])],
    [t('jobTitle'), Object.values(card.titles ?? {}).map(each => each.name)],
    [t('groups'), mine],
    [t('note'), Object.values(card.notes ?? {}).map(each => each.note)],
  ];
  const remove = () =>
    act.run(async () => {
      await jmap.call('ContactCard/set', { destroy: [card.id] });
      removed();
    });

  return (
    <div className="stack">
      <button type="button" className="button button-plain contacts-back" onClick={close}>
        {t('back')}
      </button>
      <div className="contact-head">
        <Face card={card} large />
        <h2>{name}</h2>
      </div>
      <div className="row">
        {Compose !== null && emails[0] !== undefined && (
          <button
            type="button"
            className="button button-main button-small"
            onClick={() => openCompose({ mode: 'new', to: emails[0] ?? '' })}
          >
            {t('write')}
          </button>
        )}
        <button type="button" className="button button-quiet button-small" onClick={edit}>
          {t('edit')}
        </button>
        <button type="button" className="button button-danger button-small" onClick={() => setSure(true)}>
          {t('remove')}
        </button>
      </div>
      <dl className="contact-facts">
        {facts
          .filter(([, values]) => values.length > 0)
          .map(([label, values]) => (
            <div key={label}>
              <dt>{label}</dt>
              {values.map(value => (
                <dd key={value}>{value}</dd>
              ))}
            </div>
          ))}
      </dl>
      <Outcome act={{ failure: act.failure, done: false }} />
      {sure && (
        <Sure title={t('removeSure', { name })} act={t('remove')} close={() => setSure(false)} run={remove}>
          <p>{t('removeText')}</p>
        </Sure>
      )}
    </div>
  );
}
