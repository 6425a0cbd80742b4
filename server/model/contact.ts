import type { Brand } from './brand.ts';

/** Number of an address book within its account. */
export type BookId = Brand<number, 'BookId'>;

/** Number of a contact card within its account: the same wherever the card is moved. */
export type CardId = Brand<number, 'CardId'>;

/** Books the house makes: the one cards go to unless told otherwise, and that of addresses people wrote to. */
export type BookRole = 'default' | 'collected';

export const firstBooks: readonly { readonly role: BookRole; readonly name: string; readonly segment: string }[] = [
  { role: 'default', name: 'Contacts', segment: 'contacts' },
  { role: 'collected', name: 'Adresses collectées', segment: 'collectees' },
];

/** What an account may keep. Octets of all its cards together. */
export const contactLimits = { books: 50, cardsPerBook: 20_000, bytes: 100_000_000, nameLength: 200 } as const;
