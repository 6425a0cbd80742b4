/**
 * Access lists: who else may use a mailbox, in the letters of rfc/4314#2.1. Each entry is written twice: `acl` under the
 * owner, `share` under the guest, who finds there whose mailboxes it may see without asking every shard.
 */
import type { AccountId, Address } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import type { MailboxId } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** In the place of a grantee: everybody of the house. rfc/4314#2 */
export const anyone = 0 as AccountId;

/** The rights of one grantee over one mailbox, as the list has them. */
export async function readRights(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
  grantee: AccountId,
): Promise<string | null> {
  const [row] = await db.query<{ rights: string }>({
    text: 'select rights from acl where account_id = $1 and mailbox_id = $2 and grantee = $3',
    values: [accountId, mailboxId, grantee],
  });
  return row?.rights ?? null;
}

/** What a guest may do in one mailbox: what it was given, and what anyone was. */
export async function readGuestRights(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
  guest: AccountId,
): Promise<string> {
  const rows = await db.query<{ rights: string }>({
    text: 'select rights from acl where account_id = $1 and mailbox_id = $2 and grantee in ($3, $4)',
    values: [accountId, mailboxId, guest, anyone],
  });
  return together(rows.map(({ rights }) => rights));
}

const together = (rights: readonly string[]) => [...new Set(rights.join(''))].join('');

/** The access list of a mailbox, by main address; `address` is null for anyone. */
export function listRights(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
): Promise<{ grantee: AccountId; address: Address | null; rights: string }[]> {
  return db.query({
    text: `select l.grantee, a.address, l.rights from acl l
           left join address a on a.account_id = l.grantee and a.main
           where l.account_id = $1 and l.mailbox_id = $2 order by a.address nulls last`,
    values: [accountId, mailboxId],
  });
}

/** The access lists of all mailboxes of an account. */
export function listAllRights(
  db: Queryable,
  accountId: AccountId,
): Promise<{ mailboxId: MailboxId; grantee: AccountId; rights: string }[]> {
  return db.query({
    text: 'select mailbox_id as "mailboxId", grantee, rights from acl where account_id = $1 order by mailbox_id, grantee',
    values: [accountId],
  });
}

/** Gives rights, or takes them all where there are none. */
export async function writeRights(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  entry: { mailboxId: MailboxId; grantee: AccountId; rights: string },
): Promise<void> {
  const { mailboxId, grantee, rights } = entry;
  if (rights === '') {
    await tx.run({
      text: 'delete from acl where account_id = $1 and mailbox_id = $2 and grantee = $3',
      values: [accountId, mailboxId, grantee],
    });
    await tx.run({
      text: 'delete from share where account_id = $1 and owner = $2 and mailbox_id = $3',
      values: [grantee, accountId, mailboxId],
    });
    return;
  }
  await tx.run({
    text: `insert into acl (account_id, mailbox_id, grantee, rights, modseq) values ($1, $2, $3, $4, $5)
           on conflict (account_id, mailbox_id, grantee)
             do update set rights = excluded.rights, modseq = excluded.modseq`,
    values: [accountId, mailboxId, grantee, rights, modseq],
  });
  await tx.run({
    text: 'insert into share (account_id, owner, mailbox_id) values ($1, $2, $3) on conflict do nothing',
    values: [grantee, accountId, mailboxId],
  });
}

/** The owners whose mailboxes an account was given rights over, it or anyone, by main address. */
export function listOwners(db: Queryable, guest: AccountId): Promise<{ owner: AccountId; address: Address }[]> {
  return db.query({
    text: `select distinct s.owner, a.address from share s
           join address a on a.account_id = s.owner and a.main
           where s.account_id in ($1, $2) and s.owner <> $1 order by a.address`,
    values: [guest, anyone],
  });
}

/** What a guest may do in the mailboxes of one owner. */
export async function listRightsOf(db: Queryable, owner: AccountId, guest: AccountId): Promise<Map<MailboxId, string>> {
  const rows = await db.query<{ id: MailboxId; rights: string }>({
    text: 'select mailbox_id as id, rights from acl where account_id = $1 and grantee in ($2, $3)',
    values: [owner, guest, anyone],
  });
  const given = Map.groupBy(rows, row => row.id);
  return new Map([...given].map(([id, each]) => [id, together(each.map(({ rights }) => rights))]));
}

/** As `writeRights`, for many entries of many accounts at once; their modseqs are raised. @returns those of the accounts */
export async function writeManyRights(
  tx: Queryable,
  entries: readonly {
    readonly accountId: AccountId;
    readonly mailboxId: MailboxId;
    readonly grantee: AccountId;
    readonly rights: string;
  }[],
): Promise<Map<AccountId, ModSeq>> {
  const accounts = [...new Set(entries.map(entry => entry.accountId))];
  const raised = await tx.query<{ accountId: AccountId; modseq: ModSeq }>({
    text: `update mail_account set modseq = modseq + 1 where account_id = any($1::bigint[])
           returning account_id as "accountId", modseq`,
    values: [accounts],
  });
  const modseqs = new Map(raised.map(row => [row.accountId, row.modseq]));
  const rows = JSON.stringify(entries.map(entry => ({ ...entry, modseq: modseqs.get(entry.accountId) })));
  const given = `json_to_recordset($1::json)
    n("accountId" bigint, "mailboxId" bigint, grantee bigint, rights text, modseq bigint)`;
  await tx.run({
    text: `delete from acl l using ${given}
           where n.rights = '' and l.account_id = n."accountId" and l.mailbox_id = n."mailboxId" and l.grantee = n.grantee`,
    values: [rows],
  });
  await tx.run({
    text: `delete from share s using ${given}
           where n.rights = '' and s.account_id = n.grantee and s.owner = n."accountId" and s.mailbox_id = n."mailboxId"`,
    values: [rows],
  });
  await tx.run({
    text: `insert into acl (account_id, mailbox_id, grantee, rights, modseq)
           select n."accountId", n."mailboxId", n.grantee, n.rights, n.modseq from ${given} where n.rights <> ''
           on conflict (account_id, mailbox_id, grantee)
             do update set rights = excluded.rights, modseq = excluded.modseq`,
    values: [rows],
  });
  await tx.run({
    text: `insert into share (account_id, owner, mailbox_id)
           select n.grantee, n."accountId", n."mailboxId" from ${given} where n.rights <> '' on conflict do nothing`,
    values: [rows],
  });
  return modseqs;
}
