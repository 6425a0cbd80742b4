import { core } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { id, listOf } from '../read.ts';

/** Blob/copy, from another account: a session has one. rfc/8620#6.3 */
export const copy = method('Blob/copy', core, { fromAccountId: id, accountId: id, blobIds: listOf(id) }, async args => {
  if (args.fromAccountId !== args.accountId) throw new MethodFault('fromAccountNotFound');
  return {
    fromAccountId: args.fromAccountId,
    accountId: args.accountId,
    copied: Object.fromEntries(args.blobIds.map(blobId => [blobId, blobId])),
    notCopied: null,
  };
});
