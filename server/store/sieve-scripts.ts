/** Scripts of accounts and of the house, by name and by the digest of their text. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';
import { gathered } from './gathered.ts';

/** `id` stays under another name and another text. `digest` as hexadecimal. */
export type ScriptEntry = {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
  readonly bytes: number;
  readonly digest: string;
};

/** A script with its text; `digest` as hexadecimal. */
export type StoredScript = { readonly name: string; readonly text: string; readonly digest: string };

const stored = `name, text, encode(digest, 'hex') as digest`;

export function listScripts(db: Queryable, accountId: AccountId): Promise<ScriptEntry[]> {
  return db.query<ScriptEntry>({
    text: `select script_id as id, name, active, octet_length(text) as bytes, encode(digest, 'hex') as digest
           from sieve_script where account_id = $1 order by name`,
    values: [accountId],
  });
}

export async function readScript(db: Queryable, accountId: AccountId, name: string): Promise<StoredScript | null> {
  const [row] = await db.query<StoredScript>({
    text: `select ${stored} from sieve_script where account_id = $1 and name = $2`,
    values: [accountId, name],
  });
  return row ?? null;
}

export async function readScriptById(db: Queryable, accountId: AccountId, id: number): Promise<StoredScript | null> {
  const [row] = await db.query<StoredScript>({
    text: `select ${stored} from sieve_script where account_id = $1 and script_id = $2`,
    values: [accountId, id],
  });
  return row ?? null;
}

/** Puts a script, or another text under its name; whether it is active stays as it is. */
export async function putScript(
  tx: Queryable,
  accountId: AccountId,
  script: { name: string; text: string; digest: Buffer },
  at: Date,
): Promise<void> {
  await tx.run({
    text: `insert into sieve_script (account_id, name, text, digest, active, changed_at)
           values ($1, $2, $3, $4, false, $5)
           on conflict (account_id, name) do update
             set text = excluded.text, digest = excluded.digest, changed_at = excluded.changed_at`,
    values: [accountId, script.name, script.text, script.digest, at],
  });
}

/** Makes one script the active one, or with null none. @returns false where there is no such script */
export async function setActive(tx: Queryable, accountId: AccountId, name: string | null): Promise<boolean> {
  await tx.run({
    text: 'update sieve_script set active = false where account_id = $1 and active and name is distinct from $2::text',
    values: [accountId, name],
  });
  if (name === null) return true;
  const count = await tx.run({
    text: 'update sieve_script set active = true where account_id = $1 and name = $2',
    values: [accountId, name],
  });
  return count > 0;
}

/** @returns false where there is no such script */
export async function renameScript(tx: Queryable, accountId: AccountId, from: string, to: string): Promise<boolean> {
  const count = await tx.run({
    text: 'update sieve_script set name = $3 where account_id = $1 and name = $2',
    values: [accountId, from, to],
  });
  return count > 0;
}

export async function deleteScript(tx: Queryable, accountId: AccountId, name: string): Promise<void> {
  await tx.run({ text: 'delete from sieve_script where account_id = $1 and name = $2', values: [accountId, name] });
}

/** What runs at delivery, without its text: that is read by whoever does not know the digest. */
export type RunningScript = {
  readonly kind: 'house' | 'absence' | 'active';
  /** Null for one of the house. */
  readonly accountId: AccountId | null;
  readonly name: string;
  readonly digest: string;
};

/** The active scripts of these accounts, the absences of those who are away, and the named ones of the house: one look. */
export async function findRunning(
  db: Queryable,
  accountIds: readonly AccountId[],
  houseNames: readonly string[],
  now: Date,
): Promise<RunningScript[]> {
  const running = await askRunning(db, accountIds, { houseNames, now });
  const wanted = new Set<AccountId | null>([null, ...accountIds]);
  return running.filter(({ accountId }) => wanted.has(accountId));
}

type Occasion = { readonly houseNames: readonly string[]; readonly now: Date };

const askRunning = gathered((db, accountIds: readonly AccountId[], { houseNames, now }: Occasion) =>
  db.query<RunningScript>({
    text: `select 'active' as kind, account_id as "accountId", name, encode(digest, 'hex') as digest
           from sieve_script where account_id = any($1::bigint[]) and active
           union all
           select 'absence', account_id, '', encode(digest, 'hex') from absence
           where account_id = any($1::bigint[]) and enabled and (starts_at is null or starts_at <= $3)
             and (ends_at is null or ends_at > $3)
           union all
           select 'house', null, name, encode(digest, 'hex') from house_script where name = any($2::text[])`,
    values: [accountIds, houseNames, now],
  }),
);

/**
 * The script tied to a mailbox, or where nothing is said of it to all of the account; null where none is, or the one named
 * is not there. rfc/6785#2.3.1
 */
export async function findTiedScript(
  db: Queryable,
  accountId: AccountId,
  mailboxId: number,
): Promise<{ readonly name: string; readonly digest: string } | null> {
  const [row] = await db.query<{ name: string; digest: string }>({
    text: `select s.name, encode(s.digest, 'hex') as digest
           from (
             select value from annotation
             where account_id = $1 and mailbox_id in (0, $2) and reader = 0 and name = '/imapsieve/script'
               and value is not null
             order by mailbox_id desc limit 1
           ) tied
           join sieve_script s on s.account_id = $1 and convert_to(s.name, 'UTF8') = tied.value`,
    values: [accountId, mailboxId],
  });
  return row ?? null;
}

export async function readHouseScript(db: Queryable, name: string): Promise<StoredScript | null> {
  const [row] = await db.query<StoredScript>({
    text: `select ${stored} from house_script where name = $1`,
    values: [name],
  });
  return row ?? null;
}

export async function putHouseScript(
  tx: Queryable,
  script: { name: string; text: string; digest: Buffer },
  at: Date,
): Promise<void> {
  await tx.run({
    text: `insert into house_script (name, text, digest, changed_at) values ($1, $2, $3, $4)
           on conflict (name) do update
             set text = excluded.text, digest = excluded.digest, changed_at = excluded.changed_at`,
    values: [script.name, script.text, script.digest, at],
  });
}

export async function deleteHouseScript(tx: Queryable, name: string): Promise<void> {
  await tx.run({ text: 'delete from house_script where name = $1', values: [name] });
}
