/** What is asked before a mail leaves: each point in words, with the gesture that mends it. */
import { Dialog } from '../../../design/dialog.tsx';
import { size } from '../../words/dates.ts';
import { useWords } from '../../words/speak.ts';
import type { Recipient } from '../recipients/parse.ts';
import { useComposeWords } from '../words/use-compose-words.ts';
import { forbids, type Warning } from './warnings.ts';

type Props = {
  warnings: readonly Warning[];
  mend(warning: Warning): void;
  send(): void;
  close(): void;
};

export function Check({ warnings, mend, send, close }: Props) {
  const { t } = useComposeWords();
  const { t: tell } = useWords();
  const stopped = warnings.filter(({ kind }) => forbids.includes(kind));
  const shown = stopped.length > 0 ? stopped : warnings;
  return (
    <Dialog title={t(stopped.length > 0 ? 'check.stop' : 'check.title')} closeLabel={tell('close')} onClose={close}>
      <ul className="check-list">
        {shown.map(warning => (
          <Point
            key={warning.kind}
            warning={warning}
            mend={() => {
              close();
              mend(warning);
            }}
          />
        ))}
      </ul>
      <div className="row dialog-acts">
        {stopped.length === 0 && (
          <button
            type="button"
            className="button button-main"
            onClick={() => {
              close();
              send();
            }}
          >
            {t('check.send')}
          </button>
        )}
        <button type="button" className="button button-quiet" onClick={close}>
          {t('check.back')}
        </button>
      </div>
    </Dialog>
  );
}

function Point({ warning, mend }: { warning: Warning; mend(): void }) {
  const [text, act] = useSentence(warning);
  return (
    <li>
      <p>{text}</p>
      <button type="button" className="button button-quiet button-small" onClick={mend}>
        {act}
      </button>
    </li>
  );
}

const fewNames = 4;

function useSentence(warning: Warning): readonly [text: string, act: string] {
  const { t, language } = useComposeWords();
  const names = (list: readonly Recipient[]) =>
    `${list
      .slice(0, fewNames)
      .map(({ email }) => email)
      .join(', ')}${list.length > fewNames ? '…' : ''}`;
  switch (warning.kind) {
    case 'no-recipient':
      return [t('check.noRecipient'), t('check.noRecipientAct')];
    case 'wrong-recipient':
      return [t('check.wrong', { count: warning.wrong.length, list: names(warning.wrong) }), t('check.wrongAct')];
    case 'uploading':
      return [t('check.uploading', { count: warning.count }), t('check.uploadingAct')];
    case 'too-large': {
      const values = { size: size(warning.octets, language), most: size(warning.most, language) };
      return [t('check.tooLarge', values), t('check.tooLargeAct')];
    }
    case 'no-subject':
      return [t('check.noSubject'), t('check.noSubjectAct')];
    case 'no-attachment':
      return [t('check.noAttachment', { word: warning.word }), t('check.noAttachmentAct')];
    case 'outsiders': {
      const count = warning.outsiders.length;
      return [t('check.outsiders', { count, list: names(warning.outsiders) }), t('check.outsidersAct', { count })];
    }
    case 'many':
      return [t('check.many', { count: warning.count }), t('check.manyAct')];
  }
}
