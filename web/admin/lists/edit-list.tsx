import { type ListRule, listRule } from '@vaguemestre/contract/lists.ts';
import { type FormEvent, useState } from 'react';
import * as z from 'zod/mini';
import { Dialog } from '../../design/dialog.tsx';
import { Refusal, useAct } from '../../desk/frame/asked.tsx';
import { Select, TextLine } from '../../desk/frame/fields.tsx';
import { useTold } from '../../desk/frame/told.tsx';
import { useFrameWords } from '../../desk/frame/words.ts';
import { post } from '../../request.ts';
import { useWords } from '../words/words.ts';

const populations = ['titulaire', 'stagiaire', 'atss', 'direction', 'contractuel'] as const;
const writers = ['administrators', 'office', 'members', 'staff'] as const;

/** The rules of a list, a new one where there is none. */
export function EditList({
  list,
  close,
  kept,
}: {
  list: ListRule | null;
  close: () => void;
  kept: () => Promise<void>;
}) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const tell = useTold();
  const { failure, working, act } = useAct();
  const [name, setName] = useState(list?.name ?? '');
  const [title, setTitle] = useState(list?.title ?? '');
  const [reached, setReached] = useState<readonly (typeof populations)[number][]>(list?.populations ?? populations);
  const [functions, setFunctions] = useState(list?.functions?.join(', ') ?? '');
  const [schoolWriters, setSchoolWriters] = useState(list?.schoolWriters ?? 'office');
  const [houseWriters, setHouseWriters] = useState(list?.houseWriters ?? 'administrators');
  const [tried, setTried] = useState(false);

  const begun = functions.split(',').map(each => each.trim());
  const rule = listRule.safeParse({
    ...{ name, title, schoolWriters, houseWriters },
    populations: reached.length === populations.length ? null : [...reached],
    functions: functions.trim() === '' ? null : begun.filter(each => each !== ''),
  });

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (!rule.success) return;
    const went = await act(async () => {
      await post('/api/lists/put', rule.data, z.object({ done: z.literal(true) }));
    });
    if (!went) return;
    tell(t('lists.kept', { title }));
    close();
    await kept();
  }

  const options = writers.map(value => ({ value, text: t(`lists.writers.${value}`) }));
  return (
    <Dialog title={list === null ? t('lists.make') : list.title} closeLabel={frame('close')} onClose={close}>
      <form className="stack" onSubmit={event => void submit(event)} noValidate>
        {list === null && (
          <TextLine
            label={t('lists.name')}
            hint={t('lists.nameHint')}
            value={name}
            onChange={setName}
            fixed
            error={tried && !listRule.shape.name.safeParse(name).success ? t('lists.nameMissing') : undefined}
          />
        )}
        <TextLine
          label={t('lists.titleOf')}
          value={title}
          onChange={setTitle}
          maxLength={200}
          error={tried && title.trim() === '' ? t('lists.titleMissing') : undefined}
        />
        <fieldset className="choices">
          <legend className="field-label">{t('lists.reaches')}</legend>
          {populations.map(each => (
            <label className="choice" key={each}>
              <input
                type="checkbox"
                checked={reached.includes(each)}
                onChange={({ target }) =>
                  setReached(target.checked ? [...reached, each] : reached.filter(other => other !== each))
                }
              />
              <span>{frame(`populations.${each}`)}</span>
            </label>
          ))}
          {tried && reached.length === 0 && <span className="field-error">{t('lists.reachMissing')}</span>}
        </fieldset>
        <TextLine
          label={t('lists.functions')}
          hint={t('lists.functionsHint')}
          value={functions}
          onChange={setFunctions}
        />
        <Select label={t('lists.schoolWriters')} value={schoolWriters} onChange={setSchoolWriters} options={options} />
        <Select label={t('lists.houseWriters')} value={houseWriters} onChange={setHouseWriters} options={options} />
        <Refusal failure={failure} />
        <div className="row dialog-acts">
          <button type="button" className="button button-quiet" onClick={close}>
            {frame('cancel')}
          </button>
          <button type="submit" className={`button button-main ${working ? 'button-pending' : ''}`}>
            {t('lists.keep')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
