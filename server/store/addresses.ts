/** Every address ever given: in use, or reserved after its release. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type GivenAddress = {
  readonly address: string;
  readonly accountId: AccountId;
  readonly main: boolean;
  /** `YYYY-MM-DD`; null while in use. */
  readonly releasedOn: string | null;
};

/** The addresses of a domain whose local part is one of these, with any number behind it. */
export function listHomonyms(db: Queryable, domain: string, locals: readonly string[]): Promise<GivenAddress[]> {
  return db.query<GivenAddress>({
    text: `select address, account_id as "accountId", main, released_on as "releasedOn"
           from address
           where split_part(address, '@', 2) = $1 and rtrim(split_part(address, '@', 1), '0123456789') = any($2::text[])`,
    values: [domain, locals],
  });
}

/** Gives addresses that are free; one reserved longer than the house promises is taken over. */
export async function giveAddresses(
  tx: Queryable,
  given: readonly { readonly address: string; readonly accountId: AccountId }[],
  today: string,
): Promise<void> {
  const rows = JSON.stringify(given);
  await tx.query({
    text: `update address set main = false
           where main and account_id in (select n."accountId" from json_to_recordset($1::json) n("accountId" bigint))`,
    values: [rows],
  });
  await tx.query({
    text: `insert into address (address, account_id, main, given_on, released_on)
           select n.address, n."accountId", true, $2::date, null
           from json_to_recordset($1::json) n(address text, "accountId" bigint)
           on conflict (address) do update
             set account_id = excluded.account_id, main = true, given_on = excluded.given_on, released_on = null`,
    values: [rows, today],
  });
}
