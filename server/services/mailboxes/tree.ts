/** Mailboxes as a tree: what the other doors call a path is here a parent and a name of one level. rfc/8621#2 */
import type { AccountId } from '../../model/account.ts';
import type { ModSeq } from '../../model/change.ts';
import { hierarchyDelimiter, type MailboxId, type MailboxRole, mailboxRoles } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Queryable } from '../../store/database.ts';
import { type MailboxShape, readMailboxShapes } from '../../store/mailbox-shapes.ts';
import { listStraySubscriptions } from '../../store/mailboxes.ts';
import { type Access, may } from './access.ts';
import { writeSharedName } from './shared-name.ts';

export type TreeMailbox = {
  readonly id: MailboxId;
  readonly parentId: MailboxId | null;
  readonly path: string;
  /** Its own level. */
  readonly name: string;
  readonly role: MailboxRole | null;
  readonly sortOrder: number;
  readonly subscribed: boolean;
};

/** @throws Refusal closed */
export async function readTree(
  db: Queryable,
  accountId: AccountId,
): Promise<{ modseq: ModSeq; mailboxes: TreeMailbox[] }> {
  const shapes = await readMailboxShapes(db, accountId);
  if (shapes === null) throw new Refusal('closed');
  return { modseq: shapes.modseq, mailboxes: asTree(shapes.mailboxes) };
}

/**
 * The mailboxes of an account that an actor may look up. What stands below one a guest may not see stands at the top for
 * it, under its whole path. @throws Refusal closed
 */
export async function readTreeOf(db: Queryable, access: Access): Promise<{ modseq: ModSeq; mailboxes: TreeMailbox[] }> {
  if (access.rights === null) return await readTree(db, access.accountId);
  const [shapes, strays] = await Promise.all([
    readMailboxShapes(db, access.accountId),
    listStraySubscriptions(db, access.actor.accountId),
  ]);
  if (shapes === null) throw new Refusal('closed');
  const visible = shapes.mailboxes
    .filter(({ id }) => may(access, id, 'l'))
    .map(shape => ({
      ...shape,
      subscribed: strays.includes(writeSharedName({ owner: access.address, name: shape.name })),
    }));
  return { modseq: shapes.modseq, mailboxes: asTree(visible) };
}

/** Those with a role come first, in the order people know, the others behind. */
function usualOrder(role: MailboxRole | null): number {
  return role === null ? 100 : mailboxRoles.indexOf(role) + 1;
}

function asTree(shapes: readonly MailboxShape[]): TreeMailbox[] {
  const byPath = new Map(shapes.map(shape => [shape.name, shape.id]));
  return shapes.map(({ id, name: path, role, subscribed, sortOrder }) => {
    const parent = parentPath(path, byPath);
    const name = parent === null ? path : path.slice(parent.length + hierarchyDelimiter.length);
    return {
      id,
      parentId: parent === null ? null : byPath.get(parent)!,
      path,
      name,
      role,
      subscribed,
      sortOrder: sortOrder ?? usualOrder(role),
    };
  });
}

/** The nearest level above that is a mailbox. */
function parentPath(path: string, known: ReadonlyMap<string, unknown>): string | null {
  for (let end = path.lastIndexOf(hierarchyDelimiter); end > 0; end = path.lastIndexOf(hierarchyDelimiter, end - 1)) {
    if (known.has(path.slice(0, end))) return path.slice(0, end);
  }
  return null;
}
