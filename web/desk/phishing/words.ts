import { addWords, type Language, type Tell, useWordsOf } from '../frame/speak.ts';
import { en } from './words/en.ts';
import { fr } from './words/fr.ts';

addWords('phishing', { fr, en });

export function useWords(): { t: Tell<typeof fr>; language: Language } {
  return useWordsOf<typeof fr>('phishing');
}
