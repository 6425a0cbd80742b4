import type { ReactNode } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { useWords } from '../words/speak.ts';

type SureProps = { title: string; act: string; close: () => void; run: () => void; children: ReactNode };

/** A question with one act. */
export function Sure({ title, act, close, run, children }: SureProps) {
  const { t } = useWords();
  return (
    <Dialog title={title} closeLabel={t('close')} onClose={close}>
      {children}
      <div className="row dialog-acts">
        <button
          type="button"
          className="button button-danger"
          onClick={() => {
            close();
            run();
          }}
        >
          {act}
        </button>
        <button type="button" className="button button-quiet" onClick={close}>
          {t('cancel')}
        </button>
      </div>
    </Dialog>
  );
}
