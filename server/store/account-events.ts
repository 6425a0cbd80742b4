/** What happened to an account, for its owner to read. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type AccountEventKind =
  | 'letter'
  | 'activated'
  | 'signed-in'
  | 'password-changed'
  | 'password-asked'
  | 'recovered'
  | 'recovery-asked'
  | 'recovery-cancelled'
  | 'recovery-code'
  | 'app-password'
  | 'passkey'
  | 'contact'
  | 'contact-removed'
  | 'guessed'
  | 'new-place'
  | 'second-factor-on'
  | 'second-factor-off'
  | 'suspended'
  | 'reopened'
  | 'closed'
  | 'sending-held'
  | 'sending-freed';

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

/**
 * Records an event, unless one of its kind through the same door, and from the same network unless `anyNetwork`, came
 * after `since`. False where nothing was recorded.
 */
export async function insertEventUnless(
  db: Queryable,
  accountId: AccountId,
  { at, kind, door, network, detail }: AccountEvent,
  since: Date,
  anyNetwork = false,
): Promise<boolean> {
  const rows = await db.query({
    text: `insert into account_event (account_id, at, kind, door, network, detail)
           select $1::bigint, $2::timestamptz, $3::text, $4::text, $5::text, $6::json
           where not exists (select from account_event where account_id = $1 and kind = $3 and door = $4
                             and ($8 or network = $5) and at > $7)
           returning 1`,
    values: [accountId, at, kind, door, network, JSON.stringify(detail), since, anyNetwork],
  });
  return rows.length > 0;
}

/** Records a sign-in, unless one through the same door and network was since then: a phone asks every minute. Says whether. */
export async function insertSignIn(
  db: Queryable,
  accountId: AccountId,
  signIn: {
    readonly at: Date;
    readonly door: string;
    readonly network: string;
    readonly unlessSince: Date;
    readonly client?: string;
  },
): Promise<boolean> {
  const { at, door, network, client } = signIn;
  const detail = client === undefined ? {} : { client };
  return await insertEventUnless(db, accountId, { at, kind: 'signed-in', door, network, detail }, signIn.unlessSince);
}

/** The newest events first. */
export function listEvents(db: Queryable, accountId: AccountId, atMost: number): Promise<AccountEvent[]> {
  return db.query<AccountEvent>({
    text: `select at, kind, door, network, detail from account_event where account_id = $1 order by event_id desc limit $2`,
    values: [accountId, atMost],
  });
}
