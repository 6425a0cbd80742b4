/** The files of a letter: those that are there, those on their way, those that failed and what to do. */
import { Mark, type MarkName } from '../../../design/mark.tsx';
import { useCell } from '../../shell/use-store.ts';
import { size } from '../../words/dates.ts';
import type { Upload } from '../desk/uploads.ts';
import type { Writing } from '../desk/writing.ts';
import type { Attached } from '../letter/letter.ts';
import { useComposeWords } from '../words/use-compose-words.ts';

export function FileList({ writing, files }: { writing: Writing; files: readonly Attached[] }) {
  const { t, language } = useComposeWords();
  const uploads = useCell(writing.uploads.state);
  if (files.length === 0) return null;
  const total = files.reduce((sum, each) => sum + each.size, 0);
  const title = t('files.title', { count: files.length, size: size(total, language) });
  return (
    <section className="write-files" aria-label={title}>
      <p className="small soft">{title}</p>
      <ul>
        {files.map(file => (
          <FileLine key={file.key} file={file} upload={uploads.get(file.key)} writing={writing} />
        ))}
      </ul>
    </section>
  );
}

function FileLine({ file, upload, writing }: { file: Attached; upload: Upload | undefined; writing: Writing }) {
  const { t, language } = useComposeWords();
  const { name, type } = file;
  const mark: MarkName = type.startsWith('image/') ? 'picture' : type === 'message/rfc822' ? 'unread' : 'paper';
  const fault = upload?.fault ?? null;
  const why =
    fault === 'unreachable' || fault === 'slow-down'
      ? t('files.offline')
      : fault === 'too-large'
        ? t('files.tooLarge')
        : fault === 'over-quota'
          ? t('files.overQuota')
          : t('files.failed');
  return (
    <li className="write-file" data-bad={fault !== null}>
      <Mark name={mark} />
      <span className="write-file-name">
        <span className="write-file-title" title={name}>
          {name}
        </span>{' '}
        <span className="soft small">{fault === null ? size(file.size, language) : why}</span>
        {upload !== undefined && fault === null && (
          <progress aria-label={t('files.progress', { name })} max={1} value={upload.part} />
        )}
      </span>
      {fault !== null && (
        <button
          type="button"
          className="button button-plain"
          aria-label={t('files.retry', { name })}
          onClick={() => writing.uploads.retry(file.key)}
        >
          {t('gone.again')}
        </button>
      )}
      <button
        type="button"
        className="tool"
        aria-label={t(upload === undefined ? 'files.remove' : 'files.cancel', { name })}
        title={t(upload === undefined ? 'files.remove' : 'files.cancel', { name })}
        onClick={event => {
          // The focus goes on to the file beside, else to where files come from.
          const line = event.currentTarget.closest('li');
          const beside = line?.nextElementSibling ?? line?.previousElementSibling;
          const next =
            beside?.querySelector<HTMLElement>('.tool') ?? document.querySelector<HTMLElement>('.write-attach');
          writing.detach(file.key);
          next?.focus();
        }}
      >
        <Mark name="cross" size={16} />
      </button>
    </li>
  );
}
