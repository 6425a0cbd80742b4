import type { Change } from '../../model/change.ts';
import { writeManyRights } from '../../store/acl.ts';
import type { Transaction } from '../../store/database.ts';
import { type Entry, listPostUsers, type PostPart, postParts, readAccess } from '../../store/posts.ts';
import { allRights } from '../mailboxes/permission.ts';

/** What each part may do in all mailboxes of the post: the letters of rfc/4314#2.1; `p` over its INBOX is to write as it. */
const rightsOfPart: Readonly<Record<PostPart, string>> = { reader: 'lrs', answerer: 'lrswipkte', manager: allRights };

/** The rights that holders should have, over those they have; entries of others than holders are the managers' own. */
export async function settleRights(tx: Transaction, day: string): Promise<Change[]> {
  const users = await listPostUsers(tx, day);
  if (users.length === 0) return [];
  const { mailboxes, entries } = await readAccess(tx, [...new Set(users.map(each => each.post))]);
  const held = new Map(entries.map(entry => [keyOf(entry), entry.rights]));
  const byPost = Map.groupBy(mailboxes, each => each.accountId);
  const wanted: Entry[] = users.flatMap(({ post, user, parts }) => {
    const rights = strongest(parts);
    return (byPost.get(post) ?? []).map(({ mailboxId }) => ({ accountId: post, mailboxId, grantee: user, rights }));
  });
  const differing = wanted.filter(entry => (held.get(keyOf(entry)) ?? '') !== entry.rights);
  if (differing.length === 0) return [];
  const modseqs = await writeManyRights(tx, differing);
  return [...modseqs].map(([accountId, modseq]) => ({ accountId, modseq, kinds: ['access', 'mailbox'] }));
}

function strongest(parts: readonly (PostPart | null)[]): string {
  const part = postParts.findLast(each => parts.includes(each));
  return part === undefined ? '' : rightsOfPart[part];
}

function keyOf({ accountId, mailboxId, grantee }: Omit<Entry, 'rights'>): string {
  return `${accountId} ${mailboxId} ${grantee}`;
}
