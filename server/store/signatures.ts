/** Signatures: templates of the house, what each person adds, and what the directory says of who signs. */
import type { AccountId, Population } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Whom a template is for: `''` is all who have none of their own. */
export type TemplateFor = Population | 'post' | '';

export type StoredTemplate = { readonly population: TemplateFor; readonly text: string; readonly html: string };

/** Who signs: from the directory on a day, so that a transfer changes the signature by itself. Null: not known. */
export type Signatory = {
  readonly givenName: string | null;
  /** Of a post: its name. */
  readonly name: string;
  readonly function: string | null;
  readonly school: string | null;
  readonly town: string | null;
  readonly address: string | null;
  readonly lines: string;
  readonly added: boolean;
  /** Of its population, else that of everybody. */
  readonly template: { readonly text: string; readonly html: string } | null;
};

/** @param today `YYYY-MM-DD`: whoever is between two schools has none */
export async function readSignatory(db: Queryable, accountId: AccountId, today: string): Promise<Signatory | null> {
  const [row] = await db.query<Omit<Signatory, 'template'> & { text: string | null; html: string | null }>({
    text: `select p.given_name as "givenName", coalesce(p.family_name, o.name) as name, p.function,
             s.name as school, s.town, m.address, coalesce(c.lines, '') as lines, coalesce(c.added, true) as added,
             t.text, t.html
           from account a
           left join person p on p.person_id = a.person_id
           left join post o on o.post_id = a.post_id
           left join lateral (
             select uai from assignment
             where person_id = a.person_id and first_day <= $2 and (last_day is null or last_day >= $2)
             order by main desc, first_day desc, uai limit 1
           ) w on true
           left join school s on s.uai = coalesce(w.uai, o.uai)
           left join address m on m.account_id = a.account_id and m.main and m.released_on is null
           left join signature_choice c on c.account_id = a.account_id
           left join lateral (
             select text, html from signature_template
             where population in (coalesce(p.population, 'post'), '') order by population desc limit 1
           ) t on true
           where a.account_id = $1`,
    values: [accountId, today],
  });
  if (row === undefined) return null;
  const { text, html, ...signatory } = row;
  return { ...signatory, template: text === null || html === null ? null : { text, html } };
}

export function listTemplates(db: Queryable): Promise<StoredTemplate[]> {
  return db.query<StoredTemplate>({
    text: 'select population, text, html from signature_template order by population',
  });
}

export async function putTemplate(tx: Queryable, template: StoredTemplate, at: Date): Promise<void> {
  await tx.run({
    text: `insert into signature_template (population, text, html, changed_at) values ($1, $2, $3, $4)
           on conflict (population) do update
             set text = excluded.text, html = excluded.html, changed_at = excluded.changed_at`,
    values: [template.population, template.text, template.html, at],
  });
}

export async function deleteTemplate(tx: Queryable, population: TemplateFor): Promise<void> {
  await tx.run({ text: 'delete from signature_template where population = $1', values: [population] });
}

/** What a person wants of their signature. */
export type SignatureChoice = { readonly lines: string; readonly added: boolean };

export async function putSignatureChoice(
  db: Queryable,
  accountId: AccountId,
  choice: SignatureChoice,
  at: Date,
): Promise<void> {
  await db.run({
    text: `insert into signature_choice (account_id, lines, added, changed_at) values ($1, $2, $3, $4)
           on conflict (account_id) do update
             set lines = excluded.lines, added = excluded.added, changed_at = excluded.changed_at`,
    values: [accountId, choice.lines, choice.added, at],
  });
}
