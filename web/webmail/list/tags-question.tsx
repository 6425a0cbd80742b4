import { type FormEvent, useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import type { Id } from '../../jmap/objects.ts';
import { isTag, tag, tagOf } from '../actions/tag.ts';
import { useActs } from '../shell/acts.tsx';
import { useEmail, useStore } from '../shell/use-store.ts';
import { useWords } from '../words/speak.ts';

/** Tags: those of the messages at hand, and a new one. */
export function TagsQuestion({ ids, close }: { ids: readonly Id[]; close: () => void }) {
  const { t } = useWords();
  const store = useStore();
  const { tell } = useActs();
  const [typed, setTyped] = useState('');
  // Drawn again when the first of them changes, as all do together.
  useEmail(ids[0]);
  const known = new Set<string>();
  for (const id of store.emails.ids()) {
    for (const keyword of Object.keys(store.emails.get(id)?.keywords ?? {})) if (isTag(keyword)) known.add(keyword);
  }
  const has = (name: string) => ids.every(id => store.emails.get(id)?.keywords[name] === true);
  const fresh = tagOf(typed);

  function add(event: FormEvent): void {
    event.preventDefault();
    if (fresh === null) return;
    tell(tag(store, ids, fresh, true));
    setTyped('');
  }

  return (
    <Dialog title={t('tags.title')} closeLabel={t('close')} onClose={close}>
      {known.size === 0 && <p className="soft">{t('tags.none')}</p>}
      <div className="choices">
        {[...known].sort().map(name => (
          <label key={name} className="choice">
            <input type="checkbox" checked={has(name)} onChange={() => tell(tag(store, ids, name, !has(name)))} />
            <span className="mail-tag">{name}</span>
          </label>
        ))}
      </div>
      <form className="row" onSubmit={add}>
        <input
          type="text"
          className="field-input tag-new"
          aria-label={t('tags.new')}
          placeholder={t('tags.new')}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <button type="submit" className="button button-quiet" disabled={fresh === null}>
          {t('tags.add')}
        </button>
      </form>
    </Dialog>
  );
}
