import { sieve } from '../capabilities.ts';
import { MethodFault, SetFault } from '../faults.ts';
import { method } from '../method.ts';
import { id, idOrCreation } from '../read.ts';
import { readScriptText } from './object.ts';

/** SieveScript/validate: what is wrong with a script, which is not kept. rfc/9661#2.6 */
export const validate = method(
  'SieveScript/validate',
  sieve,
  { accountId: id, blobId: idOrCreation },
  async (args, context) => {
    try {
      await readScriptText(context, args.blobId, '');
      return { accountId: args.accountId, error: null };
    } catch (error) {
      if (!(error instanceof SetFault)) throw error;
      if (error.error.type === 'blobNotFound') throw new MethodFault('invalidArguments', 'blobId: no such blob');
      return { accountId: args.accountId, error: error.error };
    }
  },
);
