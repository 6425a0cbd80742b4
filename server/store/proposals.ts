/** Acts that one person asked for and another confirms. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type Proposal = {
  readonly id: number;
  readonly kind: string;
  readonly subject: AccountId;
  readonly detail: Readonly<Record<string, string>>;
  readonly proposedBy: AccountId;
  readonly proposedAt: Date;
  readonly expiresAt: Date;
};

const columns = `proposal_id as id, kind, subject, detail, proposed_by as "proposedBy", proposed_at as "proposedAt",
  expires_at as "expiresAt"`;

export async function insertProposal(tx: Queryable, proposal: Omit<Proposal, 'id'>): Promise<number> {
  const [row] = await tx.query<{ id: number }>({
    text: `insert into proposal (kind, subject, detail, proposed_by, proposed_at, expires_at)
           values ($1, $2, $3, $4, $5, $6) returning proposal_id as id`,
    values: [
      proposal.kind,
      proposal.subject,
      JSON.stringify(proposal.detail),
      proposal.proposedBy,
      proposal.proposedAt,
      proposal.expiresAt,
    ],
  });
  return row!.id;
}

/** A proposal nobody has settled and whose time is not over; its row stays locked. */
export async function lockProposal(tx: Queryable, id: number, now: Date): Promise<Proposal | null> {
  const [row] = await tx.query<Proposal>({
    text: `select ${columns} from proposal where proposal_id = $1 and settled_at is null and expires_at > $2 for update`,
    values: [id, now],
  });
  return row ?? null;
}

export async function settleProposal(
  tx: Queryable,
  id: number,
  settled: { readonly at: Date; readonly by: AccountId; readonly outcome: 'confirmed' | 'withdrawn' },
): Promise<void> {
  await tx.run({
    text: 'update proposal set settled_at = $2, settled_by = $3, outcome = $4 where proposal_id = $1',
    values: [id, settled.at, settled.by, settled.outcome],
  });
}

/** What waits for a second person, oldest first. */
export function listProposals(db: Queryable, now: Date): Promise<Proposal[]> {
  return db.query<Proposal>({
    text: `select ${columns} from proposal where settled_at is null and expires_at > $1 order by proposal_id`,
    values: [now],
  });
}

/** Does the owner of the account hold a role? */
export async function holdsRole(db: Queryable, accountId: AccountId): Promise<boolean> {
  const rows = await db.query({
    text: `select 1 from account a join role r using (person_id) where a.account_id = $1 limit 1`,
    values: [accountId],
  });
  return rows.length > 0;
}
