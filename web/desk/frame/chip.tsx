import { useFrameWords } from './words.ts';

const tones = {
  expected: 'plain',
  provisional: 'warn',
  active: 'good',
  leaving: 'warn',
  suspended: 'bad',
  closed: 'plain',
  purged: 'plain',
} as const;

/** The state of an account in one word; the colour only repeats it. */
export function StateChip({ state }: { state: string }) {
  const { t } = useFrameWords();
  const known = state in tones ? (state as keyof typeof tones) : null;
  if (known === null) return <span className="chip">{state}</span>;
  return <span className={`chip chip-${tones[known]}`}>{t(`states.${known}`)}</span>;
}
