import { useCell } from '../shell/use-store.ts';
import { wordsOfRefusal } from './desk/refusal-words.ts';
import type { Writing } from './desk/writing.ts';
import { useComposeWords } from './words/use-compose-words.ts';

/** Whether what was typed is safe, in few words. */
export function SaveLine({ writing }: { writing: Writing }) {
  const { t, language } = useComposeWords();
  const state = useCell(writing.state);
  const time =
    state.kind === 'saved'
      ? new Date(state.at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })
      : '';
  const told = state.kind === 'offline' || state.kind === 'signed-out' || state.kind === 'refused';
  return (
    <p className="write-state small" data-warn={told} role={told ? 'status' : undefined}>
      {state.kind === 'untouched' ? '' : t(`state.${state.kind}`, { time })}
      {state.kind === 'refused' && ` ${wordsOfRefusal({ ...state, description: '' }, false, t)}`}
    </p>
  );
}
