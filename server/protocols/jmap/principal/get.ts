import { directoryLimits } from '../../../services/contacts/directory.ts';
import { principals } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { askedIds, askedProperties, getReply, getShape, pick } from '../standard/get.ts';
import { describePrincipal, principalAccountOf, principalName, principalProperties } from './object.ts';
import { directoryState } from './state.ts';

/**
 * Principal/get: some colleagues by id, fifty at most, never all of them. rfc/9670#2.1
 */
export const get = method('Principal/get', principals, getShape, async (args, { house }) => {
  const properties = askedProperties<string>(args.properties, principalProperties);
  if (args.ids === null) throw new MethodFault('requestTooLarge', 'The directory is searched, not read whole.');
  const asked = askedIds(args.ids);
  if (asked.length > directoryLimits.mostResults) {
    throw new MethodFault('requestTooLarge', `At most ${directoryLimits.mostResults} ids.`);
  }
  const people = (await house.directory?.read(asked.flatMap(name => principalAccountOf(name) ?? []))) ?? [];
  const found = new Map(people.map(one => [principalName(one.accountId), pick(describePrincipal(one), properties)]));
  return getReply(args.accountId, directoryState, asked, found);
});
