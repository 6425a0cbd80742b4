/** Words that several screens of the settings share; each screen brings its own. */
import { addWords, type Tell, useWordsOf } from '../words/speak.ts';

const fr = {
  title: 'Réglages',
  screens: {
    absence: 'Absence',
    signature: 'Signature',
    filters: 'Filtres',
    folders: 'Dossiers et partage',
    room: 'Place',
    display: 'Affichage et clavier',
    departure: 'Mon départ',
  },
  save: 'Enregistrer',
  saved: 'C’est enregistré.',
  cancel: 'Annuler',
  close: 'Fermer',
  remove: 'Supprimer',
  loading: 'Un instant…',
  again: 'Réessayer',
  unreachable: 'Le serveur ne répond pas : vérifiez votre connexion.',
};
export type SettingsWords = typeof fr;

const en: SettingsWords = {
  title: 'Settings',
  screens: {
    absence: 'Out of office',
    signature: 'Signature',
    filters: 'Filters',
    folders: 'Folders and sharing',
    room: 'Storage',
    display: 'Display and keyboard',
    departure: 'Leaving',
  },
  save: 'Save',
  saved: 'Saved.',
  cancel: 'Cancel',
  close: 'Close',
  remove: 'Delete',
  loading: 'One moment…',
  again: 'Try again',
  unreachable: 'The server does not answer: check your connection.',
};

addWords('settings', { fr, en });

export type TellSettings = Tell<SettingsWords>;

export function useSettingsWords() {
  return useWordsOf<SettingsWords>('settings');
}

/** A day, `YYYY-MM-DD`, as people say it. */
export function dayInWords(day: string, language: 'fr' | 'en', weekday = true): string {
  const date = new Date(`${day}T00:00:00Z`);
  const written = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    ...(weekday ? { weekday: 'long' as const } : {}),
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(date);
  return language === 'fr' ? written.replace(/\b1 (?=\p{L})/u, '1er ') : written;
}
