import { readBlobId, writeBlobId } from '../../../formats/object-id/blob-id.ts';
import { readBlob, upload } from '../../../services/emails/blobs.ts';
import { core } from '../capabilities.ts';
import type { SetError } from '../faults.ts';
import { accountOf, method } from '../method.ts';
import { id, listOf } from '../read.ts';
import { setErrorOf } from '../replies.ts';
import { checkSetSize, orNull } from '../standard/set.ts';

const shape = { fromAccountId: id, accountId: id, blobIds: listOf(id) };

/** Blob/copy: bytes of one account, to be used in another. rfc/8620#6.3 */
export const copy = method('Blob/copy', core, shape, async (args, context) => {
  checkSetSize({ create: null, update: null, destroy: args.blobIds });
  const from = await accountOf(context, args.fromAccountId, core, 'fromAccountNotFound');
  const copied = new Map<string, string>();
  const notCopied = new Map<string, SetError>();
  for (const blobId of new Set(args.blobIds)) {
    const name = readBlobId(blobId);
    const bytes = name === null ? null : await readBlob(context.house, from, name);
    if (bytes === null) notCopied.set(blobId, { type: 'notFound' });
    else if (from.accountId === context.access.accountId || name!.source.kind === 'upload') copied.set(blobId, blobId);
    else {
      try {
        const { hash } = await upload(context.house, context.actor, bytes);
        copied.set(blobId, writeBlobId({ source: { kind: 'upload', hash }, cuts: [] }));
      } catch (error) {
        const known = setErrorOf(error);
        if (known === null) throw error;
        notCopied.set(blobId, known);
      }
    }
  }
  const { fromAccountId, accountId } = args;
  return { fromAccountId, accountId, copied: orNull(copied), notCopied: orNull(notCopied) };
});
