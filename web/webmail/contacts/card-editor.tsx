import { type FormEvent, useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { Tool } from '../../design/tool.tsx';
import type { ContactCard, Id, Patch } from '../../jmap/objects.ts';
import { Field, Tick } from '../settings/fields.tsx';
import { Outcome, useAct } from '../settings/use-asked.tsx';
import { useStore } from '../shell/use-store.ts';
import { type CardDraft, changesOf, draftOfCard, empty, isNameless, type Line, nameOfCard, photoOf } from './card.ts';
import { FileButton } from './file-button.tsx';
import { useContactWords } from './words.ts';

type Props = {
  card: ContactCard | null;
  groups: readonly ContactCard[];
  book: Id | null;
  saved: (id: Id) => void;
  close: () => void;
};

export function CardEditor({ card, groups, book, saved, close }: Props) {
  const { t } = useContactWords();
  const { jmap } = useStore();
  const [draft, setDraft] = useState<CardDraft>(() => draftOfCard(card));
  const [uid] = useState(() => card?.uid ?? `urn:uuid:${crypto.randomUUID()}`);
  const [chosen, setChosen] = useState<ReadonlySet<Id>>(
    () => new Set(groups.filter(({ members }) => members?.[uid] === true).map(({ id }) => id)),
  );
  const [wrong, setWrong] = useState<'nameless' | 'refused' | null>(null);
  const act = useAct();
  const change = (some: Partial<CardDraft>) => setDraft({ ...draft, ...some });

  function save(event: FormEvent): void {
    event.preventDefault();
    setWrong(isNameless(draft) ? 'nameless' : null);
    if (isNameless(draft)) return;
    act.run(async () => {
      const changes = changesOf(card, draft);
      const update: Record<Id, Patch> = {};
      if (card !== null && Object.keys(changes).length > 0) update[card.id] = changes;
      for (const { id, members } of groups)
        if ((members?.[uid] === true) !== chosen.has(id))
          update[id] = { members: membersAfter(members, uid, chosen.has(id)) };
      const answer = await jmap.call('ContactCard/set', {
        ...(card === null ? { create: { new: { ...changes, uid, addressBookIds: { [book ?? '']: true } } } } : {}),
        update,
      });
      const refused = [...Object.values(answer.notCreated ?? {}), ...Object.values(answer.notUpdated ?? {})];
      const id = card?.id ?? answer.created?.new?.id;
      if (refused.length > 0 || id === undefined) setWrong('refused');
      else saved(id);
    });
  }
  function choosePhoto(file: File): void {
    act.run(async () => {
      const { blobId } = await jmap.upload(file);
      change({ photo: { blobId, type: file.type } });
    });
  }
  const hasPhoto = draft.photo === undefined ? card !== null && photoOf(card) !== null : draft.photo !== null;

  return (
    <Dialog
      wide
      title={card === null ? t('new') : nameOfCard(card) || t('noName')}
      closeLabel={t('close')}
      onClose={close}
    >
      <form className="stack" noValidate onSubmit={save}>
        <div className="settings-pair">
          <Field label={t('given')} most={120} value={draft.given} change={given => change({ given })} />
          <Field label={t('surname')} most={120} value={draft.surname} change={surname => change({ surname })} />
        </div>
        <Lines
          legend={t('emails')}
          label={n => t('email', { n })}
          add={t('addEmail')}
          remove={t('remove')}
          type="email"
          lines={draft.emails}
          change={emails => change({ emails })}
        />
        <Lines
          legend={t('phones')}
          label={n => t('phone', { n })}
          add={t('addPhone')}
          remove={t('remove')}
          type="text"
          lines={draft.phones}
          change={phones => change({ phones })}
        />
        <div className="settings-pair">
          <Field
            label={t('organization')}
            most={200}
            value={draft.organization}
            change={organization => change({ organization })}
          />
          <Field label={t('jobTitle')} most={200} value={draft.title} change={title => change({ title })} />
        </div>
        <Field label={t('note')} rows={3} most={4000} value={draft.note} change={note => change({ note })} />
        <div className="row">
          <FileButton
            label={t('changePhoto')}
            hint={t('photoHint')}
            accept="image/jpeg,image/png,image/gif"
            take={file => choosePhoto(file)}
          />
          {hasPhoto && (
            <button type="button" className="button button-plain" onClick={() => change({ photo: null })}>
              {t('removePhoto')}
            </button>
          )}
        </div>
        {groups.length > 0 && (
          <fieldset className="choices">
            <legend>{t('inGroups')}</legend>
            {groups.map(group => (
              <Tick
                key={group.id}
                checked={chosen.has(group.id)}
                change={checked => {
                  const next = new Set(chosen);
                  if (checked) next.add(group.id);
                  else next.delete(group.id);
                  setChosen(next);
                }}
              >
                {nameOfCard(group)}
              </Tick>
            ))}
          </fieldset>
        )}
        <div role="alert">{wrong !== null && <p className="field-error">{t(wrong)}</p>}</div>
        <Outcome act={{ failure: act.failure, done: false }} />
        <div className="row dialog-acts">
          <button type="submit" className="button button-main">
            {t('save')}
          </button>
          <button type="button" className="button button-quiet" onClick={close}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function membersAfter(members: ContactCard['members'], uid: string, member: boolean): Record<string, true> {
  const others = Object.keys(members ?? {}).filter(each => each !== uid);
  return Object.fromEntries([...others, ...(member ? [uid] : [])].map(each => [each, true as const]));
}

type LinesProps = {
  legend: string;
  label: (n: number) => string;
  add: string;
  remove: string;
  type: 'email' | 'text';
  lines: readonly Line[];
  change: (lines: Line[]) => void;
};

/** Several values of one kind. */
function Lines({ legend, label, add, remove, type, lines, change }: LinesProps) {
  return (
    <fieldset className="contact-lines">
      <legend className="field-label">{legend}</legend>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a new line has no name of its own
        <div className="contact-line-field" key={at}>
          <Field
            unseen
            type={type}
            label={label(at + 1)}
            most={254}
            value={line.value}
            change={value => change(lines.map((each, place) => (place === at ? { ...each, value } : each)))}
          />
          <Tool
            mark="cross"
            label={`${remove} ${label(at + 1)}`}
            onPress={() => change(lines.filter((_, place) => place !== at))}
          />
        </div>
      ))}
      <button type="button" className="button button-plain" onClick={() => change([...lines, empty])}>
        {add}
      </button>
    </fieldset>
  );
}
