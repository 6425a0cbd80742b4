import { useState } from 'react';
import { Dialog } from '../../../design/dialog.tsx';
import { longDate } from '../../words/dates.ts';
import { useWords } from '../../words/speak.ts';
import { useComposeWords } from '../words/use-compose-words.ts';
import { fieldOf, moments, whyNot } from './moments.ts';

type Props = {
  /** Seconds the server keeps a mail. */
  longest: number;
  choose(at: Date): void;
  close(): void;
};

/** When a mail is to leave: the hours people wish, or any other. */
export function Later({ longest, choose, close }: Props) {
  const { t, language } = useComposeWords();
  const { t: tell } = useWords();
  const [now] = useState(() => new Date());
  const offered = moments(now);
  const [field, setField] = useState(() => fieldOf(offered.at(-1)?.at ?? new Date(now.getTime() + 86_400_000)));
  const [why, setWhy] = useState<ReturnType<typeof whyNot>>(null);

  function take(at: Date): void {
    const wrong = whyNot(at, new Date(), longest);
    setWhy(wrong);
    if (wrong === null) {
      close();
      choose(at);
    }
  }

  return (
    <Dialog title={t('later.title')} closeLabel={tell('close')} onClose={close}>
      <p className="soft">{t('later.text')}</p>
      <ul className="later-moments">
        {offered.map(({ kind, at }) => (
          <li key={kind}>
            <button type="button" onClick={() => take(at)}>
              <strong>{t(`later.${kind}`)}</strong>
              <span className="soft small">{longDate(at.toISOString(), language)}</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault();
          take(new Date(field));
        }}
      >
        <div className="field">
          <label className="field-label" htmlFor="later-moment">
            {t('later.choose')}
          </label>
          <input
            id="later-moment"
            className="field-input"
            type="datetime-local"
            value={field}
            min={fieldOf(now)}
            aria-describedby="later-why"
            aria-invalid={why !== null}
            onChange={event => setField(event.target.value)}
          />
          <p id="later-why" className="field-error" role="alert">
            {why === null ? '' : t(`later.${why}`, { days: Math.floor(longest / 86_400) })}
          </p>
        </div>
        <div className="row dialog-acts">
          <button type="submit" className="button button-main">
            {t('later.act')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
