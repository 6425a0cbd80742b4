/** Which mailboxes a query is about, and in what order. rfc/8621#2.3 */
import type { TreeMailbox } from '../../../services/mailboxes/tree.ts';
import { MethodFault } from '../faults.ts';
import type { Context } from '../method.ts';
import { mailboxIdOf } from '../names.ts';
import { bool, defaulted, id, listOf, nullable, optional, plainObject, type Reader, record, text } from '../read.ts';
import { type Comparison, compareTexts, readComparison } from '../standard/compare.ts';

export const listShape = {
  filter: nullable(plainObject),
  sort: nullable(listOf(readComparison)),
  sortAsTree: defaulted(bool, false),
  filterAsTree: defaulted(bool, false),
};

export type ListArguments = {
  readonly filter: Record<string, unknown> | null;
  readonly sort: readonly Comparison[] | null;
  readonly sortAsTree: boolean;
  readonly filterAsTree: boolean;
};

type Test = (mailbox: TreeMailbox) => boolean;

/** The mailboxes of the filter, sorted. @throws MethodFault unsupportedFilter, unsupportedSort */
export function listed(context: Context, mailboxes: readonly TreeMailbox[], args: ListArguments): TreeMailbox[] {
  const passes = args.filter === null ? () => true : readFilter(context, args.filter, 'filter');
  const compare = readSort(args.sort ?? []);
  const byId = new Map(mailboxes.map(mailbox => [mailbox.id, mailbox]));
  const sorted = args.sortAsTree ? asTree(mailboxes, compare) : [...mailboxes].sort(compare);
  if (!args.filterAsTree) return sorted.filter(passes);
  const parentOf = (mailbox: TreeMailbox) => (mailbox.parentId === null ? undefined : byId.get(mailbox.parentId));
  const passesUp = (mailbox: TreeMailbox | undefined): boolean =>
    mailbox === undefined || (passes(mailbox) && passesUp(parentOf(mailbox)));
  return sorted.filter(passesUp);
}

const condition = record({
  parentId: optional(nullable(id)),
  name: optional(text),
  role: optional(nullable(text)),
  hasAnyRole: optional(bool),
  isSubscribed: optional(bool),
});

const given = <Value>(source: object, name: string, value: Value | undefined): value is Value =>
  Object.hasOwn(source, name) && value !== undefined;

function readFilter(context: Context, filter: Record<string, unknown>, path: string): Test {
  if (Object.hasOwn(filter, 'operator')) {
    const { operator, conditions } = operation(filter, path);
    const tests = conditions.map((one, index) => readFilter(context, one, `${path}/conditions/${index}`));
    if (operator === 'AND') return mailbox => tests.every(passes => passes(mailbox));
    if (operator === 'OR') return mailbox => tests.some(passes => passes(mailbox));
    return mailbox => !tests.some(passes => passes(mailbox));
  }
  const wanted = condition(filter, path);
  const tests: Test[] = [];
  if (Object.hasOwn(filter, 'parentId')) {
    const parentId = wanted.parentId == null ? null : mailboxIdOf(context, wanted.parentId);
    const nowhere = wanted.parentId != null && parentId === null;
    tests.push(mailbox => !nowhere && mailbox.parentId === parentId);
  }
  if (given(filter, 'name', wanted.name)) {
    const name = wanted.name.toLowerCase();
    tests.push(mailbox => mailbox.name.toLowerCase().includes(name));
  }
  if (Object.hasOwn(filter, 'role')) tests.push(mailbox => mailbox.role === (wanted.role ?? null));
  if (given(filter, 'hasAnyRole', wanted.hasAnyRole))
    tests.push(mailbox => (mailbox.role !== null) === wanted.hasAnyRole);
  if (given(filter, 'isSubscribed', wanted.isSubscribed))
    tests.push(mailbox => mailbox.subscribed === wanted.isSubscribed);
  return mailbox => tests.every(passes => passes(mailbox));
}

const operation: Reader<{ operator: string; conditions: Record<string, unknown>[] }> = (value, path) => {
  const read = record({ operator: text, conditions: listOf(plainObject) })(value, path);
  if (!['AND', 'OR', 'NOT'].includes(read.operator)) throw new MethodFault('unsupportedFilter', `${path}/operator`);
  return read;
};

type Compare = (a: TreeMailbox, b: TreeMailbox) => number;

function readSort(sort: readonly Comparison[]): Compare {
  const steps = sort.map((one): Compare => {
    const direction = one.isAscending ? 1 : -1;
    if (one.property === 'sortOrder') return (a, b) => direction * (a.sortOrder - b.sortOrder);
    if (one.property !== 'name') throw new MethodFault('unsupportedSort', one.property);
    const texts = compareTexts(one.collation);
    return (a, b) => direction * texts(a.name, b.name);
  });
  return (a, b) => {
    for (const step of steps) {
      const order = step(a, b);
      if (order !== 0) return order;
    }
    return a.id - b.id;
  };
}

/** Each mailbox right before those below it, siblings in order. */
function asTree(mailboxes: readonly TreeMailbox[], compare: Compare): TreeMailbox[] {
  const children = Map.groupBy(mailboxes, mailbox => mailbox.parentId);
  const below = (parentId: TreeMailbox['parentId']): TreeMailbox[] =>
    (children.get(parentId) ?? []).sort(compare).flatMap(mailbox => [mailbox, ...below(mailbox.id)]);
  return below(null);
}
