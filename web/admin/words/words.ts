import { type Language, type Tell, useWordsOf } from '../../desk/frame/speak.ts';
import { fr } from './fr.ts';

export type ConsoleWords = typeof fr;

export const consoleBook = { fr, en: async () => (await import('./en.ts')).en };

export function useWords(): { t: Tell<ConsoleWords>; language: Language } {
  return useWordsOf<ConsoleWords>('console');
}
