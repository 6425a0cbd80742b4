import { useCallback, useEffect, useState } from 'react';
import { JmapFault } from '../../../jmap/fault.ts';
import type { EmailFilter, EmailHead, Id } from '../../../jmap/objects.ts';
import { toTrash } from '../../actions/delete.ts';
import { folderName } from '../../folders/folder-name.ts';
import { useActs } from '../../shell/acts.tsx';
import { useAsk } from '../../shell/dialogs.tsx';
import { useMailboxes, useStore } from '../../shell/use-store.ts';
import { headProperties } from '../../store/properties.ts';
import { shortDate, size } from '../../words/dates.ts';
import { useWords } from '../../words/speak.ts';
import { Choice } from '../fields.tsx';
import { useRoomWords } from './words.ts';

const portion = 25;

type Order = 'biggest' | 'oldest';

/** The biggest or the oldest messages, to delete or to move from there. */
export function Heaviest() {
  const { t, language } = useRoomWords();
  const { t: words } = useWords();
  const store = useStore();
  const { tell } = useActs();
  const ask = useAsk();
  const mailboxes = useMailboxes();
  const [order, setOrder] = useState<Order>('biggest');
  const [folder, setFolder] = useState<Id | ''>('');
  const [limit, setLimit] = useState(portion);
  const [heads, setHeads] = useState<readonly EmailHead[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<Id>>(new Set());

  const read = useCallback(() => {
    let current = true;
    const filter: EmailFilter | null = folder === '' ? null : { inMailbox: folder };
    const sort = [
      order === 'biggest' ? { property: 'size', isAscending: false } : { property: 'receivedAt', isAscending: true },
    ];
    const query = store.jmap.call('Email/query', { filter, sort, collapseThreads: false, limit });
    const get = store.jmap.call('Email/get', { '#ids': query.reference('/ids'), properties: headProperties });
    Promise.all([query, get]).then(
      ([{ ids }, { list }]) => {
        if (!current) return;
        const found = list as unknown as readonly EmailHead[];
        store.emails.put(found);
        const byId = new Map(found.map(each => [each.id, each]));
        setHeads(ids.flatMap(id => byId.get(id) ?? []));
      },
      (error: unknown) => {
        // The line of the connection says it.
        if (!(error instanceof JmapFault)) throw error;
      },
    );
    return () => {
      current = false;
    };
  }, [store, order, folder, limit]);
  useEffect(read, [read]);

  const shown = heads ?? [];
  const ids = shown.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const bytes = shown.filter(({ id }) => chosen.has(id)).reduce((sum, each) => sum + each.size, 0);
  function gone(): void {
    setHeads(shown.filter(({ id }) => !chosen.has(id)));
    setChosen(new Set());
  }
  function turn(id: Id): void {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }
  const from = folder === '' ? null : folder;

  return (
    <section className="settings-group">
      <h2>{t('find')}</h2>
      <div className="settings-pair">
        <Choice
          label={t('which')}
          value={order}
          choices={[
            ['biggest', t('biggest')],
            ['oldest', t('oldest')],
          ]}
          change={setOrder}
        />
        <Choice
          label={t('folder')}
          value={folder}
          choices={[['', t('everywhere')], ...mailboxes.map(each => [each.id, folderName(each, words)] as const)]}
          change={setFolder}
        />
      </div>
      {heads !== null && heads.length === 0 && <p className="soft">{t('none')}</p>}
      {shown.length > 0 && (
        <>
          <div className="room-acts">
            <p role="status" className="small">
              {ids.length === 0 ? t('nothing') : t('selected', { count: ids.length, size: size(bytes, language) })}
            </p>
            <div className="row row-tight">
              <Small press={() => setChosen(new Set(shown.map(({ id }) => id)))}>{t('all')}</Small>
              <Small
                off={ids.length === 0}
                press={() => {
                  tell(toTrash(store, ids));
                  gone();
                }}
              >
                {t('trash')}
              </Small>
              <Small off={ids.length === 0} press={() => ask({ kind: 'move', ids, from, after: gone })}>
                {t('move')}
              </Small>
              <Small off={ids.length === 0} press={() => ask({ kind: 'destroy', ids, after: gone })}>
                {t('destroy')}
              </Small>
            </div>
          </div>
          <ul className="settings-list">
            {shown.map(({ id, subject, from: senders, receivedAt, size: weight, mailboxIds, hasAttachment }) => {
              const title = subject === null || subject === '' ? t('noSubject') : subject;
              const place = mailboxes.find(each => mailboxIds[each.id]);
              return (
                <li key={id}>
                  <input
                    type="checkbox"
                    aria-label={t('select', { subject: title })}
                    checked={chosen.has(id)}
                    onChange={() => turn(id)}
                  />
                  <span className="settings-name">
                    {title}
                    <span className="line-more">
                      {[
                        senders?.[0]?.name ?? senders?.[0]?.email ?? '',
                        shortDate(receivedAt, language, new Date()),
                        place === undefined ? '' : folderName(place, words),
                        hasAttachment ? t('attachment') : '',
                      ]
                        .filter(text => text !== '')
                        .join(' · ')}
                    </span>
                  </span>
                  <span className="room-size">{size(weight, language)}</span>
                </li>
              );
            })}
          </ul>
          {shown.length >= limit && (
            <div className="row">
              <Small press={() => setLimit(limit + portion)}>{t('more')}</Small>
            </div>
          )}
        </>
      )}
    </section>
  );
}

function Small({ press, off = false, children }: { press: () => void; off?: boolean; children: string }) {
  return (
    <button type="button" className="button button-quiet button-small" disabled={off} onClick={press}>
      {children}
    </button>
  );
}
