/** How the mailboxes of others are called: `Partagées/<address of the owner>/<name there>`. rfc/2342, rfc/4314#2 */
import { hierarchyDelimiter } from '../../model/mailbox.ts';

/** The first level of all names of others' mailboxes; nobody may make one of their own there. */
export const sharedRoot = 'Partagées';

export type SharedName = { readonly owner: string; readonly name: string };

/** Null for the actor's own mailboxes. The levels above a mailbox have an empty `name`, or `owner`. */
export function readSharedName(name: string): SharedName | null {
  const [root, owner = '', ...rest] = name.split(hierarchyDelimiter);
  if (root !== sharedRoot) return null;
  return { owner: owner.toLowerCase(), name: rest.join(hierarchyDelimiter) };
}

export function writeSharedName({ owner, name }: SharedName): string {
  return [sharedRoot, owner, name].join(hierarchyDelimiter);
}
