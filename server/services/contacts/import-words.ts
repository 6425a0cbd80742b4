import type { RowFault } from '../../formats/vcard/csv/read.ts';
import type { CardFault } from '../../formats/vcard/read.ts';

export type Sentence = { readonly fr: string; readonly en: string };

/** Why one card or row of a file was not taken, to whom gave the file. */
export const faultWords: Readonly<Record<CardFault | RowFault, Sentence>> = {
  'no-end': { fr: 'La fiche est coupée : il lui manque sa fin.', en: 'The card is cut: its end is missing.' },
  nested: { fr: 'La fiche en contient une autre.', en: 'The card holds another one.' },
  version: {
    fr: 'La version de la fiche n’est ni 2.1, ni 3.0, ni 4.0.',
    en: 'The card is of no version 2.1, 3.0 or 4.0.',
  },
  'too-large': { fr: 'La fiche dépasse 1 Mo.', en: 'The card is larger than 1 MB.' },
  'too-many-properties': { fr: 'La fiche a trop de lignes.', en: 'The card has too many lines.' },
  empty: { fr: 'La ligne est vide.', en: 'The row is empty.' },
  'no-name': {
    fr: 'La ligne n’a ni nom, ni organisation, ni adresse de messagerie.',
    en: 'The row has no name, no organisation and no mail address.',
  },
  'bad-address': { fr: 'Une adresse de messagerie est mal formée.', en: 'A mail address is malformed.' },
  'bad-day': { fr: 'Une date est mal écrite.', en: 'A date cannot be read.' },
};
