/** The question of Email/query and its companions: filter, sort, threads. rfc/8621#4.4 */
import type { MailboxId } from '../../../model/mailbox.ts';
import type { EmailFilter } from '../../../services/emails/filter.ts';
import type { EmailQuery } from '../../../services/emails/query.ts';
import type { SortStep } from '../../../services/emails/sort.ts';
import { emailQuerySortOptions } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import type { Context } from '../method.ts';
import { mailboxIdOf } from '../names.ts';
import {
  bool,
  defaulted,
  InvalidArgument,
  id,
  listOf,
  nullable,
  plainObject,
  type Reader,
  text,
  unsigned,
  utcInstant,
} from '../read.ts';
import { type Comparison, collationKey, readComparison } from '../standard/compare.ts';
import { readKeyword, storedKeyword } from './keywords.ts';

export const questionShape = {
  filter: nullable(plainObject),
  sort: nullable(listOf(readComparison)),
  collapseThreads: defaulted(bool, false),
};

type Arguments = {
  readonly filter: Record<string, unknown> | null;
  readonly sort: readonly Comparison[] | null;
  readonly collapseThreads: boolean;
};

/** Conditions of one filter: more are no person's question. */
const mostConditions = 200;

/** @throws MethodFault unsupportedFilter, unsupportedSort; InvalidArgument */
export function readQuestion(context: Context, { filter, sort, collapseThreads }: Arguments): EmailQuery {
  return {
    name: JSON.stringify([filter, sort, collapseThreads]),
    filter: filter === null ? null : readEmailFilter(context, filter),
    sort: (sort ?? []).map(readStep),
    collapseThreads,
  };
}

export function readEmailFilter(context: Context, filter: Record<string, unknown>): EmailFilter {
  let left = mostConditions;
  const read = (value: unknown, path: string): EmailFilter => {
    left -= 1;
    if (left < 0) throw new MethodFault('unsupportedFilter', `more than ${mostConditions} conditions`);
    const given = plainObject(value, path);
    if (!Object.hasOwn(given, 'operator')) return readCondition(context, given, path);
    const operator = text(given.operator, `${path}/operator`);
    for (const name of Object.keys(given)) {
      if (name !== 'operator' && name !== 'conditions')
        throw new InvalidArgument(`${path}/${name}`, 'is not known here');
    }
    const of = listOf(read)(given.conditions, `${path}/conditions`);
    if (operator !== 'AND' && operator !== 'OR' && operator !== 'NOT')
      throw new MethodFault('unsupportedFilter', operator);
    return { kind: operator.toLowerCase() as 'and' | 'or' | 'not', of };
  };
  return read(filter, 'filter');
}

type Condition = (context: Context, value: unknown, path: string) => EmailFilter;

const keyworded =
  (kind: 'keyword' | 'no-keyword' | 'all-in-thread' | 'some-in-thread' | 'none-in-thread'): Condition =>
  (_context, value, path) => ({ kind, keyword: storedKeyword(readKeyword(value, path)) });

const worded =
  (where: 'text' | 'from' | 'to' | 'cc' | 'bcc' | 'subject' | 'body'): Condition =>
  (_context, value, path) => ({ kind: 'text', where, words: text(value, path) });

const mailbox =
  (context: Context): Reader<MailboxId | null> =>
  (value, path) =>
    mailboxIdOf(context, id(value, path));

const conditions: Readonly<Record<string, Condition>> = {
  inMailbox: (context, value, path) => ({ kind: 'in', mailboxId: mailbox(context)(value, path) }),
  inMailboxOtherThan: (context, value, path) => ({
    kind: 'in-other-than',
    mailboxIds: listOf(mailbox(context))(value, path).filter(one => one !== null),
  }),
  before: (_context, value, path) => ({ kind: 'before', at: utcInstant(value, path).getTime() }),
  after: (_context, value, path) => ({ kind: 'after', at: utcInstant(value, path).getTime() }),
  minSize: (_context, value, path) => ({ kind: 'least', bytes: unsigned(value, path) }),
  maxSize: (_context, value, path) => ({ kind: 'below', bytes: unsigned(value, path) }),
  allInThreadHaveKeyword: keyworded('all-in-thread'),
  someInThreadHaveKeyword: keyworded('some-in-thread'),
  noneInThreadHaveKeyword: keyworded('none-in-thread'),
  hasKeyword: keyworded('keyword'),
  notKeyword: keyworded('no-keyword'),
  hasAttachment: (_context, value, path) => ({ kind: 'attachment', has: bool(value, path) }),
  text: worded('text'),
  from: worded('from'),
  to: worded('to'),
  cc: worded('cc'),
  bcc: worded('bcc'),
  subject: worded('subject'),
  body: worded('body'),
  header: (_context, value, path) => {
    const [name, contains, ...more] = listOf(text)(value, path);
    if (name === undefined || more.length > 0) throw new InvalidArgument(path, 'must have one or two items');
    return { kind: 'header', name: name.toLowerCase(), contains: contains ?? null };
  },
};

function readCondition(context: Context, given: Record<string, unknown>, path: string): EmailFilter {
  const of = Object.entries(given).map(([name, value]) => {
    const read = Object.hasOwn(conditions, name) ? conditions[name] : undefined;
    if (read === undefined) throw new MethodFault('unsupportedFilter', name);
    return read(context, value, `${path}/${name}`);
  });
  return of.length === 1 ? of[0]! : { kind: 'and', of };
}

function readStep({ property, isAscending: ascending, collation, keyword }: Comparison): SortStep {
  if (!(emailQuerySortOptions as readonly string[]).includes(property))
    throw new MethodFault('unsupportedSort', property);
  const wanted = () => storedKeyword(readKeyword(keyword, 'sort/keyword'));
  switch (property) {
    case 'hasKeyword':
      return { by: 'keyword', ascending, keyword: wanted() };
    case 'allInThreadHaveKeyword':
      return { by: 'all-in-thread', ascending, keyword: wanted() };
    case 'someInThreadHaveKeyword':
      return { by: 'some-in-thread', ascending, keyword: wanted() };
    case 'from':
    case 'to':
    case 'subject':
      return { by: property, ascending, collation: collation ?? '', key: collationKey(collation) };
    default:
      return { by: property as 'receivedAt' | 'sentAt' | 'size', ascending };
  }
}
