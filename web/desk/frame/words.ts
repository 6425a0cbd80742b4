import { type Language, type Tell, useWordsOf } from './speak.ts';
import { fr } from './words/fr.ts';

/** Words that the desk and the console share. */
export type FrameWords = typeof fr;

export const frameBook = { fr, en: async () => (await import('./words/en.ts')).en };

export function useFrameWords(): { t: Tell<FrameWords>; language: Language } {
  return useWordsOf<FrameWords>('frame');
}
