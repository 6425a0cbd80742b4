import type { JournalReply } from '@vaguemestre/contract/desk.ts';
import { Link } from '../../desk/frame/router.tsx';
import { useTimes } from '../../desk/frame/times.ts';
import { fr } from '../words/fr.ts';
import { useWords } from '../words/words.ts';
import './journal.css';

type Act = JournalReply['acts'][number];

/** One act: who did what to whom and when, with what was said of it. */
export function ActLine({ act }: { act: Act }) {
  const { t } = useWords();
  const { moment } = useTimes();
  const { kind, actor, subject, facts, words } = act;
  const kinds = fr.journal.kinds;
  const what = kind in kinds ? t(`journal.kinds.${kind as keyof typeof kinds}`) : kind;
  const who =
    actor === 'console' || actor === 'house' ? t(`journal.actors.${actor}`) : nameOf(actor) || String(actor.accountId);
  const told = Object.entries(facts).filter(([, value]) => value !== null && value !== '');
  return (
    <li className="journal-act">
      <span className="journal-seq fixed">{act.seq}</span>
      <div className="stack stack-tight">
        <p>
          <strong>{what}</strong>
          {subject !== null && (
            <>
              {' · '}
              <Link to={`journal?compte=${subject.accountId}`}>{nameOf(subject) || String(subject.accountId)}</Link>
            </>
          )}
          <span className="line-more">
            {t('journal.by', { who })} · <time dateTime={act.at}>{moment(act.at)}</time>
          </span>
        </p>
        {words !== null &&
          Object.entries(words).map(([name, word]) => (
            <p key={name} className="journal-words">
              {word}
            </p>
          ))}
        {told.length > 0 && (
          <p className="small soft journal-facts">
            {told.map(([name, value]) => (
              <span key={name}>
                {factName(name)} <span className="fixed">{String(value)}</span>
              </span>
            ))}
          </p>
        )}
      </div>
    </li>
  );

  function factName(name: string): string {
    const names = fr.journal.facts;
    return name in names ? t(`journal.facts.${name as keyof typeof names}`) : name;
  }
}

function nameOf({ givenName, familyName, address }: NonNullable<Act['subject']>): string {
  return `${givenName} ${familyName}`.trim() || address || '';
}
