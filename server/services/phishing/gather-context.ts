import type { Queryable } from '../../store/database.ts';
import { findSender } from '../../store/phishing-senders.ts';
import type { SenderFacts } from './context.ts';

/** What is known of an address before its message is judged. */
export async function gatherSender(db: Queryable, address: string): Promise<SenderFacts> {
  if (address === '') return { contact: 'unknown', messages: 0, authenticated: 0 };
  const known = await findSender(db, address);
  if (known === null) return { contact: 'first', messages: 0, authenticated: 0 };
  return { contact: 'known', ...known };
}
