import { useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { Notice } from '../../design/notice.tsx';
import { useWords } from '../words/speak.ts';
import { judgeLink } from './judge-link.ts';

/** Before a link of a mail is opened: where it really leads. R19, R21 */
export function LinkQuestion({ url, text, close }: { url: string; text: string; close: () => void }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const link = judgeLink(url, text);
  return (
    <Dialog title={t('link.title')} closeLabel={t('close')} onClose={close}>
      <p>
        {t('link.leads')} <strong className="link-host">{link.host}</strong>
      </p>
      <p className="code link-url">{link.shown}</p>
      {link.says !== null && (
        <Notice tone="bad">
          <p>{t('link.says', { text: link.says })}</p>
        </Notice>
      )}
      {link.foreign && (
        <Notice tone="warn">
          <p>{t('link.foreign')}</p>
        </Notice>
      )}
      {link.plain && (
        <Notice tone="warn">
          <p>{t('link.plain')}</p>
        </Notice>
      )}
      <p className="soft small">{t('link.never')}</p>
      <div className="row dialog-acts">
        <button
          type="button"
          className="button button-main"
          onClick={() => {
            window.open(url, '_blank', 'noopener,noreferrer');
            close();
          }}
        >
          {t('link.open')}
        </button>
        <button
          type="button"
          className="button button-quiet"
          onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}
        >
          {t(copied ? 'link.copied' : 'link.copy')}
        </button>
      </div>
    </Dialog>
  );
}
