/** The folders: as the server counts them, corrected at once by what was just done here. */
import type { EmailHead, Id, Mailbox, MailboxRole } from '../../jmap/objects.ts';
import { createCell } from './watchers.ts';

/** A folder in the tree, with its depth: the roots at 0. */
export type Folder = Mailbox & { readonly depth: number; readonly hasChildren: boolean };

export type Mailboxes = {
  all(): readonly Mailbox[];
  get(id: Id): Mailbox | undefined;
  ofRole(role: MailboxRole): Mailbox | undefined;
  /** The one whose mails are reported as phishing: its role is the house's own, so that it is known by its name. */
  report(): Mailbox | undefined;
  put(list: readonly Mailbox[]): void;
  /** Counts of an email as it was and as it is. */
  count(before: Counted, after: Counted): void;
  watch(changed: () => void): () => void;
};

export type Counted = Pick<EmailHead, 'keywords' | 'mailboxIds'> | null;

/** As `server/model/mailbox.ts` names it. */
const reportName = 'Signaler un hameçonnage';

export function createMailboxes(): Mailboxes {
  const cell = createCell<readonly Mailbox[]>([]);
  return {
    all: cell.get,
    get: id => cell.get().find(each => each.id === id),
    ofRole: role => cell.get().find(each => each.role === role),
    report: () => cell.get().find(each => each.role === null && each.parentId === null && each.name === reportName),
    put: cell.set,
    count(before, after) {
      const change = (id: Id, of: Counted): [number, number] =>
        of?.mailboxIds[id] === true ? [1, of.keywords.$seen === true ? 0 : 1] : [0, 0];
      cell.set(
        cell.get().map(each => {
          const [all, unread] = change(each.id, before);
          const [allNow, unreadNow] = change(each.id, after);
          if (all === allNow && unread === unreadNow) return each;
          const totalEmails = Math.max(0, each.totalEmails + allNow - all);
          return { ...each, totalEmails, unreadEmails: Math.max(0, each.unreadEmails + unreadNow - unread) };
        }),
      );
    },
    watch: cell.watch,
  };
}

const order: readonly (MailboxRole | null)[] = ['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash', null];

/** The folders as a tree written in lines: those with a role first, then by name as the language sorts. */
export function inTree(all: readonly Mailbox[], language: string): Folder[] {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  const ids = new Set(all.map(each => each.id));
  const childrenOf = (parentId: Id | null): Mailbox[] =>
    all
      .filter(each => (each.parentId !== null && ids.has(each.parentId) ? each.parentId : null) === parentId)
      .sort(
        (one, other) =>
          order.indexOf(one.role) - order.indexOf(other.role) ||
          one.sortOrder - other.sortOrder ||
          collator.compare(one.name, other.name),
      );
  const lines = (parentId: Id | null, depth: number): Folder[] =>
    childrenOf(parentId).flatMap(each => {
      const below = lines(each.id, depth + 1);
      return [{ ...each, depth, hasChildren: below.length > 0 }, ...below];
    });
  return lines(null, 0);
}
