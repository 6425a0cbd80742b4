/** Contacts: found, read, changed; groups; files in and out; duplicates made one. */
import '../settings/settings.css';
import './contacts.css';
import { useState } from 'react';
import { Heading } from '../../design/heading.tsx';
import { Mark } from '../../design/mark.tsx';
import type { ContactCard, Id } from '../../jmap/objects.ts';
import { Field } from '../settings/fields.tsx';
import { nameOfCard } from './card.ts';
import { CardEditor } from './card-editor.tsx';
import { CardShown } from './card-shown.tsx';
import { Face } from './face.tsx';
import { GroupEditor } from './group-editor.tsx';
import { Staff } from './staff.tsx';
import { Tools } from './tools.tsx';
import { useCards } from './use-cards.ts';
import { useContactWords } from './words.ts';

const portion = 100;

type Editing = { readonly kind: 'card' | 'group'; readonly card: ContactCard | null };

export default function Contacts() {
  const { t } = useContactWords();
  const [text, setText] = useState('');
  const [group, setGroup] = useState<Id | null>(null);
  const [limit, setLimit] = useState(portion);
  const [open, setOpen] = useState<Id | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const { cards, again } = useCards(text.trim(), group, limit);
  const shown = cards?.cards.find(({ id }) => id === open) ?? null;
  const groups = cards?.groups ?? [];
  const named = groups.find(({ id }) => id === group);

  return (
    <div className="settings contacts" id="messages" tabIndex={-1} data-open={shown !== null}>
      <div className="contacts-side">
        <Heading>{t('title')}</Heading>
        <Field type="search" label={t('search')} value={text} change={setText} most={200} />
        <div className="row">
          <button
            type="button"
            className="button button-main button-small"
            onClick={() => setEditing({ kind: 'card', card: null })}
          >
            <Mark name="write" />
            {t('new')}
          </button>
          <button
            type="button"
            className="button button-quiet button-small"
            onClick={() => setEditing({ kind: 'group', card: null })}
          >
            {t('newGroup')}
          </button>
        </div>
        {groups.length > 0 && (
          <fieldset className="chips contacts-groups">
            <legend className="unseen">{t('groups')}</legend>
            <Chip pressed={group === null} press={() => setGroup(null)}>
              {t('all')}
            </Chip>
            {groups.map(each => (
              <Chip key={each.id} pressed={group === each.id} press={() => setGroup(each.id)}>
                {nameOfCard(each)}
              </Chip>
            ))}
          </fieldset>
        )}
        {named !== undefined && (
          <button
            type="button"
            className="button button-plain"
            onClick={() => setEditing({ kind: 'group', card: named })}
          >
            {t('editGroup', { name: nameOfCard(named) })}
          </button>
        )}
        {cards === null ? (
          <p className="soft">{t('loading')}</p>
        ) : (
          <>
            <p className="small soft" role="status">
              {cards.total === 0 ? t(text === '' ? 'none' : 'noneFound') : t('count', { count: cards.total })}
            </p>
            <ul className="contact-list">
              {cards.cards.map(card => (
                <li key={card.id}>
                  <button
                    type="button"
                    className="contact-line"
                    aria-current={card.id === open}
                    onClick={() => setOpen(card.id)}
                  >
                    <Face card={card} />
                    <span className="settings-name">
                      {nameOfCard(card) || t('noName')}
                      <span className="line-more">{Object.values(card.emails ?? {})[0]?.address ?? ''}</span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
            {cards.total > cards.cards.length && (
              <button type="button" className="button button-plain" onClick={() => setLimit(limit + portion)}>
                {t('more')}
              </button>
            )}
            {cards.book !== null && <Staff text={text.trim()} book={cards.book} kept={again} />}
          </>
        )}
        <Tools changed={again} />
      </div>
      <section className="contacts-card" aria-live="polite">
        {shown === null ? (
          <p className="soft contacts-nothing">{t('choose')}</p>
        ) : (
          <CardShown
            card={shown}
            groups={groups}
            edit={() => setEditing({ kind: 'card', card: shown })}
            close={() => setOpen(null)}
            removed={() => {
              setOpen(null);
              again();
            }}
          />
        )}
      </section>
      {editing?.kind === 'card' && cards !== null && (
        <CardEditor
          card={editing.card}
          groups={groups}
          book={cards.book}
          close={() => setEditing(null)}
          saved={id => {
            setEditing(null);
            setOpen(id);
            again();
          }}
        />
      )}
      {editing?.kind === 'group' && cards !== null && (
        <GroupEditor
          group={editing.card}
          book={cards.book}
          close={() => setEditing(null)}
          saved={id => {
            setEditing(null);
            setGroup(id);
            again();
          }}
        />
      )}
    </div>
  );
}

function Chip({ pressed, press, children }: { pressed: boolean; press: () => void; children: string }) {
  return (
    <button type="button" className="chip" aria-pressed={pressed} onClick={press}>
      {children}
    </button>
  );
}
