import { readScripts, type ScriptEntry } from '../../../services/filters/change-scripts.ts';
import { sieve } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { scriptName } from '../names.ts';
import { bool, listOf, nullable, optional, plainObject, record, text } from '../read.ts';
import { type Comparison, compareTexts, readComparison } from '../standard/compare.ts';
import { windowReply, windowShape } from '../standard/query.ts';

const shape = { ...windowShape, filter: nullable(plainObject), sort: nullable(listOf(readComparison)) };
const condition = record({ name: optional(text), isActive: optional(bool) });

type Test = (script: ScriptEntry) => boolean;

/** SieveScript/query. rfc/9661#2.5 */
export const query = method('SieveScript/query', sieve, shape, async (args, context) => {
  const { state, scripts } = await readScripts(context.house, context.actor);
  const passes = args.filter === null ? () => true : readFilter(args.filter, 'filter');
  const steps = (args.sort ?? []).map(readStep);
  const sorted = scripts.filter(passes).sort((a, b) => {
    for (const step of steps) {
      const order = step(a, b);
      if (order !== 0) return order;
    }
    return a.id - b.id;
  });
  const names = sorted.map(one => scriptName(context, one.id));
  return {
    accountId: args.accountId,
    queryState: state,
    canCalculateChanges: false,
    ...windowReply(
      args,
      names.length,
      name => names.indexOf(name),
      index => names[index]!,
    ),
  };
});

function readFilter(filter: Record<string, unknown>, path: string): Test {
  if (Object.hasOwn(filter, 'operator')) {
    const { operator, conditions } = record({ operator: text, conditions: listOf(plainObject) })(filter, path);
    const tests = conditions.map((one, index) => readFilter(one, `${path}/conditions/${index}`));
    if (operator === 'AND') return script => tests.every(test => test(script));
    if (operator === 'OR') return script => tests.some(test => test(script));
    if (operator === 'NOT') return script => !tests.some(test => test(script));
    throw new MethodFault('unsupportedFilter', operator);
  }
  const { name, isActive } = condition(filter, path);
  return script =>
    (name === undefined || script.name.toLowerCase().includes(name.toLowerCase())) &&
    (isActive === undefined || script.active === isActive);
}

function readStep({ property, isAscending, collation }: Comparison): (a: ScriptEntry, b: ScriptEntry) => number {
  const direction = isAscending ? 1 : -1;
  if (property === 'isActive') return (a, b) => direction * (Number(a.active) - Number(b.active));
  if (property !== 'name') throw new MethodFault('unsupportedSort', property);
  const texts = compareTexts(collation);
  return (a, b) => direction * texts(a.name, b.name);
}
