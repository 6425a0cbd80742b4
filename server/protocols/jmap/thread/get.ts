import { mail } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { emailName, threadIdOf, threadName } from '../names.ts';
import { askedIds, askedProperties, getReply, getShape, pick } from '../standard/get.ts';
import { writeState } from '../states.ts';

/** Thread/get: the emails of conversations, the oldest first. rfc/8621#3.1 */
export const get = method('Thread/get', mail, getShape, async (args, context) => {
  const properties = askedProperties(args.properties, ['id', 'emailIds']);
  if (args.ids === null) throw new MethodFault('requestTooLarge', 'Name the threads.');
  const asked = askedIds(args.ids);
  const catalogue = await context.catalogues.open(context.access);
  const wanted = new Set(asked.flatMap(name => threadIdOf(context, name) ?? []));
  const found = new Map<string, object>();
  for (const [threadId, places] of catalogue.threads(wanted as ReadonlySet<number>)) {
    const id = threadName(context, threadId);
    found.set(
      id,
      pick({ id, emailIds: places.map(place => emailName(context, catalogue.emailIds[place]!)) }, properties),
    );
  }
  return getReply(args.accountId, writeState(catalogue.modseq), asked, found);
});
