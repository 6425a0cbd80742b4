import { addWords, useWordsOf } from '../../words/speak.ts';

const fr = {
  title: 'Place',
  used: '{{used}} utilisés sur {{allowed}}',
  left: 'Il reste {{left}}.',
  label: 'Place utilisée',
  ok: 'Vous serez prévenu(e) à 75, 90, 95 et 100 %.',
  soon: 'Votre boîte se remplit : faites de la place avant qu’elle soit pleine.',
  full: 'Votre boîte est pleine : les messages qu’on vous envoie attendent, puis seront refusés.',
  find: 'Ce qui prend de la place',
  biggest: 'Les plus gros',
  oldest: 'Les plus anciens',
  which: 'Messages montrés',
  folder: 'Dans',
  everywhere: 'tous les dossiers',
  none: 'Aucun message.',
  select: 'Sélectionner : {{subject}}',
  selected_one: '{{count}} message sélectionné : {{size}}',
  selected_other: '{{count}} messages sélectionnés : {{size}}',
  nothing: 'Aucun message sélectionné.',
  all: 'Tout sélectionner',
  trash: 'Mettre à la corbeille',
  destroy: 'Supprimer pour de bon',
  move: 'Déplacer…',
  more: 'En montrer davantage',
  trashHint:
    'Ce qui est à la corbeille compte encore : la place est rendue quand elle est vidée, ou d’elle-même après 30 jours.',
  emptyTrash: 'Vider la corbeille',
  emptyJunk: 'Vider les indésirables',
  folders: 'Par dossier',
  attachment: 'avec pièce jointe',
  noSubject: '(sans objet)',
  open: 'Ouvrir',
  count_one: '{{count}} message',
  count_other: '{{count}} messages',
};
export type RoomWords = typeof fr;

const en: RoomWords = {
  title: 'Storage',
  used: '{{used}} used of {{allowed}}',
  left: '{{left}} left.',
  label: 'Storage used',
  ok: 'You will be told at 75, 90, 95 and 100%.',
  soon: 'Your mailbox is filling up: make room before it is full.',
  full: 'Your mailbox is full: messages sent to you wait, and will then be refused.',
  find: 'What takes up room',
  biggest: 'The biggest',
  oldest: 'The oldest',
  which: 'Messages shown',
  folder: 'In',
  everywhere: 'all folders',
  none: 'No message.',
  select: 'Select: {{subject}}',
  selected_one: '{{count}} message selected: {{size}}',
  selected_other: '{{count}} messages selected: {{size}}',
  nothing: 'No message selected.',
  all: 'Select all',
  trash: 'Move to the bin',
  destroy: 'Delete for good',
  move: 'Move…',
  more: 'Show more',
  trashHint: 'What is in the bin still counts: the room is given back when it is emptied, or by itself after 30 days.',
  emptyTrash: 'Empty the bin',
  emptyJunk: 'Empty the junk folder',
  folders: 'By folder',
  attachment: 'with an attachment',
  noSubject: '(no subject)',
  open: 'Open',
  count_one: '{{count}} message',
  count_other: '{{count}} messages',
};

addWords('room', { fr, en });

export function useRoomWords() {
  return useWordsOf<RoomWords>('room');
}
