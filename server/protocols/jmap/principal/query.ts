import { directoryLimits, searchWords } from '../../../services/contacts/directory.ts';
import { principals } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { listOf, nullable, plainObject, text } from '../read.ts';
import { readComparison } from '../standard/compare.ts';
import { windowReply, windowShape } from '../standard/query.ts';
import { principalName } from './object.ts';
import { directoryState } from './state.ts';

const shape = { ...windowShape, filter: nullable(plainObject), sort: nullable(listOf(readComparison)) };

/** Principal/query: colleagues by name, function, school or address; two letters at least, fifty answers at most. rfc/9670#2.4 */
export const query = method('Principal/query', principals, shape, async (args, { house, actor }) => {
  const { words, type } = readCondition(args.filter ?? {});
  if (args.sort?.some(one => one.property !== 'name')) throw new MethodFault('unsupportedSort');
  if (searchWords(words).join('').length < directoryLimits.leastLetters) {
    throw new MethodFault('unsupportedFilter', 'The directory is searched by two letters at least.');
  }
  const found = (await house.directory?.search(actor, words)) ?? [];
  const ids = found
    .filter(one => type === null || type === (one.isPost ? 'other' : 'individual'))
    .map(one => principalName(one.accountId));
  return {
    accountId: args.accountId,
    queryState: directoryState,
    canCalculateChanges: false,
    ...windowReply(
      args,
      ids.length,
      name => ids.indexOf(name),
      index => ids[index]!,
    ),
  };
});

/** Words of `text`, `name` and `email` together: the directory has one way of being searched. */
function readCondition(filter: Record<string, unknown>): { words: string; type: string | null } {
  const words: string[] = [];
  let type: string | null = null;
  for (const [name, value] of Object.entries(filter)) {
    if (name === 'text' || name === 'name' || name === 'email') words.push(text(value, `filter/${name}`));
    else if (name === 'type') type = text(value, 'filter/type');
    else throw new MethodFault('unsupportedFilter', `filter/${name}`);
  }
  return { words: words.join(' '), type };
}
