import { addWords, useWordsOf } from '../../words/speak.ts';

const fr = {
  title: 'Affichage et clavier',
  intro: 'Ces choix valent sur cet appareil. Chacun agit tout de suite.',
  look: 'Apparence',
  theme: 'Thème',
  light: 'Clair',
  dark: 'Sombre',
  language: 'Langue',
  french: 'Français',
  english: 'English',
  list: 'Liste des messages',
  density: 'Densité',
  airy: 'Aérée',
  dense: 'Serrée',
  gather: 'Regrouper les messages en conversations',
  gatherHint: 'Une ligne par échange, du plus récent au plus ancien.',
  order:
    'Pour changer l’ordre d’un dossier (date, expéditeur, objet, taille), utilisez le menu Affichage au-dessus de la liste.',
  tell: 'Notifications',
  desktop: 'M’avertir quand un message arrive',
  desktopHint:
    'Une notification de l’ordinateur, avec l’expéditeur et l’objet, quand le webmail est ouvert sans être sous vos yeux.',
  away: 'M’avertir aussi quand le webmail est fermé',
  awayHint:
    'Le navigateur reçoit une annonce chiffrée pour lui seul. Elle ne dit ni qui écrit ni de quoi. Elle cesse quand vous vous déconnectez.',
  pushFailed: 'Le service d’annonces de votre navigateur ne répond pas. Réessayez plus tard.',
  blocked: 'Votre navigateur bloque les notifications de ce site : autorisez-les dans ses réglages, puis revenez ici.',
  unable: 'Ce navigateur ne sait pas montrer de notifications.',
  keyboard: 'Clavier',
  keys: 'Raccourcis d’une seule touche',
  keysHint: 'À désactiver si vous dictez votre texte, ou si vous en déclenchez par erreur.',
  show: 'Voir tous les raccourcis',
};
export type DisplayWords = typeof fr;

const en: DisplayWords = {
  title: 'Display and keyboard',
  intro: 'These choices hold on this device. Each acts at once.',
  look: 'Appearance',
  theme: 'Theme',
  light: 'Light',
  dark: 'Dark',
  language: 'Language',
  french: 'Français',
  english: 'English',
  list: 'List of messages',
  density: 'Density',
  airy: 'Airy',
  dense: 'Dense',
  gather: 'Gather messages into conversations',
  gatherHint: 'One line for an exchange, newest first.',
  order: 'To change the order of a folder (date, sender, subject, size), use the View menu above the list.',
  tell: 'Notifications',
  desktop: 'Tell me when a message arrives',
  desktopHint: 'A notification of the computer, with sender and subject, when the webmail is open but not in sight.',
  away: 'Tell me also when the webmail is closed',
  awayHint:
    'The browser gets an announcement encrypted for it alone. It says neither who writes nor about what. It ends when you sign out.',
  pushFailed: 'The announcement service of your browser does not answer. Try again later.',
  blocked: 'Your browser blocks notifications of this site: allow them in its settings, then come back here.',
  unable: 'This browser cannot show notifications.',
  keyboard: 'Keyboard',
  keys: 'Single-key shortcuts',
  keysHint: 'To switch off if you dictate your text, or set them off by mistake.',
  show: 'See all shortcuts',
};

addWords('display', { fr, en });

export function useDisplayWords() {
  return useWordsOf<DisplayWords>('display');
}
