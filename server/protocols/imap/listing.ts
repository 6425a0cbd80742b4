/**
 * Which names LIST and LSUB tell, and with what attributes. Pure: mailboxes in, lines out. rfc/5258, rfc/6154
 *
 * A name that is no mailbox is listed where it is subscribed (`\NonExistent`), or where it is a level above mailboxes of
 * others.
 */
import { mailboxPattern } from '../../formats/mailbox-name/pattern.ts';
import { hierarchyDelimiter } from '../../model/mailbox.ts';
import type { ListedMailbox } from '../../services/mailboxes/list.ts';
import { sharedRoot } from '../../services/mailboxes/shared-name.ts';
import type { List } from './grammar/list.ts';
import type { ListData } from './grammar/write-mailbox.ts';
import { attributeOf } from './special-use.ts';

/** One name to tell; `mailbox` is null where none bears it. */
export type Listing = ListData & { readonly mailbox: ListedMailbox | null };

/** All names there are to tell of, and how they are related. */
type Names = {
  readonly mailboxes: ReadonlyMap<string, ListedMailbox>;
  readonly subscribed: ReadonlySet<string>;
  readonly parents: ReadonlySet<string>;
  readonly all: readonly string[];
};

export function listing(
  mailboxes: readonly ListedMailbox[],
  strays: readonly string[],
  { reference, patterns, select, returns, extended }: Omit<List, 'kind'>,
): Listing[] {
  const names = gather(mailboxes, strays);
  const matchers = patterns.map(pattern => mailboxPattern(reference, pattern));
  const subscribedOnly = select.includes('subscribed');
  const recursive = select.includes('recursive-match');
  const listings: Listing[] = [];
  for (const name of names.all) {
    if (!matchers.some(matches => matches(name))) continue;
    const mailbox = names.mailboxes.get(name) ?? null;
    const subscribed = names.subscribed.has(name);
    const use = attributeOf(mailbox?.role ?? null);
    const chosen = (!subscribedOnly || subscribed) && (!select.includes('special-use') || use !== null);
    const children = recursive && chosenBelow(names, name);
    if (!chosen && !children) continue;
    // A level above others' mailboxes, or a subscription without mailbox, is nothing to a plain LIST.
    if (mailbox === null && !subscribedOnly && !isSharedLevel(name)) continue;
    const attributes: string[] = [];
    if (mailbox === null) attributes.push(isSharedLevel(name) ? '\\Noselect' : '\\NonExistent');
    if ((subscribedOnly || returns.subscribed) && subscribed) attributes.push('\\Subscribed');
    // Said where nobody asked, too. rfc/3348
    if (mailbox !== null || isSharedLevel(name) || returns.children || !extended)
      attributes.push(names.parents.has(name) ? '\\HasChildren' : '\\HasNoChildren');
    if (use !== null) attributes.push(use);
    listings.push({ name, attributes, mailbox, ...(children && { childInfo: ['SUBSCRIBED'] }) });
  }
  return listings;
}

/**
 * LSUB: names subscribed. With `%`, a name that is not subscribed but has subscribed names below is told as a level that
 * cannot be selected. rfc/3501#6.3.9
 */
export function subscriptions(
  mailboxes: readonly ListedMailbox[],
  strays: readonly string[],
  reference: string,
  pattern: string,
): ListData[] {
  const names = gather(mailboxes, strays);
  const matches = mailboxPattern(reference, pattern);
  const lines: ListData[] = [];
  for (const name of names.all) {
    if (!matches(name)) continue;
    if (names.subscribed.has(name)) lines.push({ name, attributes: names.mailboxes.has(name) ? [] : ['\\Noselect'] });
    else if (pattern.endsWith('%') && chosenBelow(names, name)) lines.push({ name, attributes: ['\\Noselect'] });
  }
  return lines;
}

function gather(mailboxes: readonly ListedMailbox[], strays: readonly string[]): Names {
  const byName = new Map(mailboxes.map(mailbox => [mailbox.name, mailbox]));
  const subscribed = new Set(strays);
  for (const { name, subscribed: wanted } of mailboxes) if (wanted) subscribed.add(name);
  const all = new Set([...byName.keys(), ...strays]);
  const parents = new Set<string>();
  for (const name of byName.keys()) for (const parent of levelsAbove(name)) parents.add(parent);
  for (const name of all) for (const parent of levelsAbove(name)) all.add(parent);
  return { mailboxes: byName, subscribed, parents, all: [...all].sort(inboxFirst) };
}

function levelsAbove(name: string): string[] {
  const levels = name.split(hierarchyDelimiter);
  return levels.slice(1).map((_, depth) => levels.slice(0, depth + 1).join(hierarchyDelimiter));
}

function chosenBelow({ subscribed }: Names, name: string): boolean {
  const prefix = name + hierarchyDelimiter;
  for (const each of subscribed) if (each.startsWith(prefix)) return true;
  return false;
}

function isSharedLevel(name: string): boolean {
  const [root, , ...rest] = name.split(hierarchyDelimiter);
  return root === sharedRoot && rest.length === 0;
}

function inboxFirst(a: string, b: string): number {
  if (a === 'INBOX') return -1;
  if (b === 'INBOX') return 1;
  return a < b ? -1 : 1;
}
