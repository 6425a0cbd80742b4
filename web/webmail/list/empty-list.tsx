import type { Mail } from '../shell/use-mail.ts';
import type { Place } from '../shell/use-place.ts';
import { useRows } from '../shell/use-store.ts';
import { useWords } from '../words/speak.ts';

/** What is said where a list has nothing to show. */
export function EmptyList({ mail, place }: { mail: Mail; place: Place }) {
  const { t } = useWords();
  const { ids, fault } = useRows(mail.list);
  if (place.kind === 'elsewhere') return null;
  if (ids === null && fault !== null)
    return <Said title={t('closed.unreachable')} text={t('closed.unreachableText')} />;
  if (ids === null || ids.length > 0) return null;
  if (place.kind === 'search') return <Said title={t('list.emptySearch')} text={t('list.emptySearchText')} />;
  if (place.view.montre !== undefined) return <Said title={t('list.empty')} text={t('list.emptyFilter')} />;
  const text = mail.box?.role === 'inbox' ? t('list.emptyInbox') : t('list.emptyText');
  return <Said title={t('list.empty')} text={text} />;
}

function Said({ title, text }: { title: string; text: string }) {
  return (
    <div className="mail-empty">
      <p>
        <strong>{title}</strong>
      </p>
      <p className="soft">{text}</p>
    </div>
  );
}
