/** What every `/get` shares. rfc/8620#5.1 */
import { limits } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { id, listOf, nullable, text } from '../read.ts';

export const getShape = { accountId: id, ids: nullable(listOf(id)), properties: nullable(listOf(text)) };

/** The ids asked, each once. @throws MethodFault requestTooLarge */
export function askedIds(ids: readonly string[]): string[] {
  if (ids.length > limits.maxObjectsInGet) {
    throw new MethodFault('requestTooLarge', `At most ${limits.maxObjectsInGet} ids.`);
  }
  return [...new Set(ids)];
}

/** The properties asked, `id` always among them. @throws MethodFault invalidArguments */
export function askedProperties<Property extends string>(
  asked: readonly string[] | null,
  known: readonly Property[],
): ReadonlySet<Property> {
  const unknown = asked?.find(property => !known.includes(property as Property));
  if (unknown !== undefined) throw new MethodFault('invalidArguments', `properties: ${unknown} is not known here`);
  return new Set(['id' as Property, ...((asked as readonly Property[] | null) ?? known)]);
}

/** An object with those properties only. */
export function pick(object: object, properties: ReadonlySet<string>): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => properties.has(name)));
}

/** The response: objects in the order asked, where ids were asked. @throws MethodFault requestTooLarge */
export function getReply(
  accountId: string,
  state: string,
  asked: readonly string[] | null,
  found: ReadonlyMap<string, object>,
): object {
  if (asked === null) {
    askedIds([...found.keys()]);
    return { accountId, state, list: [...found.values()], notFound: [] };
  }
  const list = asked.flatMap(name => found.get(name) ?? []);
  return { accountId, state, list, notFound: asked.filter(name => !found.has(name)) };
}
