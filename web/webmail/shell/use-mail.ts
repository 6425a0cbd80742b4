/** What the address asks for, as a list of emails: the folder or the search, and how it is shown. */
import { useMemo } from 'react';
import type { Id, Mailbox } from '../../jmap/objects.ts';
import { folderName } from '../folders/folder-name.ts';
import { readQuestion } from '../search/filter.ts';
import { fold } from '../search/terms.ts';
import type { EmailList } from '../store/list.ts';
import { useWords } from '../words/speak.ts';
import { folderQuestion, mailboxNamed, searchQuestion } from './places.ts';
import { usePreferences } from './preferences.ts';
import type { Place } from './use-place.ts';
import { useMailboxes, useStore } from './use-store.ts';

export type Mail = {
  readonly list: EmailList | null;
  readonly title: string;
  /** The folder in view; null in a search. */
  readonly box: Mailbox | null;
  readonly gathered: boolean;
  /** Words of the search that say nothing. */
  readonly wrong: readonly string[];
};

export function useMail(place: Place): Mail {
  const { t } = useWords();
  const store = useStore();
  const mailboxes = useMailboxes();
  const { gathered } = usePreferences();
  const box = place.kind === 'folder' ? (mailboxNamed(store.mailboxes, place.name) ?? null) : null;
  const boxId = box?.id ?? null;
  const q = place.kind === 'search' ? place.q : null;
  const { tri, montre } = place.kind === 'elsewhere' ? ({} as { tri?: never; montre?: never }) : place.view;
  const folderIds = mailboxes.map(({ id }) => id).join();

  const { list, wrong } = useMemo((): Pick<Mail, 'list' | 'wrong'> => {
    const view = { ...(tri === undefined ? {} : { tri }), ...(montre === undefined ? {} : { montre }) };
    if (boxId !== null) return { list: store.list(folderQuestion(boxId, view, gathered)), wrong: [] };
    if (q === null || folderIds === '') return { list: null, wrong: [] };
    const all = store.mailboxes.all();
    const apart = all.flatMap(({ role, id }) => (role === 'junk' || role === 'trash' ? [id] : []));
    const folderOf = (name: string): Id | undefined =>
      all.find(each => fold(folderName(each, t)) === fold(name) || fold(each.name) === fold(name))?.id;
    const { filter, wrong } = readQuestion(q, { now: new Date(), folderOf, apart });
    return { list: filter === null ? null : store.list(searchQuestion(filter, view)), wrong };
  }, [boxId, q, tri, montre, gathered, folderIds, store, t]);

  const title = box === null ? (q === null ? '' : t('list.results')) : folderName(box, t);
  return { list, title, box, gathered: gathered && box !== null, wrong };
}
