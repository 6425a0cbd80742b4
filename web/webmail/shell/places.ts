/** Where one is: the addresses of the webmail below `/courrier`, and what they mean. */
import type { EmailQuestion } from '../../jmap/methods.ts';
import type { Comparator, EmailFilter, Id, Mailbox, MailboxRole } from '../../jmap/objects.ts';
import type { Mailboxes } from '../store/mailboxes.ts';

/** What an address may say of a list beside its folder. */
export const sorts = ['ancien', 'expediteur', 'objet', 'taille'] as const;
export const filters = ['nonlus', 'suivis', 'pj'] as const;
export type Sort = (typeof sorts)[number];
export type Filter = (typeof filters)[number];
export type View = { readonly tri?: Sort; readonly montre?: Filter };
export type SearchView = { readonly q: string };

export function readView(search: Readonly<Record<string, unknown>>): View {
  const { tri, montre } = search;
  return {
    ...((sorts as readonly unknown[]).includes(tri) ? { tri: tri as Sort } : {}),
    ...((filters as readonly unknown[]).includes(montre) ? { montre: montre as Filter } : {}),
  };
}

export function readSearch(search: Readonly<Record<string, unknown>>): SearchView {
  return { q: search.q === undefined ? '' : String(search.q) };
}

const names: Readonly<Record<MailboxRole, string>> = {
  inbox: 'reception',
  drafts: 'brouillons',
  sent: 'envoyes',
  archive: 'archives',
  junk: 'indesirables',
  trash: 'corbeille',
};

/** The name of a folder in an address: that of its role, else its id, which stays over renames. */
export function nameOf({ id, role }: Pick<Mailbox, 'id' | 'role'>): string {
  return role === null ? id : names[role];
}

export function mailboxNamed(mailboxes: Pick<Mailboxes, 'all'>, name: string): Mailbox | undefined {
  return mailboxes.all().find(each => each.id === name || nameOf(each) === name);
}

const orders: Readonly<Record<Sort, readonly Comparator[]>> = {
  ancien: [{ property: 'receivedAt', isAscending: true }],
  expediteur: [{ property: 'from' }, { property: 'receivedAt', isAscending: false }],
  objet: [{ property: 'subject' }, { property: 'receivedAt', isAscending: false }],
  taille: [{ property: 'size', isAscending: false }],
};
const newest: readonly Comparator[] = [{ property: 'receivedAt', isAscending: false }];

/** What a folder's list asks. */
export function folderQuestion(box: Id, { tri, montre }: View, collapseThreads: boolean): EmailQuestion {
  const shown: Readonly<Record<Filter, EmailFilter>> = {
    nonlus: { inMailbox: box, notKeyword: '$seen' },
    suivis: { inMailbox: box, hasKeyword: '$flagged' },
    pj: { inMailbox: box, hasAttachment: true },
  };
  return {
    filter: montre === undefined ? { inMailbox: box } : shown[montre],
    sort: tri === undefined ? newest : orders[tri],
    collapseThreads,
  };
}

export function searchQuestion(filter: EmailFilter, { tri }: View): EmailQuestion {
  return { filter, sort: tri === undefined ? newest : orders[tri], collapseThreads: false };
}
