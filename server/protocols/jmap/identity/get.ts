import { readSignedIdentities } from '../../../services/sending/identities.ts';
import { submission } from '../capabilities.ts';
import { method } from '../method.ts';
import { identityName } from '../names.ts';
import { askedIds, askedProperties, getReply, getShape, pick } from '../standard/get.ts';
import { writeState } from '../states.ts';
import { describeIdentity, identityProperties } from './object.ts';

/** Identity/get. rfc/8621#6.1 */
export const get = method('Identity/get', submission, getShape, async (args, context) => {
  const properties = askedProperties(args.properties, identityProperties);
  const asked = args.ids === null ? null : askedIds(args.ids);
  const { modseq, identities } = await readSignedIdentities(context.house, context.actor);
  const found = new Map(
    identities.map(one => [identityName(context, one.id), pick(describeIdentity(context, one), properties)]),
  );
  return getReply(args.accountId, writeState(modseq), asked, found);
});
