import type { ListRule } from '@vaguemestre/contract/lists.ts';
import * as z from 'zod/mini';
import { Dialog } from '../../design/dialog.tsx';
import { Refusal, useAct } from '../../desk/frame/asked.tsx';
import { useTold } from '../../desk/frame/told.tsx';
import { useFrameWords } from '../../desk/frame/words.ts';
import { post } from '../../request.ts';
import { useWords } from '../words/words.ts';

type Props = { list: ListRule; close: () => void; removed: () => Promise<void> };

export function RemoveList({ list, close, removed }: Props) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const tell = useTold();
  const { failure, working, act } = useAct();

  async function remove(): Promise<void> {
    const went = await act(async () => {
      await post('/api/lists/remove', { name: list.name }, z.object({ done: z.literal(true) }));
    });
    if (!went) return;
    tell(t('lists.removed', { title: list.title }));
    close();
    await removed();
  }

  return (
    <Dialog title={t('lists.removeTitle', { title: list.title })} closeLabel={frame('close')} onClose={close}>
      <p>{t('lists.removeExplain')}</p>
      <Refusal failure={failure} />
      <div className="row dialog-acts">
        <button type="button" className="button button-quiet" onClick={close}>
          {frame('cancel')}
        </button>
        <button
          type="button"
          className={`button button-danger ${working ? 'button-pending' : ''}`}
          onClick={() => void remove()}
        >
          {t('lists.remove')}
        </button>
      </div>
    </Dialog>
  );
}
