import type { codeReply } from '@vaguemestre/contract/support.ts';
import type * as z from 'zod/mini';
import { Notice } from '../../design/notice.tsx';
import { useTimes } from '../frame/times.ts';
import { useFrameWords } from '../frame/words.ts';
import { useWords } from '../words/words.ts';

/** A code that is shown once, to be handed over. */
export function HandedCode({ code, close }: { code: z.infer<typeof codeReply>; close: () => void }) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const { moment } = useTimes();
  return (
    <div className="stack" role="status">
      <p>{t('code.explain')}</p>
      <p className="code code-big">{code.code}</p>
      <p>{t('code.until', { until: moment(code.until) })}</p>
      <Notice tone="warn">
        <p>{t('code.once')}</p>
      </Notice>
      <div className="row dialog-acts">
        <button type="button" className="button button-main" onClick={close}>
          {frame('close')}
        </button>
      </div>
    </div>
  );
}
