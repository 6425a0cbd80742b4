/** Which notices a query is about, and in what order. rfc/9670#3.4 */
import { readAccountId } from '../../../formats/object-id/object-id.ts';
import type { ShareNotification } from '../../../services/mailboxes/share-notifications.ts';
import { MethodFault } from '../faults.ts';
import { id, listOf, nullable, optional, plainObject, record, text, utcInstant } from '../read.ts';
import { type Comparison, readComparison } from '../standard/compare.ts';

export const listShape = { filter: nullable(plainObject), sort: nullable(listOf(readComparison)) };

type Test = (notice: ShareNotification) => boolean;

const condition = record({
  after: nullable(utcInstant),
  before: nullable(utcInstant),
  objectType: optional(text),
  objectAccountId: optional(id),
});

/** @throws MethodFault unsupportedFilter, unsupportedSort */
export function listed(
  notices: readonly ShareNotification[],
  { filter, sort }: { filter: Record<string, unknown> | null; sort: readonly Comparison[] | null },
): ShareNotification[] {
  const passes = filter === null ? () => true : readFilter(filter, 'filter');
  for (const { property } of sort ?? []) if (property !== 'created') throw new MethodFault('unsupportedSort', property);
  const direction = sort?.[0]?.isAscending === false ? -1 : 1;
  return notices
    .filter(passes)
    .sort((a, b) => direction * (a.createdAt.getTime() - b.createdAt.getTime()) || a.id - b.id);
}

function readFilter(filter: Record<string, unknown>, path: string): Test {
  if (Object.hasOwn(filter, 'operator')) {
    const { operator, conditions } = record({ operator: text, conditions: listOf(plainObject) })(filter, path);
    const tests = conditions.map((one, index) => readFilter(one, `${path}/conditions/${index}`));
    if (operator === 'AND') return notice => tests.every(test => test(notice));
    if (operator === 'OR') return notice => tests.some(test => test(notice));
    if (operator === 'NOT') return notice => !tests.some(test => test(notice));
    throw new MethodFault('unsupportedFilter', operator);
  }
  const { after, before, objectType, objectAccountId } = condition(filter, path);
  return notice =>
    (after === null || notice.createdAt >= after) &&
    (before === null || notice.createdAt < before) &&
    (objectType === undefined || objectType === 'Mailbox') &&
    (objectAccountId === undefined || readAccountId(objectAccountId) === notice.owner);
}
