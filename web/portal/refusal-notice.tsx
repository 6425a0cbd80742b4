import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../design/notice.tsx';
import { Refused } from '../request.ts';

/** Runs an act of the person: one at a time, its failure kept to be told. */
export function useAct(): {
  failure: Error | null;
  working: boolean;
  act: (work: () => Promise<void>) => Promise<void>;
} {
  const [failure, setFailure] = useState<Error | null>(null);
  const [working, setWorking] = useState(false);
  async function act(work: () => Promise<void>): Promise<void> {
    if (working) return;
    setWorking(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setWorking(false);
    }
  }
  return { failure, working, act };
}

type Own = Readonly<Record<string, { title: string; text: string }>>;

/**
 * Says what was refused and what to do. `own`: the words of this page for a reason, before the server's; `otherwise`: what
 * is said where the browser itself gave up, such as a dialog that was closed.
 */
export function RefusalNotice({ failure, own, otherwise }: { failure: Error | null; own: Own; otherwise?: string }) {
  const { t, i18n } = useTranslation();
  if (failure === null) return null;
  const language = i18n.language === 'en' ? 'en' : 'fr';
  if (!(failure instanceof Refused)) {
    return (
      <Notice tone="bad" live>
        <p>{failure instanceof TypeError ? t('offline') : (otherwise ?? t('offline'))}</p>
      </Notice>
    );
  }
  const { reason, sentence, verdicts } = failure.reply;
  const said = own[reason];
  return (
    <Notice tone="bad" live>
      {said === undefined ? (
        <p>
          <strong>{verdicts === undefined ? sentence[language] : t('password.refused')}</strong>
        </p>
      ) : (
        <>
          <p>
            <strong>{said.title}</strong>
          </p>
          <p>{said.text}</p>
        </>
      )}
      {verdicts !== undefined && (
        <ul className="plain-list">
          {verdicts.map(each => (
            <li key={each.rule}>{each.sentence[language]}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
