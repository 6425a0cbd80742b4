/** The languages of the webmail. French comes with the page; English is asked for by whom wants it. */
import i18next, { type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { fr, type Words } from './fr.ts';

export type Language = 'fr' | 'en';

/** The same choice as on the portal. */
const kept = 'language';

/** French first: English only for whom chose it, or whose browser speaks it and no French. */
export async function speak(storage: Storage, languages: readonly string[]): Promise<i18n> {
  const chosen = storage.getItem(kept);
  const spoken = languages.map(each => each.slice(0, 2));
  const guessed = !spoken.includes('fr') && spoken.includes('en') ? 'en' : 'fr';
  const language: Language = chosen === 'en' || chosen === 'fr' ? chosen : guessed;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'fr',
    ns: [],
    resources: { fr: { webmail: fr } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  document.documentElement.lang = language;
  if (language === 'en') await learn('en');
  return i18next;
}

/** Speaks the other language from now on. */
export async function turnTo(language: Language): Promise<void> {
  await learn(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(kept, language);
}

async function learn(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'webmail')) {
    const { en } = await import('./en.ts');
    i18next.addResourceBundle('en', 'webmail', en);
  }
}

/** Words of a part of the webmail that is loaded later, in both languages. */
export function addWords(namespace: string, words: Readonly<Record<Language, object>>): void {
  for (const language of ['fr', 'en'] as const) i18next.addResourceBundle(language, namespace, words[language]);
}

/** Paths of texts in a tree of words; of plurals, the path without its ending. */
export type PathsOf<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? Key extends `${infer Stem}_${'one' | 'other' | 'many'}`
      ? Stem
      : Key
    : `${Key}.${PathsOf<Tree[Key]>}`;
}[keyof Tree & string];

export type Tell<Tree> = (path: PathsOf<Tree>, values?: Readonly<Record<string, string | number>>) => string;

/** What tells the words of a namespace, and the language they are told in. */
export function useWordsOf<Tree>(namespace: string): { t: Tell<Tree>; language: Language } {
  const { t, i18n: spoken } = useTranslation(namespace as never);
  return { t: t as unknown as Tell<Tree>, language: spoken.language === 'en' ? 'en' : 'fr' };
}

export function useWords(): { t: Tell<Words>; language: Language } {
  return useWordsOf<Words>('webmail');
}
