import { contacts } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { bool, defaulted, id, mapOf, nullable, plainObject, text } from '../read.ts';

const shape = {
  fromAccountId: id,
  ifFromInState: nullable(text),
  accountId: id,
  ifInState: nullable(text),
  create: mapOf(id, plainObject),
  onSuccessDestroyOriginal: defaulted(bool, false),
  destroyFromIfInState: nullable(text),
};

/**
 * ContactCard/copy, from another account. rfc/9610#3.6 Contacts belong to one person and are shared with nobody, so that
 * there is no other account to copy from: the call is read and answered as the RFC says.
 */
export const copy = method('ContactCard/copy', contacts, shape, async args => {
  if (args.fromAccountId === args.accountId)
    throw new MethodFault('invalidArguments', 'fromAccountId: the same account');
  throw new MethodFault('fromAccountNotFound');
});
