/** MTA-STS policies of other domains. rfc/8461 */
import type { Queryable } from './database.ts';

/** As kept: what it says is its reader's affair. */
export async function readStsPolicy(db: Queryable, domain: string): Promise<unknown> {
  const [row] = await db.query<{ policy: unknown }>({
    text: 'select policy from sts_policy where domain = $1',
    values: [domain],
  });
  return row?.policy ?? null;
}

export async function writeStsPolicy(db: Queryable, domain: string, policy: unknown): Promise<void> {
  await db.query({
    text: `insert into sts_policy (domain, policy) values ($1, $2)
           on conflict (domain) do update set policy = excluded.policy`,
    values: [domain, JSON.stringify(policy)],
  });
}
