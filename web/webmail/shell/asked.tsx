/** Which question is asked, and its page. */
import './asked.css';
import { destroy } from '../actions/delete.ts';
import { report } from '../actions/report.ts';
import { FolderQuestion } from '../folders/folder-question.tsx';
import { EmptyFolder, RemoveFolder } from '../folders/remove-folder.tsx';
import { KeyboardHelp } from '../keyboard/keyboard-help.tsx';
import { MoveQuestion } from '../list/move-question.tsx';
import { TagsQuestion } from '../list/tags-question.tsx';
import { LinkQuestion } from '../reading/link-question.tsx';
import { HeadersShown, SourceShown } from '../reading/origin.tsx';
import { useWords } from '../words/speak.ts';
import { useActs } from './acts.tsx';
import type { Question } from './dialogs.tsx';
import { Sure } from './sure.tsx';
import { useStore } from './use-store.ts';

export default function Asked({ question, close }: { question: Question; close: () => void }) {
  switch (question.kind) {
    case 'move':
      return <MoveQuestion {...question} close={close} />;
    case 'tags':
      return <TagsQuestion {...question} close={close} />;
    case 'report':
      return <ReportQuestion {...question} close={close} />;
    case 'destroy':
      return <DestroyQuestion {...question} close={close} />;
    case 'folder':
      return <FolderQuestion {...question} close={close} />;
    case 'remove-folder':
      return <RemoveFolder {...question} close={close} />;
    case 'empty-folder':
      return <EmptyFolder {...question} close={close} />;
    case 'link':
      return <LinkQuestion {...question} close={close} />;
    case 'headers':
      return <HeadersShown id={question.id} close={close} />;
    case 'source':
      return <SourceShown id={question.id} close={close} />;
    case 'keyboard':
      return <KeyboardHelp close={close} />;
  }
}

type Asking<Kind extends Question['kind']> = Extract<Question, { kind: Kind }> & { close: () => void };

function DestroyQuestion({ ids, after, close }: Asking<'destroy'>) {
  const { t } = useWords();
  const store = useStore();
  const { tell } = useActs();
  return (
    <Sure
      title={t('destroy.title', { count: ids.length })}
      act={t('verbs.deleteForGood')}
      close={close}
      run={() => {
        after?.();
        tell(destroy(store, ids));
      }}
    >
      <p>{t('destroy.text')}</p>
    </Sure>
  );
}

function ReportQuestion({ ids, after, close }: Asking<'report'>) {
  const { t } = useWords();
  const store = useStore();
  const { tell, say } = useActs();
  return (
    <Sure
      title={t('report.title')}
      act={t('report.act')}
      close={close}
      run={() => {
        const act = report(store, ids);
        if (act === null) return say(t('failed.noReport'));
        after?.();
        tell(act);
      }}
    >
      <p>{t('report.text')}</p>
      <p className="soft">{t('report.given')}</p>
    </Sure>
  );
}
