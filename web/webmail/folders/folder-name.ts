import type { MarkName } from '../../design/mark.tsx';
import type { Mailbox } from '../../jmap/objects.ts';
import type { Words } from '../words/fr.ts';
import type { Tell } from '../words/speak.ts';

/** A folder with a role has the name of its role in the reader's language, whatever it is called on the server. */
export function folderName({ role, name }: Pick<Mailbox, 'role' | 'name'>, t: Tell<Words>): string {
  return role === null ? name : t(`folders.${role}`);
}

export function folderMark({ role }: Pick<Mailbox, 'role'>, reporting: boolean): MarkName {
  if (reporting) return 'report';
  return role === null ? 'folder' : role === 'drafts' ? 'draft' : role;
}
