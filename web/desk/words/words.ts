import { type Language, type Tell, useWordsOf } from '../frame/speak.ts';
import { fr } from './fr.ts';

export type DeskWords = typeof fr;

export const deskBook = { fr, en: async () => (await import('./en.ts')).en };

export function useWords(): { t: Tell<DeskWords>; language: Language } {
  return useWordsOf<DeskWords>('desk');
}
