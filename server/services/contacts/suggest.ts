/** Recipients to propose while somebody types: own contacts, addresses they wrote to, colleagues; the likeliest first. */
import { fold } from '../../formats/message/fold.ts';
import { searchCards } from '../../store/contacts.ts';
import { readWritten } from '../../store/contacts-correspondents.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { SlowDown } from '../signing-in/throttle.ts';
import { listBooks } from './books.ts';
import { searchWords } from './directory.ts';

export type Suggestion = {
  readonly address: string;
  readonly name: string;
  readonly source: 'contact' | 'collected' | 'staff';
  /** Of colleagues: what they do and where. */
  readonly function?: string;
  readonly school?: string;
};

const looked = 60;

/**
 * At most `atMost` recipients, each address once. What one wrote to often and lately comes first, then own contacts,
 * colleagues, collected addresses; those whose name begins as was typed before the others. A colleague who is also a
 * contact keeps the contact's name and gains function and school. Who is slowed in the directory still has their own.
 */
export async function suggestRecipients(
  house: Pick<House, 'store' | 'clock' | 'directory'>,
  actor: Pick<Actor, 'accountId'>,
  text: string,
  atMost = 10,
): Promise<Suggestion[]> {
  const words = searchWords(text);
  if (words.length === 0) return [];
  const db = house.store.database;
  const [cards, staff, { books }] = await Promise.all([
    searchCards(db, actor.accountId, words, looked),
    searchStaff(house, actor, text),
    listBooks(house, actor),
  ]);
  const collected = books.find(book => book.role === 'collected')?.id;
  const found = new Map<string, Suggestion>();
  const offer = (one: Suggestion) => {
    const key = one.address.toLowerCase();
    const known = found.get(key);
    // A name of one's own stands before the directory's, the directory's before one that was collected.
    if (known === undefined || (known.source === 'collected' && one.source !== 'collected'))
      found.set(key, { ...known, ...one });
    else if (one.source === 'staff') found.set(key, { ...one, ...known });
  };
  for (const { fullName, emails, bookId } of cards) {
    const matching = emails.filter(email => words.some(word => email.includes(word)));
    const source = bookId === collected ? ('collected' as const) : ('contact' as const);
    // Somebody of two addresses is proposed under the one that was typed, else under both.
    for (const address of matching.length > 0 && matching.length < emails.length ? matching : emails.slice(0, 3)) {
      offer({ address, name: fullName === address ? '' : fullName, source });
    }
  }
  for (const { address, givenName, familyName, function: work, school } of staff) {
    offer({ address, name: `${givenName} ${familyName}`.trim(), source: 'staff', function: work, school });
  }
  const written = await readWritten(db, actor.accountId, [...found.keys()]);
  const now = house.clock.now().getTime();
  const score = (one: Suggestion): number => {
    const use = written.get(one.address.toLowerCase());
    // Halved each month without a message.
    const warmth =
      use === undefined ? 0 : Math.log2(1 + use.times) * 2 ** -((now - use.lastAt.getTime()) / (30 * 86_400_000));
    const begins = fold(one.name).startsWith(words[0]!) || one.address.startsWith(words[0]!) ? 1 : 0;
    return 4 * warmth + begins + { contact: 0.9, staff: 0.6, collected: 0.3 }[one.source];
  };
  const ranked = [...found.values()].map(one => ({ one, score: score(one) }));
  ranked.sort((a, b) => b.score - a.score || (a.one.name < b.one.name ? -1 : 1));
  return ranked.slice(0, atMost).map(({ one }) => one);
}

async function searchStaff({ directory }: Pick<House, 'directory'>, actor: Pick<Actor, 'accountId'>, text: string) {
  if (directory === undefined) return [];
  return await directory.search(actor, text).catch(error => {
    if (error instanceof SlowDown) return [];
    throw error;
  });
}
