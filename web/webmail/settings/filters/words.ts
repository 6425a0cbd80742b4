import { addWords, useWordsOf } from '../../words/speak.ts';
import { en } from './en.ts';
import { type FiltersWords, fr } from './fr.ts';

addWords('filters', { fr, en });

export function useFiltersWords() {
  return useWordsOf<FiltersWords>('filters');
}
