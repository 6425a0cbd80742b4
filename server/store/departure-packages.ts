/** Packages made for people who leave: asked for, made by a job, fetched, forgotten. Their files are the service's. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type DeparturePackage = {
  readonly id: number;
  readonly accountId: AccountId;
  readonly state: 'asked' | 'making' | 'ready' | 'failed';
  readonly messagesDone: number;
  readonly messagesTotal: number;
  readonly bytes: number;
  readonly sha256: Buffer | null;
  readonly askedAt: Date;
  readonly readyAt: Date | null;
  readonly expiresAt: Date;
};

const columns = `package_id as id, account_id as "accountId", state, messages_done as "messagesDone",
  messages_total as "messagesTotal", bytes, sha256, asked_at as "askedAt", ready_at as "readyAt",
  expires_at as "expiresAt"`;

/** Asks for a package; the one already asked for or being made, where there is one. */
export async function askForPackage(
  tx: Queryable,
  wish: { readonly accountId: AccountId; readonly at: Date; readonly expiresAt: Date },
): Promise<DeparturePackage> {
  const [waiting] = await tx.query<DeparturePackage>({
    text: `select ${columns} from departure_package
           where account_id = $1 and state in ('asked', 'making') and expires_at > $2 order by package_id desc limit 1`,
    values: [wish.accountId, wish.at],
  });
  if (waiting !== undefined) return waiting;
  const [asked] = await tx.query<DeparturePackage>({
    text: `insert into departure_package (account_id, state, messages_done, messages_total, bytes, asked_at, expires_at)
           select $1, 'asked', 0, coalesce(sum(total), 0), 0, $2, $3 from mailbox where account_id = $1
           returning ${columns}`,
    values: [wish.accountId, wish.at, wish.expiresAt],
  });
  return asked!;
}

/** Takes the oldest package asked for, or one whose maker has said nothing since `silentSince`. */
export async function takePackage(tx: Queryable, now: Date, silentSince: Date): Promise<DeparturePackage | null> {
  const [taken] = await tx.query<DeparturePackage>({
    text: `update departure_package set state = 'making', messages_done = 0, ready_at = $1
           where package_id = (
             select package_id from departure_package
             where expires_at > $1 and (state = 'asked' or state = 'making' and ready_at < $2)
             order by package_id limit 1 for update skip locked)
           returning ${columns}`,
    values: [now, silentSince],
  });
  return taken ?? null;
}

/** Tells how far the making is; that it is told shows that its maker lives. */
export async function progressPackage(db: Queryable, id: number, done: number, now: Date): Promise<void> {
  await db.run({
    text: `update departure_package set messages_done = $2, ready_at = $3 where package_id = $1 and state = 'making'`,
    values: [id, done, now],
  });
}

export async function finishPackage(
  db: Queryable,
  id: number,
  made: { readonly messages: number; readonly bytes: number; readonly sha256: Buffer; readonly at: Date },
): Promise<void> {
  await db.run({
    text: `update departure_package set state = 'ready', messages_done = $2, messages_total = $2, bytes = $3, sha256 = $4,
             ready_at = $5 where package_id = $1`,
    values: [id, made.messages, made.bytes, made.sha256, made.at],
  });
}

export async function failPackage(db: Queryable, id: number): Promise<void> {
  await db.run({ text: `update departure_package set state = 'failed' where package_id = $1`, values: [id] });
}

export async function findPackage(db: Queryable, id: number): Promise<DeparturePackage | null> {
  const [row] = await db.query<DeparturePackage>({
    text: `select ${columns} from departure_package where package_id = $1`,
    values: [id],
  });
  return row ?? null;
}

/** The newest first. */
export function listPackages(db: Queryable, accountId: AccountId): Promise<DeparturePackage[]> {
  return db.query<DeparturePackage>({
    text: `select ${columns} from departure_package where account_id = $1 order by package_id desc`,
    values: [accountId],
  });
}

/** Forgets packages whose time is over, or whose owner is closed; their numbers, for the files. */
export async function forgetPackages(db: Queryable, now: Date): Promise<number[]> {
  const rows = await db.query<{ id: number }>({
    text: `delete from departure_package p using account a
           where a.account_id = p.account_id and (p.expires_at <= $1 or a.state in ('closed', 'purged'))
           returning p.package_id as id`,
    values: [now],
  });
  return rows.map(row => row.id);
}
