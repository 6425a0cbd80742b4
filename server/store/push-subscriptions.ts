/** Where devices want to be told of changes, and which process tells them. rfc/8620#7.2 */
import type { AccountId, Address } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type StoredSubscription = {
  readonly id: number;
  readonly deviceClientId: string;
  readonly url: string;
  readonly p256dh: Buffer | null;
  readonly auth: Buffer | null;
  readonly code: string;
  readonly verified: boolean;
  readonly expires: Date;
  /** Null: all of them. */
  readonly types: readonly string[] | null;
};

const columns = `push_subscription_id as id, device_client_id as "deviceClientId", url, p256dh, auth, code, verified,
  expires, types`;

/** Those of an account that have not expired and were made under these credentials. */
export function listSubscriptions(
  db: Queryable,
  accountId: AccountId,
  version: number,
  now: Date,
): Promise<StoredSubscription[]> {
  return db.query<StoredSubscription>({
    text: `select ${columns} from push_subscription
           where account_id = $1 and credential_version = $2 and expires > $3 order by push_subscription_id`,
    values: [accountId, version, now],
  });
}

export async function insertSubscription(
  tx: Queryable,
  accountId: AccountId,
  version: number,
  given: Omit<StoredSubscription, 'id' | 'verified'>,
): Promise<number> {
  const { deviceClientId, url, p256dh, auth, code, expires, types } = given;
  const [row] = await tx.query<{ id: number }>({
    text: `insert into push_subscription (account_id, device_client_id, url, p256dh, auth, code, verified, expires, types,
             credential_version)
           values ($1, $2, $3, $4, $5, $6, false, $7, $8, $9) returning push_subscription_id as id`,
    values: [accountId, deviceClientId, url, p256dh, auth, code, expires, types, version],
  });
  return row!.id;
}

export async function updateSubscription(
  tx: Queryable,
  accountId: AccountId,
  id: number,
  given: Pick<StoredSubscription, 'verified' | 'expires' | 'types'>,
): Promise<void> {
  await tx.run({
    text: `update push_subscription set verified = $3, expires = $4, types = $5
           where account_id = $1 and push_subscription_id = $2`,
    values: [accountId, id, given.verified, given.expires, given.types],
  });
}

export async function removeSubscription(db: Queryable, accountId: AccountId, id: number): Promise<boolean> {
  const removed = await db.run({
    text: 'delete from push_subscription where account_id = $1 and push_subscription_id = $2',
    values: [accountId, id],
  });
  return removed > 0;
}

/** Removes what has expired, and what was made under credentials that are no more. */
export async function forgetSubscriptions(db: Queryable, now: Date): Promise<void> {
  await db.run({
    text: `delete from push_subscription s where s.expires <= $1 or not exists (
             select from account a where a.account_id = s.account_id and a.state in ('active', 'leaving')
               and a.credential_version = s.credential_version)`,
    values: [now],
  });
}

export type HeldSubscription = StoredSubscription & { readonly accountId: AccountId; readonly address: Address };

/** Takes every verified subscription that no other process holds, or holds no more. @returns all that are this one's now */
export function holdSubscriptions(db: Queryable, sender: string, now: Date, until: Date): Promise<HeldSubscription[]> {
  return db.query<HeldSubscription>({
    text: `update push_subscription s set sender = $1, sender_until = $3
           from address a
           where s.verified and s.expires > $2 and (s.sender = $1 or s.sender is null or s.sender_until <= $2)
             and a.account_id = s.account_id and a.main
           returning s.account_id as "accountId", a.address, ${columns}`,
    values: [sender, now, until],
  });
}

export async function releaseSubscriptions(db: Queryable, sender: string): Promise<void> {
  await db.run({
    text: 'update push_subscription set sender = null, sender_until = null where sender = $1',
    values: [sender],
  });
}
