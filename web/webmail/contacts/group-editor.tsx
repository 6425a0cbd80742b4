import { type FormEvent, useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import type { ContactCard, Id } from '../../jmap/objects.ts';
import { Field } from '../settings/fields.tsx';
import { Outcome, useAct } from '../settings/use-asked.tsx';
import { useStore } from '../shell/use-store.ts';
import { nameOfCard } from './card.ts';
import { useContactWords } from './words.ts';

type Props = { group: ContactCard | null; book: Id | null; saved: (id: Id | null) => void; close: () => void };

/** Makes a group, names it anew, or removes it; who is in it is said on each card. */
export function GroupEditor({ group, book, saved, close }: Props) {
  const { t } = useContactWords();
  const { jmap } = useStore();
  const [name, setName] = useState(group === null ? '' : nameOfCard(group));
  const act = useAct();
  function save(event: FormEvent): void {
    event.preventDefault();
    const full = name.trim();
    if (full === '') return;
    act.run(async () => {
      const made = { kind: 'group', uid: `urn:uuid:${crypto.randomUUID()}`, addressBookIds: { [book ?? '']: true } };
      const answer = await jmap.call('ContactCard/set', {
        ...(group === null
          ? { create: { new: { ...made, name: { full }, members: {} } } }
          : { update: { [group.id]: { name: { full } } } }),
      });
      saved(group?.id ?? answer.created?.new?.id ?? null);
    });
  }
  const remove = () =>
    act.run(async () => {
      if (group !== null) await jmap.call('ContactCard/set', { destroy: [group.id] });
      saved(null);
    });
  return (
    <Dialog title={group === null ? t('newGroup') : nameOfCard(group)} closeLabel={t('close')} onClose={close}>
      <form className="stack" onSubmit={save}>
        <Field label={t('groupName')} most={120} value={name} change={setName} />
        <Outcome act={{ failure: act.failure, done: false }} />
        <div className="row dialog-acts">
          <button type="submit" className="button button-main">
            {t('save')}
          </button>
          {group !== null && (
            <button type="button" className="button button-danger" title={t('removeGroupText')} onClick={remove}>
              {t('remove')}
            </button>
          )}
          <button type="button" className="button button-quiet" onClick={close}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
