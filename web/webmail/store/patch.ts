/** Patches of an email's keywords and mailboxes, and what takes them back. rfc/8620#5.3 */
import type { EmailHead, Names, Patch } from '../../jmap/objects.ts';

type Marks = Pick<EmailHead, 'keywords' | 'mailboxIds'>;

/** The email as it will be; paths are `keywords/…`, `mailboxIds/…`, or a whole set. */
export function applyPatch<Email extends Marks>(email: Email, patch: Patch): Email {
  let { keywords, mailboxIds } = email;
  for (const [path, value] of Object.entries(patch)) {
    const [set, name] = split(path);
    if (set === 'keywords') keywords = name === null ? (value as Names) : withName(keywords, name, value !== null);
    if (set === 'mailboxIds')
      mailboxIds = name === null ? (value as Names) : withName(mailboxIds, name, value !== null);
  }
  return { ...email, keywords, mailboxIds };
}

/** What brings `email` back to what it is now, once `patch` was applied. */
export function invertPatch(email: Marks, patch: Patch): Patch {
  const inverse: Record<string, unknown> = {};
  for (const path of Object.keys(patch)) {
    const [set, name] = split(path);
    const names: Names = set === 'keywords' ? email.keywords : email.mailboxIds;
    inverse[path] = name === null ? names : names[name] === true ? true : null;
  }
  return inverse;
}

/** Names in paths write `/` as `~1` and `~` as `~0`. rfc/6901#3 */
export function pathOf(set: 'keywords' | 'mailboxIds', name: string): string {
  return `${set}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function split(path: string): [set: string, name: string | null] {
  const at = path.indexOf('/');
  if (at < 0) return [path, null];
  return [
    path.slice(0, at),
    path
      .slice(at + 1)
      .replaceAll('~1', '/')
      .replaceAll('~0', '~'),
  ];
}

function withName(names: Names, name: string, present: boolean): Names {
  const { [name]: _former, ...others } = names;
  return present ? { ...others, [name]: true } : others;
}
