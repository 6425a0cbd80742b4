/** Room: what is used and left, and what to delete first. R36, R37 */
import './room.css';
import { foldersReply } from '@vaguemestre/contract/folders.ts';
import { Heading } from '../../../design/heading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { folderName } from '../../folders/folder-name.ts';
import { useAsk } from '../../shell/dialogs.tsx';
import { useCell, useMailboxes, useStore } from '../../shell/use-store.ts';
import { size } from '../../words/dates.ts';
import { useWords } from '../../words/speak.ts';
import { Shown, useAsked } from '../use-asked.tsx';
import { Heaviest } from './heaviest.tsx';
import { useRoomWords } from './words.ts';

export default function Room() {
  const { t } = useRoomWords();
  return (
    <div className="stack stack-wide">
      <Heading>{t('title')}</Heading>
      <Used />
      <Heaviest />
      <ByFolder />
    </div>
  );
}

function Used() {
  const { t, language } = useRoomWords();
  const ask = useAsk();
  const { mailboxes } = useStore();
  const quota = useCell(useStore().quota);
  if (quota === null) return null;
  const { used, hardLimit } = quota;
  const part = used / hardLimit;
  const text = t('used', { used: size(used, language), allowed: size(hardLimit, language) });
  const trash = mailboxes.ofRole('trash');
  const junk = mailboxes.ofRole('junk');
  return (
    <section className="stack">
      <p className="room-figure">
        <strong>{text}</strong>{' '}
        <span className="soft">{t('left', { left: size(Math.max(0, hardLimit - used), language) })}</span>
      </p>
      <meter
        className="room-meter room-wide"
        min={0}
        max={1}
        high={0.9}
        value={Math.min(1, part)}
        aria-label={t('label')}
        aria-valuetext={text}
      />
      {part < 0.75 ? (
        <p className="small soft">{t('ok')}</p>
      ) : (
        <Notice tone={part < 1 ? 'warn' : 'bad'}>
          <p>{t(part < 1 ? 'soon' : 'full')}</p>
        </Notice>
      )}
      <p className="small soft">{t('trashHint')}</p>
      <div className="row">
        {trash !== undefined && (
          <button
            type="button"
            className="button button-quiet button-small"
            onClick={() => ask({ kind: 'empty-folder', mailbox: trash })}
          >
            {t('emptyTrash')}
          </button>
        )}
        {junk !== undefined && (
          <button
            type="button"
            className="button button-quiet button-small"
            onClick={() => ask({ kind: 'empty-folder', mailbox: junk })}
          >
            {t('emptyJunk')}
          </button>
        )}
      </div>
    </section>
  );
}

function ByFolder() {
  const { t, language } = useRoomWords();
  const { t: words } = useWords();
  const mailboxes = useMailboxes();
  const asked = useAsked('/api/folders', foldersReply);
  return (
    <section className="settings-group">
      <h2>{t('folders')}</h2>
      <Shown asked={asked}>
        {({ folders }) => {
          const most = Math.max(1, ...folders.map(({ bytes }) => bytes));
          return (
            <ul className="settings-list">
              {folders
                .filter(({ messages }) => messages > 0)
                .sort((one, other) => other.bytes - one.bytes)
                .map(({ id, path, bytes, messages }) => {
                  const mailbox = mailboxes.find(each => each.id === id);
                  const part = { inlineSize: `${(bytes / most) * 100}%` };
                  return (
                    <li key={id}>
                      <span className="settings-name">
                        {mailbox?.role ? folderName(mailbox, words) : path}
                        <span className="line-more">{t('count', { count: messages })}</span>
                      </span>
                      <span className="room-bar" aria-hidden="true">
                        <span style={part} />
                      </span>
                      <span className="room-size">{size(bytes, language)}</span>
                    </li>
                  );
                })}
            </ul>
          );
        }}
      </Shown>
    </section>
  );
}
