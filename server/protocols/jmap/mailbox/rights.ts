/** Rights as JMAP names them and in the letters of access lists: one truth with IMAP. rfc/8621#2, rfc/9670#4, rfc/4314 */
import type { TreeMailbox } from '../../../services/mailboxes/tree.ts';
import { invalidProperties } from '../faults.ts';
import { bool, mapOf, text } from '../read.ts';

/** A right is had with all of its letters. */
const lettersOf = {
  mayReadItems: 'lr',
  mayAddItems: 'i',
  mayRemoveItems: 'te',
  maySetSeen: 's',
  maySetKeywords: 'w',
  mayCreateChild: 'k',
  mayRename: 'x',
  mayDelete: 'x',
  maySubmit: 'p',
  mayShare: 'a',
} as const;

export type Rights = Readonly<Record<keyof typeof lettersOf, boolean>>;

export function writeRights(letters: string): Rights {
  const rights = Object.entries(lettersOf).map(([name, needed]) => [
    name,
    [...needed].every(letter => letters.includes(letter)),
  ]);
  return Object.fromEntries(rights) as Rights;
}

/** What the actor may do; the inbox stays where it is, whoever asks. */
export function myRights(letters: string, { role }: Pick<TreeMailbox, 'role'>): Rights {
  const rights = writeRights(letters);
  return role === 'inbox' ? { ...rights, mayRename: false, mayDelete: false } : rights;
}

/** The letters of the rights that are true. Renaming and removing are one letter: they are given together. @throws SetFault */
export function readRights(value: unknown, path: string): string {
  const given = mapOf(text, bool)(value, path);
  const unknown = [...given.keys()].find(name => !Object.hasOwn(lettersOf, name));
  if (unknown !== undefined) throw invalidProperties([`${path}/${unknown}`], 'Not known here.');
  if ((given.get('mayRename') ?? false) !== (given.get('mayDelete') ?? false))
    throw invalidProperties([`${path}/mayDelete`], 'mayRename and mayDelete are one right here.');
  const letters = [...given]
    .flatMap(([name, has]) => (has ? [lettersOf[name as keyof typeof lettersOf]] : []))
    .join('');
  // What may not be looked up cannot be used either.
  return letters === '' ? '' : [...new Set(`l${letters}`)].join('');
}
