import type { RuleActionShape } from '@vaguemestre/contract/filters.ts';
import { Tool } from '../../../design/tool.tsx';
import { useWords } from '../../words/speak.ts';
import { Choice, Field, PersonField, Tick } from '../fields.tsx';
import { actionKinds, newAction } from './rule-draft.ts';
import { useFiltersWords } from './words.ts';

type Props = {
  n: number;
  action: RuleActionShape;
  /** Names of one's folders. */
  folders: readonly string[];
  change: (action: RuleActionShape) => void;
  /** Null where it is the only one. */
  remove: (() => void) | null;
};

export function ActionRow({ n, action, folders, change, remove }: Props) {
  const { t } = useFiltersWords();
  return (
    <fieldset className="rule-row">
      <legend className="unseen">{t('editor.action', { n })}</legend>
      <Choice
        unseen
        label={t('editor.action', { n })}
        value={action.kind}
        choices={actionKinds.map(kind => [kind, t(`editor.kinds.${kind}`)] as const)}
        change={kind => change(newAction(kind))}
      />
      <What action={action} folders={folders} change={change} />
      {remove !== null && <Tool mark="cross" label={t('editor.removeAction', { n })} onPress={remove} />}
    </fieldset>
  );
}

function What({ action, folders, change }: Pick<Props, 'action' | 'folders' | 'change'>) {
  const { t } = useFiltersWords();
  const { t: words } = useWords();
  const shown = (name: string) =>
    name === '' ? `${t('editor.mailbox')}…` : name === 'INBOX' ? words('folders.inbox') : name;
  switch (action.kind) {
    case 'move':
    case 'copy': {
      const known = [...new Set(['', action.mailbox, ...folders])];
      return (
        <Choice
          unseen
          label={t('editor.mailbox')}
          value={action.mailbox}
          choices={known.map(name => [name, shown(name)] as const)}
          change={mailbox => change({ ...action, mailbox })}
        />
      );
    }
    case 'mark': {
      const [flag = ''] = action.flags;
      const kind = flag === '\\Seen' || flag === '\\Flagged' ? flag : 'tag';
      return (
        <>
          <Choice
            unseen
            label={t('editor.mark')}
            value={kind}
            choices={[
              ['\\Seen', t('editor.seen')],
              ['\\Flagged', t('editor.flagged')],
              ['tag', t('editor.keyword')],
            ]}
            change={value => change({ ...action, flags: [value === 'tag' ? '' : value] })}
          />
          {kind === 'tag' && (
            <Field
              label={t('editor.tag')}
              most={60}
              value={flag}
              change={tag => change({ ...action, flags: [tag.trim().replace(/\s+/g, '_'), ...action.flags.slice(1)] })}
            />
          )}
        </>
      );
    }
    case 'forward':
      return (
        <>
          <PersonField
            label={t('editor.address')}
            address={action.address}
            change={address => change({ ...action, address })}
          />
          <Tick checked={action.keep} change={keep => change({ ...action, keep })}>
            {t('editor.keep')}
          </Tick>
        </>
      );
    case 'refuse':
      return (
        <Field
          label={t('editor.reason')}
          rows={3}
          most={1000}
          value={action.reason}
          change={reason => change({ ...action, reason })}
        />
      );
    case 'discard':
      return null;
  }
}
