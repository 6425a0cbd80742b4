/** Identities: the names and signatures under which an account writes. */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import type { Queryable } from './database.ts';

export type PersonAddress = { readonly name: string | null; readonly email: string };

export type IdentityTexts = {
  readonly name: string;
  readonly replyTo: readonly PersonAddress[] | null;
  readonly bcc: readonly PersonAddress[] | null;
  readonly textSignature: string;
  readonly htmlSignature: string;
};

export type StoredIdentity = IdentityTexts & {
  readonly id: number;
  readonly email: string;
  /** One for each address, made by the house: never removed. */
  readonly madeByHouse: boolean;
};

/** All identities of an account, the oldest first. */
export function listIdentities(db: Queryable, accountId: AccountId): Promise<StoredIdentity[]> {
  return db.query<StoredIdentity>({
    text: `select identity_id as id, email, name, reply_to as "replyTo", bcc, text_signature as "textSignature",
             html_signature as "htmlSignature", made_by_house as "madeByHouse"
           from identity where account_id = $1 order by identity_id`,
    values: [accountId],
  });
}

export async function insertIdentity(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  identity: StoredIdentity,
): Promise<void> {
  await tx.query({
    text: `insert into identity (account_id, identity_id, email, name, reply_to, bcc, text_signature, html_signature,
             made_by_house, created_modseq, modseq)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    values: [
      accountId,
      identity.id,
      identity.email,
      identity.name,
      identity.replyTo === null ? null : JSON.stringify(identity.replyTo),
      identity.bcc === null ? null : JSON.stringify(identity.bcc),
      identity.textSignature,
      identity.htmlSignature,
      identity.madeByHouse,
      modseq,
    ],
  });
}

export async function updateIdentity(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  id: number,
  texts: IdentityTexts,
): Promise<void> {
  await tx.query({
    text: `update identity set name = $4, reply_to = $5, bcc = $6, text_signature = $7, html_signature = $8, modseq = $3
           where account_id = $1 and identity_id = $2`,
    values: [
      accountId,
      id,
      modseq,
      texts.name,
      texts.replyTo === null ? null : JSON.stringify(texts.replyTo),
      texts.bcc === null ? null : JSON.stringify(texts.bcc),
      texts.textSignature,
      texts.htmlSignature,
    ],
  });
}

export async function removeIdentity(tx: Queryable, accountId: AccountId, id: number): Promise<void> {
  await tx.query({
    text: 'delete from identity where account_id = $1 and identity_id = $2',
    values: [accountId, id],
  });
}

/** The name HR knows the owner of an account by, or that of a post; '' where there is neither. */
export async function readOwnerName(db: Queryable, accountId: AccountId): Promise<string> {
  const [row] = await db.query<{ name: string }>({
    text: `select coalesce(p.given_name || ' ' || p.family_name, o.name, '') as name
           from account a left join person p on p.person_id = a.person_id left join post o on o.post_id = a.post_id
           where a.account_id = $1`,
    values: [accountId],
  });
  return row?.name ?? '';
}
