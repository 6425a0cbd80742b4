import { type Kysely, sql } from 'kysely';

/** Address books, their cards, and whom an account has written to. */
const tables = `
-- role: 'default' or 'collected', made by the house; segment: its name in addresses of CardDAV, for ever.
-- modseq moves with the book's own properties, cards_modseq with any card of it; cards and bytes are what it holds.
create table address_book (
  account_id bigint not null,
  book_id bigint not null,
  name text not null,
  description text not null,
  role text,
  segment text not null,
  sort_order integer not null,
  created_modseq bigint not null,
  modseq bigint not null,
  cards_modseq bigint not null,
  cards integer not null,
  bytes bigint not null,
  primary key (account_id, book_id),
  unique (account_id, segment)
);
create unique index address_book_role on address_book (account_id, role) where role is not null;

-- A card as vCard 4 text, and what finds and sorts it. placed_modseq: when it came into its book; segment: its name
-- there in addresses of CardDAV.
create table contact_card (
  account_id bigint not null,
  card_id bigint not null,
  book_id bigint not null,
  segment text not null,
  uid text not null,
  kind text not null,
  full_name text not null,
  emails text[] not null,
  sort_key text not null,
  words text not null,
  card text not null,
  bytes integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  created_modseq bigint not null,
  placed_modseq bigint not null,
  modseq bigint not null,
  primary key (account_id, card_id),
  unique (account_id, book_id, segment),
  unique (account_id, book_id, uid)
);
create index contact_card_modseq on contact_card (account_id, modseq);
create index contact_card_sort on contact_card (account_id, book_id, sort_key);

-- Which cards bear an address, in lower case: asked at each delivery by scripts.
create table contact_address (
  account_id bigint not null,
  address text not null,
  card_id bigint not null,
  primary key (account_id, address, card_id)
);
create index contact_address_card on contact_address (account_id, card_id);

-- Tombstones, one a book that the card left.
create table gone_card (
  account_id bigint not null,
  card_id bigint not null,
  book_id bigint not null,
  segment text not null,
  modseq bigint not null,
  primary key (account_id, card_id, book_id)
);
create index gone_card_modseq on gone_card (account_id, modseq);

-- Whom the account wrote to, how often and when last: what suggestions are ranked by.
create table correspondent (
  account_id bigint not null,
  address text not null,
  times integer not null,
  last_at timestamptz not null,
  primary key (account_id, address)
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
