/** Contact cards: rows, the addresses they bear, and what was touched since. */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import type { BookId, CardId } from '../model/contact.ts';
import type { Queryable } from './database.ts';

/** A card without its text: what lists and searches are made of. */
export type CardSummary = {
  readonly id: CardId;
  readonly bookId: BookId;
  readonly segment: string;
  readonly uid: string;
  readonly kind: string;
  readonly fullName: string;
  readonly emails: readonly string[];
  readonly bytes: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly modseq: ModSeq;
};

export type StoredCard = CardSummary & { readonly card: string };

/** What a card is kept with, beside its place. */
export type CardRow = {
  readonly id: CardId;
  readonly bookId: BookId;
  readonly segment: string;
  readonly uid: string;
  readonly kind: string;
  readonly fullName: string;
  readonly emails: readonly string[];
  readonly sortKey: string;
  readonly words: string;
  readonly card: string;
  readonly bytes: number;
};

const summary = `card_id as id, book_id as "bookId", segment, uid, kind, full_name as "fullName", emails, bytes,
  created_at as "createdAt", updated_at as "updatedAt", modseq`;

export type CardsWanted =
  | { readonly ids: readonly number[] }
  | { readonly segments: readonly string[]; readonly bookId: BookId }
  | { readonly bookId: BookId | null };

function condition(wanted: CardsWanted): { text: string; values: readonly unknown[] } {
  if ('ids' in wanted) return { text: 'and card_id = any($2::bigint[])', values: [wanted.ids] };
  if ('segments' in wanted)
    return { text: 'and book_id = $2 and segment = any($3::text[])', values: [wanted.bookId, wanted.segments] };
  return { text: 'and ($2::bigint is null or book_id = $2)', values: [wanted.bookId] };
}

/** By number, by name in a book, or all those of a book (null: of every book); sorted by name. */
export function readCards(db: Queryable, accountId: AccountId, wanted: CardsWanted): Promise<StoredCard[]> {
  const { text, values } = condition(wanted);
  return db.query<StoredCard>({
    text: `select ${summary}, card from contact_card where account_id = $1 ${text} order by sort_key, card_id`,
    values: [accountId, ...values],
  });
}

/** Every card of the account with what queries look at, by name. */
export function listForQuery(
  db: Queryable,
  accountId: AccountId,
): Promise<(CardSummary & { readonly sortKey: string; readonly words: string })[]> {
  return db.query({
    text: `select ${summary}, sort_key as "sortKey", words from contact_card
           where account_id = $1 order by sort_key, card_id`,
    values: [accountId],
  });
}

/** As `readCards`, without the texts. */
export function listCards(db: Queryable, accountId: AccountId, wanted: CardsWanted): Promise<CardSummary[]> {
  const { text, values } = condition(wanted);
  return db.query<CardSummary>({
    text: `select ${summary} from contact_card where account_id = $1 ${text} order by sort_key, card_id`,
    values: [accountId, ...values],
  });
}

/** A card by its UID, in one book or (null) in any. */
export async function findByUid(
  db: Queryable,
  accountId: AccountId,
  bookId: BookId | null,
  uid: string,
): Promise<CardSummary | null> {
  const [row] = await db.query<CardSummary>({
    text: `select ${summary} from contact_card where account_id = $1 and ($2::bigint is null or book_id = $2) and uid = $3 limit 1`,
    values: [accountId, bookId, uid],
  });
  return row ?? null;
}

/** Cards of an account whose folded words hold every one of these, at most so many, by name. */
export function searchCards(
  db: Queryable,
  accountId: AccountId,
  words: readonly string[],
  atMost: number,
): Promise<(CardSummary & { readonly sortKey: string })[]> {
  return db.query({
    text: `select ${summary}, sort_key as "sortKey" from contact_card
           where account_id = $1 and not exists (select from unnest($2::text[]) word where position(word in words) = 0)
           order by sort_key, card_id limit $3`,
    values: [accountId, words, atMost],
  });
}

/** Puts in new cards, all made at this modseq. */
export async function insertCards(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  now: Date,
  rows: readonly CardRow[],
): Promise<void> {
  await tx.query({
    text: `insert into contact_card (account_id, card_id, book_id, segment, uid, kind, full_name, emails, sort_key, words,
             card, bytes, created_at, updated_at, created_modseq, placed_modseq, modseq)
           select $1, c.id, c."bookId", c.segment, c.uid, c.kind, c."fullName",
             array(select json_array_elements_text(c.emails)), c."sortKey", c.words, c.card, c.bytes, $3, $3, $2, $2, $2
           from json_to_recordset($4) as c (id bigint, "bookId" bigint, segment text, uid text, kind text,
             "fullName" text, emails json, "sortKey" text, words text, card text, bytes integer)`,
    values: [accountId, modseq, now, JSON.stringify(rows)],
  });
  await putAddresses(tx, accountId, rows);
}

