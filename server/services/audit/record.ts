/**
 * The journal of acts: what people of the house, its console or the house itself did to accounts. Each act is written in
 * the transaction of its effect, behind the one before, whose hash its own covers: an act changed, dropped or slipped in
 * afterwards breaks the chain. What names people is kept apart under a commitment, and can be forgotten without a break.
 */
import { createHash } from 'node:crypto';
import type { AccountId } from '../../model/account.ts';
import { type ActRow, insertActs, lockHead } from '../../store/acts.ts';
import type { Queryable } from '../../store/database.ts';
import type { House } from '../house.ts';
import type { Operator } from '../people/authority.ts';

export type ActKind =
  | 'hr-feed'
  | 'hr-feed-held'
  | 'hr-feed-dropped'
  | 'hr-scim'
  | 'role-granted'
  | 'role-revoked'
  | 'post-holder'
  | 'list-rules'
  | 'letters-printed'
  | 'letter-handed'
  | 'code-handed'
  | 'suspended'
  | 'reopened'
  | 'closed'
  | 'closed-by-date'
  | 'returned'
  | 'reinstated'
  | 'proposed'
  | 'confirmed'
  | 'withdrawn'
  | 'archives-visa'
  | 'eliminated'
  | 'package-made'
  | 'mail-fetched'
  | 'application-registered'
  | 'application-removed'
  | 'house-script'
  | 'quota'
  | 'signature-template'
  | 'phishing-decided'
  | 'phishing-pulled-back'
  | 'phishing-restored'
  | 'phishing-blocked'
  | 'phishing-unblocked'
  | 'phishing-answered';

export type Act = {
  readonly kind: ActKind;
  readonly actor: Operator | 'house';
  readonly subject: AccountId | null;
  /** Numbers and words of the program: never a name, an address or a reason in somebody's words. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** What names people or is in their words. */
  readonly personal?: Readonly<Record<string, string>>;
};

/** Writes acts; call it last in the transaction, for it holds the end of the chain until the commit. */
export async function record(
  tx: Queryable,
  { clock, random }: Pick<House, 'clock' | 'random'>,
  ...acts: readonly Act[]
): Promise<void> {
  if (acts.length === 0) return;
  const at = clock.now();
  let { seq, hash } = await lockHead(tx);
  const personal: { seq: number; salt: Buffer; words: string }[] = [];
  const rows = acts.map(act => {
    seq += 1;
    const words = act.personal === undefined ? null : JSON.stringify(act.personal);
    const salt = random(16);
    if (words !== null) personal.push({ seq, salt, words });
    const row = {
      seq,
      at,
      kind: act.kind,
      actor: typeof act.actor === 'string' ? act.actor : String(act.actor.accountId),
      subject: act.subject,
      facts: JSON.stringify(act.facts),
      personal: words === null ? null : commitment(salt, words),
    };
    hash = link(hash, row);
    return { ...row, hash };
  });
  await insertActs(tx, rows, personal);
}

/** The hash of an act behind the one before. */
export function link(previous: Buffer, act: Omit<ActRow, 'hash'>): Buffer {
  const { seq, at, kind, actor, subject, facts, personal } = act;
  const words = JSON.stringify([seq, at.toISOString(), kind, actor, subject, facts, personal?.toString('hex') ?? null]);
  return createHash('sha256').update(previous).update(words).digest();
}

/** Binds to personal words without telling them: the salt goes when they do. */
export function commitment(salt: Buffer, words: string): Buffer {
  return createHash('sha256').update(salt).update(words).digest();
}
