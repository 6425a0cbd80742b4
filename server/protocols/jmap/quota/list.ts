/** Which quotas a query is about: the one there is, or none. rfc/9425#4.4.1 */
import { MethodFault } from '../faults.ts';
import { listOf, nullable, optional, plainObject, record, text } from '../read.ts';
import { type Comparison, readComparison } from '../standard/compare.ts';
import { describeQuota } from './object.ts';

export const listShape = { filter: nullable(plainObject), sort: nullable(listOf(readComparison)) };

const condition = record({
  name: optional(text),
  scope: optional(text),
  resourceType: optional(text),
  type: optional(text),
});

type Quota = ReturnType<typeof describeQuota>;

/** The ids. @throws MethodFault unsupportedFilter, unsupportedSort */
export function listed(
  room: Parameters<typeof describeQuota>[0],
  { filter, sort }: { filter: Record<string, unknown> | null; sort: readonly Comparison[] | null },
): string[] {
  for (const { property } of sort ?? []) {
    if (property !== 'name' && property !== 'used') throw new MethodFault('unsupportedSort', property);
  }
  const one = describeQuota(room);
  return filter === null || passes(one, filter, 'filter') ? [one.id] : [];
}

function passes(one: Quota, filter: Record<string, unknown>, path: string): boolean {
  if (Object.hasOwn(filter, 'operator')) {
    const { operator, conditions } = record({ operator: text, conditions: listOf(plainObject) })(filter, path);
    const pass = conditions.map((inner, index) => passes(one, inner, `${path}/conditions/${index}`));
    if (operator === 'AND') return !pass.includes(false);
    if (operator === 'OR') return pass.includes(true);
    if (operator === 'NOT') return !pass.includes(true);
    throw new MethodFault('unsupportedFilter', operator);
  }
  const { name, scope, resourceType, type } = condition(filter, path);
  return (
    (name === undefined || one.name.includes(name)) &&
    (scope === undefined || scope === one.scope) &&
    (resourceType === undefined || resourceType === one.resourceType) &&
    (type === undefined || one.types.includes(type))
  );
}
