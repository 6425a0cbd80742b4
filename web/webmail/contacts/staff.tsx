import { type SuggestReply, suggestReply } from '@vaguemestre/contract/contacts.ts';
import { useEffect, useState } from 'react';
import type { Id } from '../../jmap/objects.ts';
import { get, Refused } from '../../request.ts';
import { useAct } from '../settings/use-asked.tsx';
import { useStore } from '../shell/use-store.ts';
import { useContactWords } from './words.ts';

type Colleague = SuggestReply['suggestions'][number];

/** Colleagues the directory finds for what is searched, to be kept as contacts. */
export function Staff({ text, book, kept }: { text: string; book: Id; kept: () => void }) {
  const { t } = useContactWords();
  const { jmap } = useStore();
  const [found, setFound] = useState<readonly Colleague[]>([]);
  const act = useAct();
  useEffect(() => {
    setFound([]);
    if (text.length < 2) return;
    let current = true;
    const timer = setTimeout(async () => {
      try {
        const { suggestions } = await get(`/api/contacts/suggest?text=${encodeURIComponent(text)}`, suggestReply);
        if (current) setFound(suggestions.filter(({ source }) => source === 'staff'));
      } catch (error) {
        // Without the directory one's own contacts are still found.
        if (!(error instanceof Refused || error instanceof TypeError)) throw error;
      }
    }, 200);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  if (found.length === 0) return null;
  const keep = ({ address, name, function: title, school }: Colleague) =>
    act.run(async () => {
      const card = {
        uid: `urn:uuid:${crypto.randomUUID()}`,
        addressBookIds: { [book]: true },
        name: { full: name },
        emails: { n1: { address } },
        ...(title === undefined ? {} : { titles: { n1: { name: title } } }),
        ...(school === undefined ? {} : { organizations: { n1: { name: school } } }),
      };
      await jmap.call('ContactCard/set', { create: { new: card } });
      kept();
    });
  return (
    <section className="stack">
      <h2>{t('staff')}</h2>
      <ul className="settings-list">
        {found.map(each => (
          <li key={each.address}>
            <span className="settings-name">
              {each.name}
              <span className="line-more">
                {[each.function, each.school].filter(word => word !== undefined).join(', ')}
              </span>
            </span>
            <button
              type="button"
              className="button button-plain"
              aria-label={t('keep', { name: each.name })}
              onClick={() => keep(each)}
            >
              {t('keepShort')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
