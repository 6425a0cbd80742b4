import { addWords, useWordsOf } from '../../words/speak.ts';

const fr = {
  title: 'Dossiers et partage',
  intro:
    'L’ordre, le nom et la visibilité de vos dossiers, ici comme sur vos appareils. Les dossiers de la maison gardent leur rôle.',
  list: 'Vos dossiers',
  role: 'dossier de la maison',
  private: 'privé',
  hidden: 'masqué',
  shared_one: 'partagé avec {{count}} personne',
  shared_other: 'partagé avec {{count}} personnes',
  count_one: '{{count}} message',
  count_other: '{{count}} messages',
  up: 'Monter {{name}}',
  down: 'Descendre {{name}}',
  rename: 'Renommer {{name}}',
  more: 'Autres réglages de {{name}}',
  show: 'Montrer sur les appareils',
  hide: 'Masquer sur les appareils',
  makePrivate: 'Rendre privé',
  share: 'Partager…',
  moved: '{{name}} : place {{place}} sur {{count}}.',
  madePrivate: '« {{name}} » est maintenant dans le dossier Privé.',
  refused: 'Le dossier n’a pas pu être changé.',
  new: 'Nouveau dossier',
  privateTitle: 'Dossiers privés',
  privateText:
    'Votre boîte est professionnelle. Ce qui est dans un dossier nommé « Privé » ou « Personnel » est réputé personnel : le support ne le voit pas, et il est mis à part quand vous emportez votre courrier.',
  sharing: {
    title: 'Partager « {{name}} »',
    intro: 'Seuls des collègues de la maison peuvent y être invités. Chacun garde ses propres marques de lecture.',
    nobody: 'Ce dossier n’est partagé avec personne.',
    address: 'Adresse du collègue',
    level: 'Ce qu’il ou elle pourra faire',
    levels: { read: 'Lire', file: 'Lire et ranger', manage: 'Tout faire', other: 'Droits particuliers' },
    explained: {
      read: 'Voit le dossier et lit ses messages. Ne change rien pour vous.',
      file: 'Lit, ajoute, déplace et supprime des messages, et change leurs marques pour tous.',
      manage: 'Fait tout comme vous : créer des sous-dossiers, supprimer le dossier, inviter d’autres collègues.',
    },
    anyone: 'Toute la maison',
    invite: 'Partager',
    levelOf: 'Droits de {{address}}',
    end: 'Retirer {{address}}',
    endShort: 'Retirer',
    privateWarning: 'Ce dossier est privé : le partager le rend lisible à un collègue.',
  },
};
export type FolderWords = typeof fr;

const en: FolderWords = {
  title: 'Folders and sharing',
  intro:
    'The order, name and visibility of your folders, here and on your devices. The folders of the house keep their role.',
  list: 'Your folders',
  role: 'folder of the house',
  private: 'private',
  hidden: 'hidden',
  shared_one: 'shared with {{count}} person',
  shared_other: 'shared with {{count}} persons',
  count_one: '{{count}} message',
  count_other: '{{count}} messages',
  up: 'Move {{name}} up',
  down: 'Move {{name}} down',
  rename: 'Rename {{name}}',
  more: 'More settings of {{name}}',
  show: 'Show on devices',
  hide: 'Hide on devices',
  makePrivate: 'Make private',
  share: 'Share…',
  moved: '{{name}}: place {{place}} of {{count}}.',
  madePrivate: '“{{name}}” is now in the folder Privé.',
  refused: 'The folder could not be changed.',
  new: 'New folder',
  privateTitle: 'Private folders',
  privateText:
    'Your mailbox is professional. What lies in a folder named “Privé” or “Personnel” is held to be personal: the support does not see it, and it is set apart when you take your mail along.',
  sharing: {
    title: 'Share “{{name}}”',
    intro: 'Only colleagues of the house can be invited. Everybody keeps their own read marks.',
    nobody: 'This folder is shared with nobody.',
    address: 'Address of the colleague',
    level: 'What they will be able to do',
    levels: { read: 'Read', file: 'Read and file', manage: 'Everything', other: 'Particular rights' },
    explained: {
      read: 'Sees the folder and reads its messages. Changes nothing for you.',
      file: 'Reads, adds, moves and deletes messages, and changes their marks for all.',
      manage: 'Does everything as you do: make folders inside, delete the folder, invite other colleagues.',
    },
    anyone: 'The whole house',
    invite: 'Share',
    levelOf: 'Rights of {{address}}',
    end: 'Remove {{address}}',
    endShort: 'Remove',
    privateWarning: 'This folder is private: sharing it lets a colleague read it.',
  },
};

addWords('folders', { fr, en });

export function useFolderWords() {
  return useWordsOf<FolderWords>('folders');
}
