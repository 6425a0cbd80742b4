/**
 * Taking a message out of many mailboxes at once, in a way that can be undone. Set-based: a few statements for hundreds of
 * accounts. Every account's lock is taken first (its modseq raised), as by every other writer; the email rows stay, so
 * that a restoration puts back the same emails, under new UIDs.
 */
import type { AccountId } from '../model/account.ts';
import type { Brand } from '../model/brand.ts';
import type { ModSeq } from '../model/change.ts';
import { type BlobHash, type EmailId, flagBits } from '../model/email.ts';
import type { Queryable } from './database.ts';
import type { CampaignId } from './phishing-campaigns.ts';

export type RemovalId = Brand<number, 'RemovalId'>;

/** One email of one account. */
export type Target = { readonly accountId: AccountId; readonly emailId: EmailId };

/** An account that was changed, and how many placements of it. */
export type Touched = { readonly accountId: AccountId; readonly modseq: ModSeq; readonly placements: number };

/**
 * Emails with these bytes that are still in a mailbox, in every account: one look into the index of each, whose first
 * column is the account.
 */
export function findByBlobs(db: Queryable, blobs: readonly BlobHash[]): Promise<Target[]> {
  return db.query<Target>({
    text: `select e.account_id as "accountId", e.email_id as "emailId"
           from mail_account a
           cross join lateral (
             select account_id, email_id from email where account_id = a.account_id and blob = any($1::bytea[]) offset 0
           ) e
           where exists (select from placement p where p.account_id = e.account_id and p.email_id = e.email_id)
           order by e.account_id, e.email_id`,
    values: [blobs],
  });
}

export async function insertRemoval(
  tx: Queryable,
  removal: { campaignId: CampaignId; kind: 'report' | 'pull-back'; at: Date; by: AccountId },
): Promise<RemovalId> {
  const [row] = await tx.query<{ id: RemovalId }>({
    text: `insert into phishing_removal (campaign_id, kind, removed_at, removed_by) values ($1, $2, $3, $4)
           returning removal_id as id`,
    values: [removal.campaignId, removal.kind, removal.at, removal.by],
  });
  return row!.id;
}

/** Removes every placement of the targets; must run in a transaction. Accounts that are no more are passed over. */
export async function removeTargets(
  tx: Queryable,
  removalId: RemovalId,
  targets: readonly Target[],
  at: Date,
): Promise<Touched[]> {
  const modseqs = await raiseModSeqs(tx, targets);
  const live = targets.filter(({ accountId }) => modseqs.has(accountId));
  return tx.query<Touched>({
    text: `with target as (
             select * from unnest($1::bigint[], $2::bigint[], $3::bigint[]) t(account_id, email_id, modseq)
           ), removed as (
             delete from placement p using target t
             where p.account_id = t.account_id and p.email_id = t.email_id
             returning p.account_id, p.mailbox_id, p.uid, p.email_id, p.flags, p.keywords, t.modseq
           ), sized as (
             select r.*, e.bytes, row_number() over (partition by r.account_id, r.email_id) = 1 as first
             from removed r join email e on e.account_id = r.account_id and e.email_id = r.email_id
           ), kept as (
             insert into phishing_removed (account_id, removal_id, mailbox_id, uid, email_id, flags, keywords)
             select account_id, $4::bigint, mailbox_id, uid, email_id, flags, keywords from removed
           ), buried as (
             insert into gone (account_id, modseq, mailbox_id, uid, email_id, destroyed, gone_at)
             select account_id, modseq, mailbox_id, uid, email_id, true, $5::timestamptz from removed
           ), counted as (
             update mailbox m
             set total = m.total - d.total, unseen = m.unseen - d.unseen, deleted = m.deleted - d.deleted,
                 bytes = m.bytes - d.bytes, highest_modseq = d.modseq, counts_modseq = d.modseq
             from (
               select account_id, mailbox_id, modseq, count(*) as total, sum(bytes) as bytes,
                      count(*) filter (where flags & ${flagBits.seen} = 0) as unseen,
                      count(*) filter (where flags & ${flagBits.deleted} <> 0) as deleted
               from sized group by account_id, mailbox_id, modseq
             ) d
             where m.account_id = d.account_id and m.mailbox_id = d.mailbox_id
           ), freed as (
             update mail_account a set used_bytes = a.used_bytes - d.bytes
             from (select account_id, sum(bytes) as bytes from sized where first group by account_id) d
             where a.account_id = d.account_id
           )
           select account_id as "accountId", modseq, count(*)::int as placements from removed
           group by account_id, modseq order by account_id`,
    values: [
      live.map(target => target.accountId),
      live.map(target => target.emailId),
      live.map(target => modseqs.get(target.accountId)!),
      removalId,
      at,
    ],
  });
}

/** Accounts a removal took something from. */
export async function accountsOf(db: Queryable, removalId: RemovalId): Promise<AccountId[]> {
  const rows = await db.query<{ account_id: AccountId }>({
    text: `select a.account_id from mail_account a
           where exists (select from phishing_removed d where d.account_id = a.account_id and d.removal_id = $1)
           order by a.account_id`,
    values: [removalId],
  });
  return rows.map(row => row.account_id);
}

/**
 * Puts back what a removal took from these accounts: into the mailbox it was in, or the inbox where that is gone, under
 * fresh UIDs, with its flags. What was put back already, or purged since, is passed over.
 */
