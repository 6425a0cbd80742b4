/** Contacts as a file: vCard 4, vCard 3, or CSV; read some hundreds at a time. */
import { csvHeader, csvRow } from '../../formats/vcard/csv/write.ts';
import { toVersion3 } from '../../formats/vcard/downgrade.ts';
import { writeCard } from '../../formats/vcard/write.ts';
import type { BookId } from '../../model/contact.ts';
import { listCards, readCards } from '../../store/contacts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { openCard } from './get.ts';

export const exportFormats = ['vcard4', 'vcard3', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const atOnce = 200;

/** The file piece by piece, by name. `bookId` null: every book. */
export async function* exportContacts(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
  format: ExportFormat,
  bookId: BookId | null = null,
  language: 'fr' | 'en' = 'fr',
): AsyncGenerator<string> {
  const all = await listCards(store.database, accountId, { bookId });
  if (format === 'csv') yield csvHeader(language);
  for (let start = 0; start < all.length; start += atOnce) {
    const ids = all.slice(start, start + atOnce).map(card => card.id);
    const rows = await readCards(store.database, accountId, { ids });
    if (format === 'vcard4') yield rows.map(row => row.card).join('');
    else if (format === 'vcard3') yield rows.map(row => writeCard(toVersion3(openCard(row)))).join('');
    else
      yield rows
        .filter(row => row.kind !== 'group')
        .map(row => csvRow(openCard(row)))
        .join('');
  }
}
