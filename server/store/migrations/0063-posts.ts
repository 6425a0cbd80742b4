import { type Kysely, sql } from 'kysely';

/** Posts beyond the offices of schools, what a handover found, what several who read one mailbox say to each other. */
const posts = `
-- A post that is no more keeps its mail until the archives' word, and nobody holds it.
alter table post add column abolished_on date;

-- What the next holders of a post found on their first day: counts, never content.
create table post_handover (
  post_id bigint not null references post,
  day date not null,
  came integer not null,
  went integer not null,
  drafts integer not null,
  open integer not null,
  absence boolean not null,
  primary key (post_id, day)
);

-- A mailbox lent until a day, or while its owner is away: the day's work takes the rights back.
create table loan (
  account_id bigint not null,
  mailbox_id bigint not null,
  grantee bigint not null,
  -- Null: while the owner is away.
  ends_on date,
  primary key (account_id, mailbox_id, grantee)
);

-- A conversation of a mailbox that several read: who takes care of it, and whether it is done.
create table conversation_care (
  account_id bigint not null,
  thread_id bigint not null,
  assigned_to bigint,
  done_at timestamptz,
  changed_at timestamptz not null,
  primary key (account_id, thread_id)
);
-- What its readers say of it among themselves; it never leaves the house.
create table conversation_note (
  account_id bigint not null,
  note_id bigint generated always as identity,
  thread_id bigint not null,
  author bigint not null,
  written_at timestamptz not null,
  words text not null,
  primary key (account_id, note_id)
);
create index conversation_note_thread on conversation_note (account_id, thread_id);
-- Who is writing an answer just now; over by itself.
create table composing (
  account_id bigint not null,
  thread_id bigint not null,
  writer bigint not null,
  until timestamptz not null,
  primary key (account_id, thread_id, writer)
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(posts).execute(database);
}
