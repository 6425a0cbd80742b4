import { type QueueSelection, queueActReply } from '@vaguemestre/contract/queue.ts';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { Refusal, useAct } from '../../desk/frame/asked.tsx';
import { TextLine } from '../../desk/frame/fields.tsx';
import { useTold } from '../../desk/frame/told.tsx';
import { useFrameWords } from '../../desk/frame/words.ts';
import { post } from '../../request.ts';
import { useWords } from '../words/words.ts';

const acts = ['retry', 'release', 'hold', 'drop'] as const;
type ActName = (typeof acts)[number];

type Props = { selection: QueueSelection; title: string; done: () => Promise<void> };

/** What can be done with all that waits of a choice: its consequence is said first. */
export function QueueActs({ selection, title, done }: Props) {
  const { t } = useWords();
  const [asked, setAsked] = useState<ActName | null>(null);
  return (
    <>
      <div className="acts">
        {acts.map(name => (
          <button
            key={name}
            type="button"
            className={`button button-small ${name === 'drop' ? 'button-danger' : 'button-quiet'}`}
            onClick={() => setAsked(name)}
          >
            {t(`queue.acts.${name}.name`)}
          </button>
        ))}
      </div>
      {asked !== null && (
        <AskQueueAct name={asked} selection={selection} title={title} close={() => setAsked(null)} done={done} />
      )}
    </>
  );
}

function AskQueueAct({ name, selection, title, close, done }: Props & { name: ActName; close: () => void }) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const tell = useTold();
  const { failure, working, act } = useAct();
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const explained = name === 'hold' || name === 'drop';
  const missing = explained && why.trim() === '';

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    let count = 0;
    const went = await act(async () => {
      const body = explained ? { selection, why: why.trim() } : { selection };
      count = (await post(`/api/queue/${name}`, body, queueActReply)).recipients;
    });
    if (!went) return;
    tell(t(`queue.acts.${name}.done`, { count }));
    close();
    await done();
  }

  return (
    <Dialog title={t(`queue.acts.${name}.ask`, { title })} closeLabel={frame('close')} onClose={close}>
      <form className="stack" onSubmit={event => void submit(event)} noValidate>
        <p>{t(`queue.acts.${name}.explain`)}</p>
        {explained && (
          <TextLine
            label={t('queue.acts.why')}
            hint={t(name === 'drop' ? 'queue.acts.whyDrop' : 'queue.acts.whyHold')}
            value={why}
            onChange={setWhy}
            long
            maxLength={500}
            error={tried && missing ? t('queue.acts.missing') : undefined}
          />
        )}
        <Refusal failure={failure} />
        <div className="row dialog-acts">
          <button type="button" className="button button-quiet" onClick={close}>
            {frame('cancel')}
          </button>
          <button
            type="submit"
            className={`button ${name === 'drop' ? 'button-danger' : 'button-main'} ${working ? 'button-pending' : ''}`}
          >
            {t(`queue.acts.${name}.name`)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
