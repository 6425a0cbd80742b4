import { addWords, useWordsOf } from '../../words/speak.ts';

const fr = {
  title: 'Mon départ',
  none: 'Aucun départ n’est annoncé pour vous. Vous pouvez tout de même garder une copie de votre courrier.',
  days_one: 'Il vous reste {{count}} jour.',
  days_other: 'Il vous reste {{count}} jours.',
  lastOne: 'C’est le dernier jour.',
  steps: 'Ce qui s’arrête, et quand',
  lastDay: 'Votre dernier jour de service',
  lastDayText: 'Vous écrivez et recevez comme d’habitude.',
  readOnly: 'Lecture seule',
  readOnlyText: 'Vous pouvez encore lire et emporter votre courrier, et ne pouvez plus écrire.',
  closes: 'Dernier jour de votre messagerie',
  closesText:
    'Le lendemain, l’adresse, le courrier, les contacts et les services ouverts avec cette adresse se ferment pour de bon. Personne ne pourra vous les rendre.',
  wrong: 'Une date fausse ? Le secrétariat de votre établissement peut la faire corriger.',
  take: 'Emporter votre courrier',
  takeText:
    'Une archive de tous vos dossiers (mbox), avec vos contacts, vos filtres et votre signature. Vos dossiers privés y sont mis à part. Thunderbird et la plupart des logiciels savent la lire.',
  ask: 'Préparer mon archive',
  askAgain: 'Préparer une archive à jour',
  asked: 'Votre archive sera préparée dans un instant.',
  making: 'Votre archive se prépare : {{done}} messages sur {{total}}.',
  leave: 'Vous pouvez quitter cette page : l’archive vous attendra ici.',
  ready: 'Votre archive est prête : {{size}}.',
  until: 'Elle reste à votre disposition jusqu’au {{day}}.',
  download: 'Télécharger l’archive',
  resumes: 'Un téléchargement coupé reprend où il s’est arrêté.',
  checksum: 'Empreinte SHA-256',
  failed: 'L’archive n’a pas pu être préparée. Recommencez, puis adressez-vous au support.',
  contacts: 'Emporter vos contacts',
  vcard: 'Contacts en vCard (.vcf)',
  csv: 'Contacts en tableau (.csv)',
};
export type DepartureWords = typeof fr;

const en: DepartureWords = {
  title: 'Leaving',
  none: 'No departure is known for you. You may keep a copy of your mail all the same.',
  days_one: '{{count}} day left.',
  days_other: '{{count}} days left.',
  lastOne: 'This is the last day.',
  steps: 'What stops, and when',
  lastDay: 'Your last day of service',
  lastDayText: 'You write and receive as usual.',
  readOnly: 'Reading only',
  readOnlyText: 'You can still read and take your mail along, and no longer write.',
  closes: 'Last day of your mailbox',
  closesText:
    'The day after, the address, the mail, the contacts and the services opened with this address close for good. Nobody will be able to give them back to you.',
  wrong: 'A wrong date? The secretary of your school can have it corrected.',
  take: 'Take your mail along',
  takeText:
    'An archive of all your folders (mbox), with your contacts, filters and signature. Your private folders are set apart in it. Thunderbird and most programs can read it.',
  ask: 'Prepare my archive',
  askAgain: 'Prepare an up-to-date archive',
  asked: 'Your archive will be prepared in a moment.',
  making: 'Your archive is being prepared: {{done}} of {{total}} messages.',
  leave: 'You may leave this page: the archive will wait for you here.',
  ready: 'Your archive is ready: {{size}}.',
  until: 'It stays at your disposal until {{day}}.',
  download: 'Download the archive',
  resumes: 'A download that is cut goes on where it stopped.',
  checksum: 'SHA-256 checksum',
  failed: 'The archive could not be prepared. Try again, then ask the support.',
  contacts: 'Take your contacts along',
  vcard: 'Contacts as vCard (.vcf)',
  csv: 'Contacts as a table (.csv)',
};

addWords('departure', { fr, en });

export function useDepartureWords() {
  return useWordsOf<DepartureWords>('departure');
}
