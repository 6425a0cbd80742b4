import type { School } from '@vaguemestre/contract/desk.ts';
import type { postPart } from '@vaguemestre/contract/posts.ts';
import type { FoundReply } from '@vaguemestre/contract/support.ts';
import { type FormEvent, useState } from 'react';
import * as z from 'zod/mini';
import { Dialog } from '../../design/dialog.tsx';
import { Refusal, useAct } from '../../desk/frame/asked.tsx';
import { Radios, TextLine } from '../../desk/frame/fields.tsx';
import { PickPerson } from '../../desk/frame/pick.tsx';
import { useTold } from '../../desk/frame/told.tsx';
import { useFrameWords } from '../../desk/frame/words.ts';
import { post } from '../../request.ts';
import { useWords } from '../words/words.ts';

type Part = z.infer<typeof postPart>;
const parts: readonly Part[] = ['reader', 'answerer', 'manager'];

type Props = { school: School; close: () => void; named: () => Promise<void> };

/** Names somebody to an office for some days. */
export function NameHolder({ school, close, named }: Props) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const tell = useTold();
  const { failure, working, act } = useAct();
  const [person, setPerson] = useState<FoundReply | null>(null);
  const [part, setPart] = useState<Part>('answerer');
  const [firstDay, setFirstDay] = useState('');
  const [lastDay, setLastDay] = useState('');
  const [tried, setTried] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (person === null) return;
    const wish = {
      ...{ uai: school.uai, accountId: person.accountId, part },
      ...(firstDay === '' ? {} : { firstDay }),
      ...(lastDay === '' ? {} : { lastDay }),
    };
    const went = await act(async () => {
      await post('/api/posts/name', wish, z.object({ id: z.number() }));
    });
    if (!went) return;
    tell(t('offices.named', { name: `${person.givenName} ${person.familyName}` }));
    close();
    await named();
  }

  return (
    <Dialog title={t('offices.nameTo', { school: school.name })} closeLabel={frame('close')} onClose={close}>
      <form className="stack" onSubmit={event => void submit(event)} noValidate>
        <PickPerson
          label={t('offices.whom')}
          chosen={person}
          onChange={setPerson}
          error={tried && person === null ? t('roles.personMissing') : undefined}
        />
        <Radios
          label={t('offices.part')}
          value={part}
          onChange={setPart}
          options={parts.map(value => ({ value, text: t(`offices.partsLong.${value}`) }))}
        />
        <div className="panels">
          <TextLine
            label={t('offices.firstDay')}
            hint={t('offices.firstDayHint')}
            type="date"
            value={firstDay}
            onChange={setFirstDay}
          />
          <TextLine
            label={t('roles.lastDay')}
            hint={t('offices.lastDayHint')}
            type="date"
            value={lastDay}
            onChange={setLastDay}
          />
        </div>
        <Refusal failure={failure} own={{ policy: t('offices.refused') }} />
        <div className="row dialog-acts">
          <button type="button" className="button button-quiet" onClick={close}>
            {frame('cancel')}
          </button>
          <button type="submit" className={`button button-main ${working ? 'button-pending' : ''}`}>
            {t('offices.name')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
