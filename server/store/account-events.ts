/** What happened to an account, for its owner to read. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type AccountEventKind =
  | 'letter'
  | 'activated'
  | 'signed-in'
  | 'password-changed'
  | 'recovered'
  | 'suspended'
  | 'reopened'
  | 'closed';

export type AccountEvent = {
  readonly at: Date;
  readonly kind: AccountEventKind;
  /** The door it came through; null for acts of the house. */
  readonly door: string | null;
  /** The network it came from, never the whole address; null for acts of the house. */
  readonly network: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
};

export async function insertEvent(db: Queryable, accountId: AccountId, event: AccountEvent): Promise<void> {
  await db.query({
    text: 'insert into account_event (account_id, at, kind, door, network, detail) values ($1, $2, $3, $4, $5, $6)',
    values: [accountId, event.at, event.kind, event.door, event.network, JSON.stringify(event.detail)],
  });
}

/** The newest events first. */
export function listEvents(db: Queryable, accountId: AccountId, atMost: number): Promise<AccountEvent[]> {
  return db.query<AccountEvent>({
    text: `select at, kind, door, network, detail from account_event where account_id = $1 order by event_id desc limit $2`,
    values: [accountId, atMost],
  });
}