/** Replaces what a card says, and moves it where its book is another. */
export async function updateCard(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  now: Date,
  row: CardRow,
): Promise<void> {
  await tx.query({
    text: `update contact_card set book_id = $4, segment = $5, uid = $6, kind = $7, full_name = $8, emails = $9,
             sort_key = $10, words = $11, card = $12, bytes = $13, updated_at = $14, modseq = $3,
             placed_modseq = case when book_id = $4 and segment = $5 then placed_modseq else $3 end
           where account_id = $1 and card_id = $2`,
    values: [
      ...[accountId, row.id, modseq, row.bookId, row.segment, row.uid, row.kind, row.fullName, row.emails],
      ...[row.sortKey, row.words, row.card, row.bytes, now],
    ],
  });
  await tx.query({
    text: 'delete from contact_address where account_id = $1 and card_id = $2',
    values: [accountId, row.id],
  });
  await putAddresses(tx, accountId, [row]);
}

async function putAddresses(tx: Queryable, accountId: AccountId, rows: readonly CardRow[]): Promise<void> {
  const pairs = rows.flatMap(({ id, emails }) => emails.map(address => ({ id, address })));
  if (pairs.length === 0) return;
  await tx.query({
    text: `insert into contact_address (account_id, address, card_id)
           select $1, address, id from unnest($2::text[], $3::bigint[]) as p (address, id)`,
    values: [accountId, pairs.map(one => one.address), pairs.map(one => one.id)],
  });
}

/** Leaves a tombstone in the book that each card leaves; `destroyed` cards go altogether. */
export async function buryCards(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  cards: readonly Pick<CardSummary, 'id' | 'bookId' | 'segment'>[],
): Promise<void> {
  await tx.query({
    text: `insert into gone_card (account_id, card_id, book_id, segment, modseq)
           select $1, c.id, c."bookId", c.segment, $2
           from json_to_recordset($3) as c (id bigint, "bookId" bigint, segment text)
           on conflict (account_id, card_id, book_id) do update set segment = excluded.segment, modseq = excluded.modseq`,
    values: [accountId, modseq, JSON.stringify(cards.map(({ id, bookId, segment }) => ({ id, bookId, segment })))],
  });
}

export async function deleteCards(tx: Queryable, accountId: AccountId, ids: readonly CardId[]): Promise<void> {
  await tx.query({
    text: 'delete from contact_address where account_id = $1 and card_id = any($2::bigint[])',
    values: [accountId, ids],
  });
  await tx.query({
    text: 'delete from contact_card where account_id = $1 and card_id = any($2::bigint[])',
    values: [accountId, ids],
  });
}

/** A card that was made, changed, or is no more; in a book: that came, changed or left. */
export type TouchedCard = {
  readonly id: CardId;
  readonly segment: string;
  readonly createdModSeq: ModSeq;
  readonly modseq: ModSeq;
  readonly here: boolean;
};

/** Cards touched at `since` or later, of one book or of all, and the account's modseq, in one snapshot. */
export async function touchedCards(
  db: Queryable,
  accountId: AccountId,
  bookId: BookId | null,
  since: ModSeq,
): Promise<{ modseq: ModSeq; goneFloor: ModSeq; rows: TouchedCard[] } | null> {
  const rows = await db.query<TouchedCard & { accountModSeq: ModSeq; goneFloor: ModSeq; id: CardId | null }>({
    text: `with touched as (
             select card_id as id, segment, case when $2::bigint is null then created_modseq else placed_modseq end
               as "createdModSeq", modseq, true as here
             from contact_card where account_id = $1 and modseq >= $3 and ($2::bigint is null or book_id = $2)
             union all
             select g.card_id, max(g.segment), 0, max(g.modseq), false
             from gone_card g left join contact_card c
               on c.account_id = $1 and c.card_id = g.card_id and ($2::bigint is null or c.book_id = $2)
             where g.account_id = $1 and g.modseq >= $3 and ($2::bigint is null or g.book_id = $2) and c.card_id is null
             group by g.card_id
           )
           select a.modseq as "accountModSeq", a.gone_floor as "goneFloor", t.*
           from mail_account a left join touched t on true where a.account_id = $1`,
    values: [accountId, bookId, since],
  });
  const [first] = rows;
  if (first === undefined) return null;
  return { modseq: first.accountModSeq, goneFloor: first.goneFloor, rows: rows.filter(row => row.id !== null) };
}

/** Is the address on a card of the account? */
export async function bearsAddress(db: Queryable, accountId: AccountId, address: string): Promise<boolean> {
  const rows = await db.query({
    text: 'select from contact_address where account_id = $1 and address = $2 limit 1',
    values: [accountId, address],
  });
  return rows.length > 0;
}

/** Every address on the account's cards, at most so many. */
export async function listAddressesOnCards(db: Queryable, accountId: AccountId, atMost: number): Promise<string[]> {
  const rows = await db.query<{ address: string }>({
    text: `select distinct address from contact_address where account_id = $1 order by address limit $2`,
    values: [accountId, atMost],
  });
  return rows.map(row => row.address);
}

/** Which of these addresses are on some card. */
export async function knownAddresses(
  db: Queryable,
  accountId: AccountId,
  addresses: readonly string[],
): Promise<Set<string>> {
  const rows = await db.query<{ address: string }>({
    text: 'select distinct address from contact_address where account_id = $1 and address = any($2::text[])',
    values: [accountId, addresses],
  });
  return new Set(rows.map(row => row.address));
}
