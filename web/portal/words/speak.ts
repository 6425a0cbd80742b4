import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { fr } from './fr.ts';

export type Language = 'fr' | 'en';

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
    resources: { fr: { translation: fr }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language;
  i18next.on('languageChanged', now => {
    document.documentElement.lang = now;
    storage.setItem(kept, now);
  });
  return i18next;
}
