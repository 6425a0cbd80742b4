/** Folders: order, name, visibility, privacy (R4), and with whom they are shared. */
import { type FolderFacts, foldersReply } from '@vaguemestre/contract/folders.ts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Heading } from '../../../design/heading.tsx';
import type { Id, Patch } from '../../../jmap/objects.ts';
import { folderName } from '../../folders/folder-name.ts';
import { useAsk } from '../../shell/dialogs.tsx';
import { useMailboxes, useStore } from '../../shell/use-store.ts';
import { type Folder, inTree } from '../../store/mailboxes.ts';
import { useWords } from '../../words/speak.ts';
import { Outcome, Shown, useAct, useAsked } from '../use-asked.tsx';
import { FolderRow } from './folder-row.tsx';
import { ordersAfter } from './order.ts';
import { ShareQuestion } from './share-question.tsx';
import { useFolderWords } from './words.ts';

/** Where private folders go. */
const privateName = 'Privé';

export default function FolderSettings() {
  const { t } = useFolderWords();
  const ask = useAsk();
  const asked = useAsked('/api/folders', foldersReply);
  const mailboxes = useMailboxes();
  const shape = mailboxes.map(({ id, name, parentId }) => `${id}${name}${parentId}`).join();
  const { again } = asked;
  const first = useRef(shape);
  useEffect(() => {
    if (first.current === shape) return;
    first.current = shape;
    again();
  }, [shape, again]);
  const [sharing, setSharing] = useState<Id | null>(null);
  return (
    <div className="stack stack-wide">
      <Heading>{t('title')}</Heading>
      <p className="soft">{t('intro')}</p>
      <Shown asked={asked}>
        {({ folders }) => (
          <>
            <List facts={folders} share={setSharing} />
            <div className="row">
              <button
                type="button"
                className="button button-quiet"
                onClick={() => ask({ kind: 'folder', parentId: null, mailbox: null })}
              >
                {t('new')}
              </button>
            </div>
            {sharing !== null && (
              <ShareQuestion
                folder={folders.find(({ id }) => id === sharing)}
                put={asked.put}
                close={() => setSharing(null)}
              />
            )}
          </>
        )}
      </Shown>
      <section className="settings-group">
        <h2>{t('privateTitle')}</h2>
        <p>{t('privateText')}</p>
      </section>
    </div>
  );
}

function List({ facts, share }: { facts: readonly FolderFacts[]; share: (id: Id) => void }) {
  const { t, language } = useFolderWords();
  const { t: words } = useWords();
  const store = useStore();
  const all = useMailboxes();
  const tree = useMemo(() => inTree(all, language), [all, language]);
  const [told, setTold] = useState('');
  const act = useAct();
  const factsOf = new Map(facts.map(each => [each.id, each]));

  const change = (update: Readonly<Record<Id, Patch>>, create?: Readonly<Record<string, object>>) =>
    act.run(async () => {
      const answer = await store.jmap.call('Mailbox/set', { ...(create === undefined ? {} : { create }), update });
      await store.sync();
      const refused = [...Object.values(answer.notUpdated ?? {}), ...Object.values(answer.notCreated ?? {})];
      if (refused.length > 0) setTold(t('refused'));
    });
  function move(folder: Folder, by: -1 | 1): void {
    const siblings = siblingsOf(tree, folder);
    const orders = ordersAfter(siblings, folder.id, by);
    if (Object.keys(orders).length === 0) return;
    change(Object.fromEntries(Object.entries(orders).map(([id, sortOrder]) => [id, { sortOrder }])));
    const place = siblings.findIndex(({ id }) => id === folder.id) + by + 1;
    setTold(t('moved', { name: folderName(folder, words), place, count: siblings.length }));
  }
  function makePrivate({ id, name }: Folder): void {
    const home = all.find(each => each.parentId === null && each.role === null && each.name === privateName);
    if (home === undefined)
      change({ [id]: { parentId: '#prive' } }, { prive: { name: privateName, parentId: null, isSubscribed: true } });
    else change({ [id]: { parentId: home.id } });
    setTold(t('madePrivate', { name }));
  }

  return (
    <section className="settings-group">
      <h2>{t('list')}</h2>
      <ul className="settings-list">
        {tree.map(folder => (
          <FolderRow
            key={folder.id}
            folder={folder}
            name={folderName(folder, words)}
            facts={factsOf.get(folder.id)}
            siblings={siblingsOf(tree, folder)}
            move={by => move(folder, by)}
            turn={() => change({ [folder.id]: { isSubscribed: !folder.isSubscribed } })}
            makePrivate={() => makePrivate(folder)}
            share={() => share(folder.id)}
          />
        ))}
      </ul>
      <p role="status" className="small soft">
        {told}
      </p>
      <Outcome act={{ failure: act.failure, done: false }} />
    </section>
  );
}

/** Those beside it, in the order they are shown; the ones with a role of the house have a fixed order among themselves. */
function siblingsOf(tree: readonly Folder[], { parentId, role }: Folder): Folder[] {
  return tree.filter(each => each.parentId === parentId && (each.role === null) === (role === null));
}
