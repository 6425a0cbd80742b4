/** The words of writing come with its pages, not with the first one. */
import { addWords, type Language, type Tell, useWordsOf } from '../../words/speak.ts';
import { en } from './en.ts';
import { type ComposeWords, fr } from './fr.ts';

const namespace = 'compose';

export type TellCompose = Tell<ComposeWords>;

addWords(namespace, { fr, en });

export function useComposeWords(): { t: TellCompose; language: Language } {
  return useWordsOf<ComposeWords>(namespace);
}
