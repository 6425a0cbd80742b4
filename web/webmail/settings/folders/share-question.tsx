import {
  type FolderFacts,
  type FoldersReply,
  foldersReply,
  type ShareLevel,
  shareLevels,
} from '@vaguemestre/contract/folders.ts';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../design/dialog.tsx';
import { Notice } from '../../../design/notice.tsx';
import { post } from '../../../request.ts';
import { Choice, PersonField } from '../fields.tsx';
import { Outcome, useAct } from '../use-asked.tsx';
import { useSettingsWords } from '../words.ts';
import { useFolderWords } from './words.ts';

type Props = { folder: FolderFacts | undefined; put: (reply: FoldersReply) => void; close: () => void };

/** Who may do what in a folder, in words; and inviting somebody. */
export function ShareQuestion({ folder, put, close }: Props) {
  const { t } = useFolderWords();
  const { t: tell } = useSettingsWords();
  const [address, setAddress] = useState('');
  const [level, setLevel] = useState<ShareLevel>('read');
  const act = useAct();
  if (folder === undefined) return null;
  const { id, path, shares } = folder;
  const nameOf = (whom: string) => (whom === 'anyone' ? t('sharing.anyone') : whom);
  const share = (whom: string, what: ShareLevel | 'none', then?: () => void) =>
    act.run(async () => {
      put(await post('/api/folders/share', { id, address: whom, level: what }, foldersReply));
      then?.();
    });

  return (
    <Dialog title={t('sharing.title', { name: path })} closeLabel={tell('close')} onClose={close}>
      <p className="soft">{t('sharing.intro')}</p>
      {folder.private && (
        <Notice tone="warn">
          <p>{t('sharing.privateWarning')}</p>
        </Notice>
      )}
      {shares.length === 0 ? (
        <p>{t('sharing.nobody')}</p>
      ) : (
        <ul className="settings-list">
          {shares.map(each => (
            <li key={each.address}>
              <span className="settings-name">{nameOf(each.address)}</span>
              <Choice
                unseen
                label={t('sharing.levelOf', { address: nameOf(each.address) })}
                value={each.level}
                choices={[...shareLevels, ...(each.level === 'other' ? (['other'] as const) : [])].map(
                  one => [one, t(`sharing.levels.${one}`)] as const,
                )}
                change={chosen => chosen !== 'other' && share(each.address, chosen)}
              />
              <button
                type="button"
                className="button button-plain"
                aria-label={t('sharing.end', { address: nameOf(each.address) })}
                onClick={() => share(each.address, 'none')}
              >
                {t('sharing.endShort')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="stack"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (address.trim() !== '') share(address.trim(), level, () => setAddress(''));
        }}
      >
        <PersonField label={t('sharing.address')} address={address} change={setAddress} />
        <fieldset className="choices">
          <legend>{t('sharing.level')}</legend>
          {shareLevels.map(each => (
            <label key={each} className="choice share-level">
              <input type="radio" name="level" checked={level === each} onChange={() => setLevel(each)} />
              <span>
                <strong>{t(`sharing.levels.${each}`)}</strong>
                <span className="line-more">{t(`sharing.explained.${each}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Outcome act={act} />
        <div className="row dialog-acts">
          <button type="submit" className="button button-main">
            {t('sharing.invite')}
          </button>
          <button type="button" className="button button-quiet" onClick={close}>
            {tell('close')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
