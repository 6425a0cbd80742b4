import { type PushSubscription, readSubscriptions } from '../../../services/push/subscriptions.ts';
import { core } from '../capabilities.ts';
import { utcDate } from '../email/get.ts';
import { MethodFault } from '../faults.ts';
import { type Context, method } from '../method.ts';
import { pushName } from '../names.ts';
import { id, listOf, nullable, text } from '../read.ts';
import { askedIds, askedProperties, pick } from '../standard/get.ts';

const told = ['id', 'deviceClientId', 'verificationCode', 'expires', 'types'] as const;
/** Where a device is reached, and the keys it is reached with, are nobody's to read. */
const hidden = ['url', 'keys'];

const shape = { ids: nullable(listOf(id)), properties: nullable(listOf(text)) };

/** PushSubscription/get. rfc/8620#7.2.1 */
export const get = method('PushSubscription/get', core, shape, async (args, context) => {
  if (args.properties?.some(property => hidden.includes(property))) throw new MethodFault('forbidden', 'url and keys');
  const properties = askedProperties(args.properties, told);
  const found = new Map(
    (await readSubscriptions(context.house, context.actor)).map(one => [
      pushName(context, one.id),
      pick(describe(context, one), properties),
    ]),
  );
  const asked = args.ids === null ? [...found.keys()] : askedIds(args.ids);
  return { list: asked.flatMap(name => found.get(name) ?? []), notFound: asked.filter(name => !found.has(name)) };
});

function describe(context: Context, subscription: PushSubscription): object {
  return {
    id: pushName(context, subscription.id),
    deviceClientId: subscription.deviceClientId,
    verificationCode: subscription.verified ? subscription.code : null,
    expires: utcDate(subscription.expires.getTime()),
    types: subscription.types,
  };
}
