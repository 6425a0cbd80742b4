/** Where a copy goes and how it is marked: what `fileinto` and `:fcc` share. */
import type { CarbonCopy, MailboxTarget } from './action.ts';
import { SourceError } from './faults.ts';
import { readFlags } from './flags.ts';
import { expand, expandAll, type Run, RunError } from './run.ts';
import { type Call, hasTag, type TagShape, tagTemplate, tagTemplates, targetTags } from './shape.ts';
import type { Template } from './template.ts';

/** rfc/5232#5 */
export const flagTags: Readonly<Record<string, TagShape>> = { ':flags': { value: 'strings', needs: ['imap4flags'] } };

export const fccTags: Readonly<Record<string, TagShape>> = {
  ...targetTags,
  ...flagTags,
  ':fcc': { value: 'string', needs: ['fcc'] },
};

/** Without `:flags`, those the script has set so far. rfc/5232#5 */
export function compileFlags(call: Call): (run: Run) => readonly string[] {
  const given = tagTemplates(call, ':flags');
  return given ? run => readFlags(expandAll(run, given)) : run => run.flags;
}

/** @throws SourceError bad-mailbox for a constant that is no mailbox name */
export function compileTarget(call: Call, mailbox: Template): (run: Run) => MailboxTarget {
  if (mailbox.constant !== null && !isMailboxName(mailbox.constant)) {
    throw new SourceError(mailbox.at, 'bad-mailbox', mailbox.constant);
  }
  const create = hasTag(call, ':create');
  const mailboxId = tagTemplate(call, ':mailboxid');
  const specialUse = tagTemplate(call, ':specialuse');
  if (mailboxId && specialUse) throw new SourceError(call.at, 'tags-exclude', ':mailboxid', ':specialuse');
  return run => {
    const name = expand(run, mailbox);
    if (!isMailboxName(name)) throw new RunError('bad-mailbox', name);
    return {
      mailbox: name,
      create,
      mailboxId: mailboxId && expand(run, mailboxId),
      specialUse: specialUse && expand(run, specialUse),
    };
  };
}

/** RFC 8580 */
export function compileCarbonCopy(call: Call): (run: Run) => CarbonCopy | null {
  const mailbox = tagTemplate(call, ':fcc');
  if (!mailbox) {
    const stray = [':create', ':mailboxid', ':specialuse', ':flags'].find(tag => hasTag(call, tag));
    if (stray !== undefined) throw new SourceError(call.at, 'missing-tag', ':fcc', call.name);
    return () => null;
  }
  const target = compileTarget(call, mailbox);
  const given = tagTemplates(call, ':flags');
  return run => ({ ...target(run), flags: given ? readFlags(expandAll(run, given)) : [] });
}

function isMailboxName(name: string): boolean {
  return name !== '' && name.length <= 1000 && !/[\x00-\x1f\x7f\u2028\u2029\ufffd]/.test(name);
}