export async function restoreRemoved(
  tx: Queryable,
  removalId: RemovalId,
  accountIds: readonly AccountId[],
  at: Date,
): Promise<Touched[]> {
  const modseqs = await raiseModSeqs(
    tx,
    accountIds.map(accountId => ({ accountId })),
  );
  const live = [...modseqs.keys()];
  return tx.query<Touched>({
    text: `with target as (
             select * from unnest($1::bigint[], $2::bigint[]) t(account_id, modseq)
           ), taken as (
             delete from phishing_removed r using target t
             where r.account_id = t.account_id and r.removal_id = $3::bigint
             returning r.account_id, r.mailbox_id, r.uid, r.email_id, r.flags, r.keywords, t.modseq
           ), wanted as (
             select t.account_id, coalesce(m.mailbox_id, i.mailbox_id) as mailbox_id, t.email_id, t.flags, t.keywords,
                    t.modseq, e.bytes,
                    row_number() over (partition by t.account_id, coalesce(m.mailbox_id, i.mailbox_id) order by t.uid) as n,
                    row_number() over (partition by t.account_id, t.email_id) = 1 as first
             from taken t
             join email e on e.account_id = t.account_id and e.email_id = t.email_id
             left join mailbox m on m.account_id = t.account_id and m.mailbox_id = t.mailbox_id
             left join mailbox i on i.account_id = t.account_id and i.role = 'inbox'
           ), roomed as (
             update mailbox m
             set uid_next = m.uid_next + d.total, total = m.total + d.total, unseen = m.unseen + d.unseen,
                 deleted = m.deleted + d.deleted, bytes = m.bytes + d.bytes,
                 highest_modseq = d.modseq, counts_modseq = d.modseq
             from (
               select account_id, mailbox_id, modseq, count(*) as total, sum(bytes) as bytes,
                      count(*) filter (where flags & ${flagBits.seen} = 0) as unseen,
                      count(*) filter (where flags & ${flagBits.deleted} <> 0) as deleted
               from wanted group by account_id, mailbox_id, modseq
             ) d
             where m.account_id = d.account_id and m.mailbox_id = d.mailbox_id
             returning m.account_id, m.mailbox_id, m.uid_next - d.total as first_uid
           ), placed as (
             insert into placement (account_id, mailbox_id, uid, email_id, flags, keywords, saved_at, modseq)
             select w.account_id, w.mailbox_id, r.first_uid + w.n - 1, w.email_id, w.flags, w.keywords, $4::timestamptz,
                    w.modseq
             from wanted w join roomed r on r.account_id = w.account_id and r.mailbox_id = w.mailbox_id
           ), charged as (
             update mail_account a set used_bytes = a.used_bytes + d.bytes
             from (select account_id, sum(bytes) as bytes from wanted where first group by account_id) d
             where a.account_id = d.account_id
           )
           select account_id as "accountId", modseq, count(*)::int as placements from wanted
           group by account_id, modseq order by account_id`,
    values: [live, live.map(accountId => modseqs.get(accountId)!), removalId, at],
  });
}

/** Marks a removal as undone; false where it was already, or never was. */
export async function markRestored(tx: Queryable, removalId: RemovalId, by: AccountId, at: Date): Promise<boolean> {
  const touched = await tx.run({
    text: `update phishing_removal set restored_at = $3, restored_by = $2
           where removal_id = $1 and restored_at is null`,
    values: [removalId, by, at],
  });
  return touched > 0;
}

/** Removals of a campaign that stand: the newest first. */
export function listRemovals(
  db: Queryable,
  campaignId: CampaignId,
): Promise<{ id: RemovalId; kind: 'report' | 'pull-back'; by: AccountId; removedAt: Date; restoredAt: Date | null }[]> {
  return db.query({
    text: `select removal_id as id, kind, removed_by as by, removed_at as "removedAt", restored_at as "restoredAt"
           from phishing_removal where campaign_id = $1 order by removal_id desc`,
    values: [campaignId],
  });
}

/** Who had a campaign's mail when it was taken away, and what they had done with it by then. */
export function listRecipients(
  db: Queryable,
  campaignId: CampaignId,
): Promise<{ accountId: AccountId; opened: boolean; answered: boolean; followed: boolean }[]> {
  return db.query({
    text: `with had as (
             select d.account_id, bool_or(d.flags & ${flagBits.seen} <> 0) as opened,
                    bool_or(d.flags & ${flagBits.answered} <> 0) as answered
             from phishing_removed d join phishing_removal r using (removal_id)
             where r.campaign_id = $1 group by d.account_id
           ), did as (
             select account_id, bool_or(kind = 'answered') as answered, bool_or(kind = 'followed') as followed
             from phishing_reaction where campaign_id = $1 group by account_id
           )
           select account_id as "accountId", coalesce(had.opened, true) as opened,
                  coalesce(had.answered, false) or coalesce(did.answered, false) as answered,
                  coalesce(did.followed, false) as followed
           from had full join did using (account_id) order by account_id`,
    values: [campaignId],
  });
}

async function raiseModSeqs(
  tx: Queryable,
  targets: readonly { readonly accountId: AccountId }[],
): Promise<Map<AccountId, ModSeq>> {
  const accounts = [...new Set(targets.map(target => target.accountId))].sort((a, b) => a - b);
  const rows = await tx.query<{ account_id: AccountId; modseq: ModSeq }>({
    text: `update mail_account set modseq = modseq + 1 where account_id = any($1::bigint[])
           returning account_id, modseq`,
    values: [accounts],
  });
  return new Map(rows.map(row => [row.account_id, row.modseq]));
}
