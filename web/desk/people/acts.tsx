/** What can be done for somebody, among what the role of whoever stands here allows in that state of the account. */
import type { CardReply } from '@vaguemestre/contract/desk.ts';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useStanding } from '../frame/standing.ts';
import { useWords } from '../words/words.ts';
import { AskAct } from './ask-act.tsx';
import { type ActName, actsFor } from './offered.ts';

export function Acts({ card, changed }: { card: CardReply; changed: () => Promise<void> }) {
  const { t } = useWords();
  const standing = useStanding();
  const [asked, setAsked] = useState<ActName | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const offered = actsFor(card, standing);

  // `a` goes to the acts from anywhere on the card.
  useEffect(() => {
    function toActs(event: globalThis.KeyboardEvent): void {
      if (event.key !== 'a' || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if (document.querySelector('dialog[open]') !== null) return;
      if (target instanceof HTMLElement && target.matches('input, textarea, select')) return;
      event.preventDefault();
      bar.current?.querySelector('button')?.focus();
    }
    document.addEventListener('keydown', toActs);
    return () => document.removeEventListener('keydown', toActs);
  }, []);

  function along(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(here + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  }

  if (offered.length === 0) return <p className="soft small">{t('acts.none')}</p>;
  return (
    <>
      <div
        className="acts"
        ref={bar}
        role="toolbar"
        aria-label={t('acts.title')}
        aria-keyshortcuts="a"
        onKeyDown={along}
      >
        {offered.map((name, at) => (
          <button
            key={name}
            type="button"
            className={`button button-small ${
              name === 'suspend' || name === 'close' ? 'button-danger' : at === 0 ? 'button-main' : 'button-quiet'
            }`}
            onClick={() => setAsked(name)}
          >
            {t(`acts.${name}.name`)}
          </button>
        ))}
      </div>
      {asked !== null && <AskAct act={asked} card={card} close={() => setAsked(null)} changed={changed} />}
    </>
  );
}
