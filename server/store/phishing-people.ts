/** What the judge looks up in the directory and in conversations. */

import type { MessageFacts } from '../formats/message/facts.ts';
import type { AccountId, Address } from '../model/account.ts';
import type { ThreadId } from '../model/email.ts';
import type { Queryable } from './database.ts';

/** Everybody with an account that is not closed: the names that others would borrow. */
export function listNames(
  db: Queryable,
): Promise<{ givenName: string; familyName: string; population: string; address: string }[]> {
  return db.query({
    text: `select p.given_name as "givenName", p.family_name as "familyName", p.population, d.address
           from person p
           join account a using (person_id)
           join address d on d.account_id = a.account_id and d.main
           where a.state not in ('closed', 'purged')`,
  });
}

/** Messages of a conversation whose addresses are read. */
const mostMessages = 30;

/** The envelopes of one conversation of an account, the newest first. */
export async function listEnvelopes(
  db: Queryable,
  accountId: AccountId,
  threadId: ThreadId,
): Promise<MessageFacts['envelope'][]> {
  const rows = await db.query<{ envelope: MessageFacts['envelope'] }>({
    text: `select envelope from email where account_id = $1 and thread_id = $2 order by email_id desc limit $3`,
    values: [accountId, threadId, mostMessages],
  });
  return rows.map(row => row.envelope);
}

/** The main address of each of these accounts. */
export async function listMainAddresses(
  db: Queryable,
  accountIds: readonly AccountId[],
): Promise<Map<AccountId, Address>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db.query<{ accountId: AccountId; address: Address }>({
    text: `select account_id as "accountId", address from address where account_id = any($1::bigint[]) and main`,
    values: [accountIds],
  });
  return new Map(rows.map(({ accountId, address }) => [accountId, address]));
}
