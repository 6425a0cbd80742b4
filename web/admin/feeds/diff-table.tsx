import { useState } from 'react';
import { TableFrame } from '../../desk/frame/table-frame.tsx';
import { fr } from '../words/fr.ts';
import { useWords } from '../words/words.ts';
import { countByKind, type DiffRow, fieldsOf, firstKind, kinds, type What } from './diff.ts';
import './feeds.css';

/** Rows put on the page at a time: a feed may touch fifty thousand people. */
const page = 100;

/** What a feed changes: how many of each kind at a glance, then the rows of one. */
export function DiffTable({ rows }: { rows: readonly DiffRow[] }) {
  const { t } = useWords();
  const counts = countByKind(rows);
  const [kind, setKind] = useState<What | null>(() => firstKind(counts));
  const [shown, setShown] = useState(page);
  if (kind === null) return <p className="nothing">{t('feeds.same')}</p>;
  const chosen = rows.filter(each => each.what === kind);
  const fields = fr.feeds.fields;
  const field = (name: string) => (name in fields ? t(`feeds.fields.${name as keyof typeof fields}`) : name);
  return (
    <section className="stack" aria-label={t('feeds.diff')}>
      <ul className="figures">
        {kinds.map(each => (
          <li key={each}>
            <button
              type="button"
              className={`figure figure-${each}`}
              aria-pressed={each === kind}
              disabled={counts.get(each) === 0}
              onClick={() => {
                setKind(each);
                setShown(page);
              }}
            >
              <strong>{counts.get(each)}</strong>
              <span>{t(`feeds.kinds.${each}.name`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="soft">{t(`feeds.kinds.${kind}.explain`)}</p>
      <TableFrame label={t(`feeds.kinds.${kind}.name`)}>
        <thead>
          <tr>
            <th scope="col">{t('feeds.agent')}</th>
            <th scope="col" className="number">
              {t('feeds.line')}
            </th>
            <th scope="col">{t(kind === 'refused' ? 'feeds.why' : 'feeds.what')}</th>
          </tr>
        </thead>
        <tbody>
          {chosen.slice(0, shown).map(row => (
            <tr key={`${row.hrKey}:${row.line}:${row.detail}`}>
              <td className="fixed">{row.hrKey ?? '—'}</td>
              <td className="number">{row.line ?? '—'}</td>
              <td>{kind === 'refused' ? row.detail : fieldsOf(row).map(field).join(', ') || '—'}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      {chosen.length > shown && (
        <p>
          <button type="button" className="button button-quiet button-small" onClick={() => setShown(shown + 5 * page)}>
            {t('feeds.more', { count: chosen.length - shown })}
          </button>
        </p>
      )}
    </section>
  );
}
