import { mail } from '../capabilities.ts';
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
 * Email/copy, from another account. rfc/8621#4.7 A session has one account, so that there is none to copy from: the call
 * is read and answered as the RFC says.
 */
export const copy = method('Email/copy', mail, shape, async args => {
  if (args.fromAccountId === args.accountId)
    throw new MethodFault('invalidArguments', 'fromAccountId: the same account');
  throw new MethodFault('fromAccountNotFound');
});
