/** Who a script speaks for: names and addresses, from the directory. */
import type { AccountId, Address } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** `addresses`: main first. A post has no names of a person. */
export type ScriptOwner = {
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly addresses: readonly Address[];
};

export async function readOwner(db: Queryable, accountId: AccountId): Promise<ScriptOwner | null> {
  const [row] = await db.query<ScriptOwner>({
    text: `select p.given_name as "givenName", p.family_name as "familyName",
             array(select m.address from address m where m.account_id = a.account_id and m.released_on is null
                   order by m.main desc, m.address) as addresses
           from account a left join person p on p.person_id = a.person_id where a.account_id = $1`,
    values: [accountId],
  });
  return row ?? null;
}
