/**
 * Segments this process has read, kept while there is room: who searches once searches again, a letter more each time.
 * A segment never changes but by taking in more emails, which its last number tells.
 */
import type { AccountId } from '../../model/account.ts';
import type { EmailId } from '../../model/email.ts';
import { listSegments, readSegments } from '../../store/search-segments.ts';
import type { Store } from '../../store/store.ts';
import { OpenSegment } from './segment.ts';

export type RememberedSegment = {
  readonly firstId: EmailId;
  readonly lastId: EmailId;
  readonly filter: Buffer;
  opened: OpenSegment | null;
};

type Account = { upTo: EmailId; segments: RememberedSegment[] };
type Memory = { readonly accounts: Map<AccountId, Account>; bytes: number };

/** Octets of all that is kept: filters and opened texts. */
const room = 64 << 20;
const memories = new WeakMap<Store, Memory>();

/** The segments of an account up to an email, from memory where it has them. */
export async function listRemembered(
  store: Store,
  accountId: AccountId,
  upTo: EmailId,
): Promise<readonly RememberedSegment[]> {
  const memory = memories.get(store) ?? { accounts: new Map(), bytes: 0 };
  memories.set(store, memory);
  const account: Account = memory.accounts.get(accountId) ?? { upTo: 0 as EmailId, segments: [] };
  // The newest searcher last.
  memory.accounts.delete(accountId);
  memory.accounts.set(accountId, account);
  if (account.upTo < upTo) {
    const fresh = await listSegments(store.database, accountId, account.upTo);
    const first = fresh[0]?.firstId ?? 0;
    // Those taken in meanwhile by another search, or that have grown, are replaced.
    for (const left of account.segments.filter(({ firstId }) => firstId >= first)) memory.bytes -= sizeOf(left);
    account.segments = account.segments.filter(({ firstId }) => firstId < first);
    for (const one of fresh) account.segments.push({ ...one, opened: null });
    for (const one of fresh) memory.bytes += one.filter.length;
    account.upTo = fresh.at(-1)?.lastId ?? upTo;
  }
  forget(memory);
  return account.segments;
}

/** Their texts; those that are not in memory are read together. */
export async function openSegments(
  store: Store,
  accountId: AccountId,
  segments: readonly RememberedSegment[],
): Promise<OpenSegment[]> {
  const closed = new Map(segments.filter(({ opened }) => opened === null).map(one => [one.firstId, one]));
  const opened = segments.flatMap(one => one.opened ?? []);
  if (closed.size === 0) return opened;
  const memory = memories.get(store);
  for (const { firstId, texts } of await readSegments(store.database, accountId, [...closed.keys()])) {
    const segment = closed.get(firstId)!;
    const now = new OpenSegment(texts);
    opened.push(now);
    // One that has grown since is not what this one's filter speaks of.
    const same = segment.opened === null && now.emailIds.at(-1) === segment.lastId;
    if (!same || !memory?.accounts.get(accountId)?.segments.includes(segment)) continue;
    segment.opened = now;
    memory.bytes += now.size;
  }
  return opened;
}

/** Whoever searched longest ago is forgotten first, the last one never. */
function forget(memory: Memory): void {
  for (const [accountId, { segments }] of memory.accounts) {
    if (memory.bytes <= room || memory.accounts.size === 1) return;
    memory.accounts.delete(accountId);
    for (const segment of segments) memory.bytes -= sizeOf(segment);
  }
}

function sizeOf({ filter, opened }: RememberedSegment): number {
  return filter.length + (opened?.size ?? 0);
}
