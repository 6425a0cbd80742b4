/** Letters as traces: for whom, when, by whom handed over. Never their words. */
import type { AccountId, Address, PersonId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Somebody a letter may be made for. */
export type Addressee = {
  readonly accountId: AccountId;
  readonly personId: PersonId;
  readonly address: Address;
  readonly title: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly hasNumen: boolean;
  /** The school of the main assignment that runs or comes next. */
  readonly uai: string;
  readonly schoolName: string;
  readonly town: string;
  /** Is there a letter whose password still holds? */
  readonly hasLetter: boolean;
};

/** Who is meant: a school's people, those whose account was opened since an instant, or one account. */
export type Choice =
  | { readonly kind: 'school'; readonly uai: string }
  | { readonly kind: 'since'; readonly at: Date }
  | { readonly kind: 'account'; readonly accountId: AccountId };

/** People whose account is not activated, by school and name. */
export async function listAddressees(db: Queryable, choice: Choice, now: Date, today: string): Promise<Addressee[]> {
  return await db.query<Addressee>({
    text: `select a.account_id as "accountId", p.person_id as "personId", m.address, p.title, p.given_name as "givenName",
             p.family_name as "familyName", p.numen is not null as "hasNumen", s.uai, s.name as "schoolName", s.town,
             a.provisional_hash is not null and a.provisional_until > $4 as "hasLetter"
           from account a
           join person p on p.person_id = a.person_id
           join address m on m.account_id = a.account_id and m.main
           join lateral (
             select w.uai from assignment w
             where w.person_id = p.person_id and (w.last_day is null or w.last_day >= $5::date)
             order by w.main desc, w.first_day desc, w.uai limit 1
           ) work on true
           join school s on s.uai = work.uai
           where a.state in ('expected', 'provisional')
             and ($1::text is null or s.uai = $1)
             and ($2::timestamptz is null or a.created_at >= $2)
             and ($3::bigint is null or a.account_id = $3)
           order by s.uai, p.family_name, p.given_name, a.account_id`,
    values: [
      choice.kind === 'school' ? choice.uai : null,
      choice.kind === 'since' ? choice.at : null,
      choice.kind === 'account' ? choice.accountId : null,
      now,
      today,
    ],
  });
}

export async function insertLetter(
  tx: Queryable,
  letter: { readonly accountId: AccountId; readonly at: Date; readonly by: AccountId | null; readonly uai: string },
): Promise<void> {
  await tx.query({
    text: `insert into letter (account_id, made_at, made_by, uai) values ($1, $2, $3, $4) on conflict do nothing`,
    values: [letter.accountId, letter.at, letter.by, letter.uai],
  });
}

/** The newest letter of an account: for which school, and whether it was handed over. */
export async function findNewestLetter(
  db: Queryable,
  accountId: AccountId,
): Promise<{ uai: string; handed: boolean } | null> {
  const [row] = await db.query<{ uai: string; handed: boolean }>({
    text: `select uai, handed_at is not null as handed from letter where account_id = $1 order by made_at desc limit 1`,
    values: [accountId],
  });
  return row ?? null;
}

/** Signs off the newest letter of an account; false where it was handed over already, or there is none. */
export async function signOffLetter(
  tx: Queryable,
  accountId: AccountId,
  handed: { readonly at: Date; readonly by: AccountId | null; readonly identity: string },
): Promise<boolean> {
  const signed = await tx.run({
    text: `update letter set handed_at = $2, handed_by = $3, identity = $4
           where account_id = $1 and handed_at is null
             and made_at = (select max(made_at) from letter where account_id = $1)`,
    values: [accountId, handed.at, handed.by, handed.identity],
  });
  return signed > 0;
}

/** Letters of a school that nobody has signed off yet, for accounts that still need one. */
export function listWaitingLetters(
  db: Queryable,
  uai: string,
): Promise<{ accountId: AccountId; givenName: string; familyName: string; madeAt: Date }[]> {
  return db.query({
    text: `select a.account_id as "accountId", p.given_name as "givenName", p.family_name as "familyName",
             max(l.made_at) as "madeAt"
           from letter l join account a using (account_id) join person p using (person_id)
           where l.uai = $1 and l.handed_at is null and a.state in ('expected', 'provisional')
           group by a.account_id, p.given_name, p.family_name
           order by p.family_name, p.given_name, a.account_id`,
    values: [uai],
  });
}
