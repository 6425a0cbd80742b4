import { lazy, Suspense, useState } from 'react';
import { Mark, type MarkName } from '../../design/mark.tsx';
import type { BodyPart } from '../../jmap/objects.ts';
import { useStore } from '../shell/use-store.ts';
import { size } from '../words/dates.ts';
import { useWords } from '../words/speak.ts';
import { previewOf } from './preview-kind.ts';

const Preview = lazy(() => import('./preview.tsx'));

/** The files that came with the message: seen here where that is safe, else saved. */
export function Attachments({ parts, held }: { parts: readonly BodyPart[]; held: boolean }) {
  const { t } = useWords();
  // Pictures that the text shows in their place are no files to the reader.
  const files = parts.filter(part => part.blobId !== null && !(part.disposition === 'inline' && part.cid !== null));
  if (files.length === 0) return null;
  return (
    <section className="attachments" aria-label={t('attachments.title', { count: files.length })}>
      <h2>{t('attachments.title', { count: files.length })}</h2>
      <ul>
        {files.map(part => (
          <File key={part.blobId} part={part} held={held} />
        ))}
      </ul>
    </section>
  );
}

function File({ part, held }: { part: BodyPart; held: boolean }) {
  const { t, language } = useWords();
  const { jmap } = useStore();
  const [open, setOpen] = useState(false);
  const kind = previewOf(part.type);
  const name = part.name ?? (kind === 'message' ? t('attachments.message') : t('attachments.noName'));
  const marks: Readonly<Record<string, MarkName>> = { image: 'picture', message: 'unread', calendar: 'calendar' };
  const path = jmap.downloadPath({ blobId: part.blobId!, name: savedName(name, part.type), type: part.type });
  return (
    <li className="file">
      <Mark name={marks[kind ?? ''] ?? 'paper'} />
      <span className="file-name">
        {kind !== null && !held ? (
          <button
            type="button"
            className="linklike"
            aria-label={t('attachments.open', { name })}
            onClick={() => setOpen(true)}
          >
            {name}
          </button>
        ) : (
          name
        )}
        <span className="soft small"> {size(part.size, language)}</span>
      </span>
      {!held && (
        <a
          className="tool"
          href={path}
          download
          aria-label={t('attachments.save', { name })}
          title={t('attachments.save', { name })}
        >
          <Mark name="save" />
        </a>
      )}
      {open && kind !== null && (
        <Suspense fallback={null}>
          <Preview part={part} kind={kind} name={name} path={path} close={() => setOpen(false)} />
        </Suspense>
      )}
    </li>
  );
}

function savedName(name: string, type: string): string {
  return type === 'message/rfc822' && !name.endsWith('.eml') ? `${name}.eml` : name;
}
