/** The journal of acts as rows. The chain is made by services/audit; here it is only kept, in order, under one lock. */
import type { Queryable } from './database.ts';

export type ActRow = {
  readonly seq: number;
  readonly at: Date;
  readonly kind: string;
  /** `console`, `house`, or the number of the account that acted. */
  readonly actor: string;
  readonly subject: number | null;
  /** JSON without personal data, as hashed. */
  readonly facts: string;
  /** Commitment to the personal words kept apart, or null. */
  readonly personal: Buffer | null;
  readonly hash: Buffer;
};

export type PersonalRow = { readonly seq: number; readonly salt: Buffer; readonly words: string };

export type Head = { readonly seq: number; readonly hash: Buffer };

/** The end of the chain; nobody else adds to it before this transaction ends. Take it last. */
export async function lockHead(tx: Queryable): Promise<Head> {
  const [head] = await tx.query<Head>({ text: 'select seq, hash from act_head for update' });
  return head!;
}

export async function readHead(db: Queryable): Promise<Head> {
  const [head] = await db.query<Head>({ text: 'select seq, hash from act_head' });
  return head!;
}

/** Adds acts behind the head, which moves to the last of them. */
export async function insertActs(
  tx: Queryable,
  acts: readonly ActRow[],
  personal: readonly PersonalRow[],
): Promise<void> {
  const last = acts.at(-1);
  if (last === undefined) return;
  await tx.query({
    text: `insert into act (seq, at, kind, actor, subject, facts, personal, hash)
           select * from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[], $6::text[],
             $7::bytea[], $8::bytea[])`,
    values: [
      acts.map(act => act.seq),
      acts.map(act => act.at),
      acts.map(act => act.kind),
      acts.map(act => act.actor),
      acts.map(act => act.subject),
      acts.map(act => act.facts),
      acts.map(act => act.personal),
      acts.map(act => act.hash),
    ],
  });
  await tx.query({
    text: 'insert into act_personal (seq, salt, words) select * from unnest($1::bigint[], $2::bytea[], $3::text[])',
    values: [personal.map(each => each.seq), personal.map(each => each.salt), personal.map(each => each.words)],
  });
  await tx.query({ text: 'update act_head set seq = $1, hash = $2', values: [last.seq, last.hash] });
}

/** Acts after a number, in order, with their personal words where they are still kept. */
export function listActs(
  db: Queryable,
  after: number,
  atMost: number,
): Promise<(ActRow & { readonly salt: Buffer | null; readonly words: string | null })[]> {
  return db.query({
    text: `select a.seq, a.at, a.kind, a.actor, a.subject, a.facts, a.personal, a.hash, p.salt, p.words
           from act a left join act_personal p on p.seq = a.seq where a.seq > $1 order by a.seq limit $2`,
    values: [after, atMost],
  });
}

/** The newest acts first: before a number, about an account. */
export function listLastActs(
  db: Queryable,
  wanted: { readonly before: number | null; readonly subject: number | null; readonly atMost: number },
): Promise<(ActRow & { readonly words: string | null })[]> {
  return db.query({
    text: `select a.seq, a.at, a.kind, a.actor, a.subject, a.facts, a.personal, a.hash, p.words
           from act a left join act_personal p on p.seq = a.seq
           where ($1::bigint is null or a.seq < $1) and ($2::bigint is null or a.subject = $2)
           order by a.seq desc limit $3`,
    values: [wanted.before, wanted.subject, wanted.atMost],
  });
}

/** Forgets the personal words of acts about an account; the chain holds without them. */
export async function forgetPersonal(tx: Queryable, subject: number): Promise<number> {
  return await tx.run({
    text: 'delete from act_personal where seq in (select seq from act where subject = $1)',
    values: [subject],
  });
}
