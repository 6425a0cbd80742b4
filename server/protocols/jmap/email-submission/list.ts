/** Which submissions a query is about, and in what order. rfc/8621#7.3 */
import type { SentMessage } from '../../../services/sending/sent.ts';
import { MethodFault } from '../faults.ts';
import type { Context } from '../method.ts';
import { emailIdOf, identityIdOf, threadIdOf } from '../names.ts';
import { id, listOf, nullable, optional, plainObject, record, text, utcInstant } from '../read.ts';
import { type Comparison, readComparison } from '../standard/compare.ts';

export const listShape = { filter: nullable(plainObject), sort: nullable(listOf(readComparison)) };

type Test = (sent: SentMessage) => boolean;

export function listed(
  context: Context,
  sent: readonly SentMessage[],
  { filter, sort }: { filter: Record<string, unknown> | null; sort: readonly Comparison[] | null },
): SentMessage[] {
  const passes = filter === null ? () => true : readFilter(context, filter, 'filter');
  const steps = (sort ?? []).map(readStep);
  return sent.filter(passes).sort((a, b) => {
    for (const step of steps) {
      const order = step(a, b);
      if (order !== 0) return order;
    }
    return a.id - b.id;
  });
}

const condition = record({
  identityIds: optional(listOf(id)),
  emailIds: optional(listOf(id)),
  threadIds: optional(listOf(id)),
  undoStatus: optional(text),
  before: optional(utcInstant),
  after: optional(utcInstant),
});

function readFilter(context: Context, filter: Record<string, unknown>, path: string): Test {
  if (Object.hasOwn(filter, 'operator')) {
    const { operator, conditions } = record({ operator: text, conditions: listOf(plainObject) })(filter, path);
    const tests = conditions.map((one, index) => readFilter(context, one, `${path}/conditions/${index}`));
    if (operator === 'AND') return sent => tests.every(test => test(sent));
    if (operator === 'OR') return sent => tests.some(test => test(sent));
    if (operator === 'NOT') return sent => !tests.some(test => test(sent));
    throw new MethodFault('unsupportedFilter', operator);
  }
  const { identityIds, emailIds, threadIds, undoStatus, before, after } = condition(filter, path);
  const among = (
    ids: readonly string[] | undefined,
    read: (name: string) => number | null,
    of: (sent: SentMessage) => number,
  ): Test => {
    if (ids === undefined) return () => true;
    const wanted = new Set(ids.map(read));
    return sent => wanted.has(of(sent));
  };
  const tests: Test[] = [
    among(
      identityIds,
      name => identityIdOf(context, name),
      sent => sent.identityId,
    ),
    among(
      emailIds,
      name => emailIdOf(context, name),
      sent => sent.emailId,
    ),
    among(
      threadIds,
      name => threadIdOf(context, name),
      sent => sent.threadId,
    ),
    sent => undoStatus === undefined || sent.undoStatus === undoStatus,
    sent => before === undefined || sent.sendAt < before,
    sent => after === undefined || sent.sendAt >= after,
  ];
  return sent => tests.every(test => test(sent));
}

function readStep({ property, isAscending }: Comparison): (a: SentMessage, b: SentMessage) => number {
  const keys: Record<string, (sent: SentMessage) => number> = {
    emailId: sent => sent.emailId,
    threadId: sent => sent.threadId,
    sentAt: sent => sent.sendAt.getTime(),
    sendAt: sent => sent.sendAt.getTime(),
  };
  const key = Object.hasOwn(keys, property) ? keys[property] : undefined;
  if (key === undefined) throw new MethodFault('unsupportedSort', property);
  return (a, b) => (isAscending ? 1 : -1) * (key(a) - key(b));
}
