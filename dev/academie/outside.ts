/** Recipients outside the académie that behave as their name says; the scripted server that plays them reads this list. */
export interface OutsideRecipient {
  name: string;
  address: string;
  behaviour: 'accepts' | 'defers' | 'refuses' | 'stalls' | 'full';
  /** One sentence for the person who tries it. */
  explanation: string;
}

export const outsideDomain = 'ailleurs.test';

export const outsideRecipients: readonly OutsideRecipient[] = [
  {
    name: 'Accepte Toujours',
    address: 'accepte@ailleurs.test',
    behaviour: 'accepts',
    explanation: 'Le serveur distant accepte le message tout de suite.',
  },
  {
    name: 'Remet Plus-Tard',
    address: 'remet-plus-tard@ailleurs.test',
    behaviour: 'defers',
    explanation: 'Le serveur distant demande de réessayer : le message attend dans la file et repart plus tard.',
  },
  {
    name: 'Refuse Toujours',
    address: 'refuse@ailleurs.test',
    behaviour: 'refuses',
    explanation: 'Cette adresse n’existe pas chez le destinataire : l’expéditeur reçoit un avis de non-remise.',
  },
  {
    name: 'Bloque Longtemps',
    address: 'bloque@ailleurs.test',
    behaviour: 'stalls',
    explanation: 'Le serveur distant ne répond plus au milieu de l’échange : l’envoi est abandonné, puis retenté.',
  },
  {
    name: 'Boîte Pleine',
    address: 'pleine@ailleurs.test',
    behaviour: 'full',
    explanation: 'La boîte du destinataire est pleine : le serveur distant diffère, puis un avis explique pourquoi.',
  },
];
