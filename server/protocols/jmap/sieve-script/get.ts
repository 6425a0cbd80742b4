import { readScripts } from '../../../services/filters/change-scripts.ts';
import { sieve } from '../capabilities.ts';
import { method } from '../method.ts';
import { scriptName } from '../names.ts';
import { askedIds, askedProperties, getReply, getShape, pick } from '../standard/get.ts';
import { describeScript, scriptProperties } from './object.ts';

/** SieveScript/get. rfc/9661#2.3 */
export const get = method('SieveScript/get', sieve, getShape, async (args, context) => {
  const properties = askedProperties(args.properties, scriptProperties);
  const asked = args.ids === null ? null : askedIds(args.ids);
  const { state, scripts } = await readScripts(context.house, context.actor);
  const found = new Map(
    scripts.map(one => [scriptName(context, one.id), pick(describeScript(context, one), properties)]),
  );
  return getReply(args.accountId, state, asked, found);
});
