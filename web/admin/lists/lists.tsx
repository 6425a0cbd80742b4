/** Lists that follow the directory: whom they reach, who may write to them. */
import { type ListRule, listsReply } from '@vaguemestre/contract/lists.ts';
import { useState } from 'react';
import { Heading } from '../../design/heading.tsx';
import { Refusal, useAsked } from '../../desk/frame/asked.tsx';
import { useFrameWords } from '../../desk/frame/words.ts';
import { post } from '../../request.ts';
import { useWords } from '../words/words.ts';
import { EditList } from './edit-list.tsx';
import { RemoveList } from './remove-list.tsx';

export default function Lists() {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const { answer, failure, again } = useAsked('lists', () => post('/api/lists', {}, listsReply));
  const [editing, setEditing] = useState<ListRule | 'new' | null>(null);
  const [removing, setRemoving] = useState<ListRule | null>(null);
  return (
    <div className="room stack stack-wide">
      <header className="stack stack-tight">
        <Heading>{t('lists.title')}</Heading>
        <p className="soft">{t('lists.lead')}</p>
      </header>
      <div>
        <button type="button" className="button button-main" onClick={() => setEditing('new')}>
          {t('lists.make')}
        </button>
      </div>
      <Refusal failure={failure} again={() => void again()} />
      {answer?.lists.length === 0 && <p className="nothing">{t('lists.none')}</p>}
      <ul className="items">
        {answer?.lists.map(list => (
          <li className="item" key={list.name}>
            <div>
              <h2>{list.title}</h2>
              <p className="fixed small soft">
                {list.name}@listes.{answer.domain} · {list.name}@<var>uai</var>.{answer.domain}
              </p>
            </div>
            <dl className="pairs">
              <div>
                <dt>{t('lists.reaches')}</dt>
                <dd>
                  {list.populations?.map(each => frame(`populations.${each}`)).join(', ') ?? t('lists.everyPopulation')}
                  {list.functions !== null && ` · ${list.functions.join(', ')}`}
                </dd>
              </div>
              <div>
                <dt>{t('lists.schoolWriters')}</dt>
                <dd>{t(`lists.writers.${list.schoolWriters}`)}</dd>
              </div>
              <div>
                <dt>{t('lists.houseWriters')}</dt>
                <dd>{t(`lists.writers.${list.houseWriters}`)}</dd>
              </div>
            </dl>
            <div className="row">
              <button
                type="button"
                className="button button-quiet button-small"
                aria-label={`${t('lists.edit')} : ${list.title}`}
                onClick={() => setEditing(list)}
              >
                {t('lists.edit')}
              </button>
              <button
                type="button"
                className="button button-danger button-small"
                aria-label={`${t('lists.remove')} : ${list.title}`}
                onClick={() => setRemoving(list)}
              >
                {t('lists.remove')}
              </button>
            </div>
          </li>
        ))}
      </ul>
      {editing !== null && (
        <EditList list={editing === 'new' ? null : editing} close={() => setEditing(null)} kept={again} />
      )}
      {removing !== null && <RemoveList list={removing} close={() => setRemoving(null)} removed={again} />}
    </div>
  );
}
