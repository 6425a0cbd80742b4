/** The language somebody writes in: for the browser's correction, and for what reads the mail aloud at the other end. */
import { createCell } from '../store/watchers.ts';
import type { Language } from '../words/speak.ts';

const kept = 'courrier-langue-ecrite';
const first = localStorage.getItem(kept);

export const spelling = createCell<Language>(first === 'en' ? 'en' : 'fr');

export function spell(language: Language): void {
  localStorage.setItem(kept, language);
  spelling.set(language);
}
