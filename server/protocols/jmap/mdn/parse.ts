import { readReceipt } from '../../../formats/mdn/read.ts';
import { decodeText } from '../../../formats/message/decode.ts';
import { describeMessage } from '../../../formats/message/describe.ts';
import { leaves } from '../../../formats/message/part.ts';
import { readBlobId } from '../../../formats/object-id/blob-id.ts';
import { readBlob } from '../../../services/emails/blobs.ts';
import { findReceived } from '../../../services/sending/reports.ts';
import { limits, mdn } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { type Context, method } from '../method.ts';
import { emailName, resolveCreation } from '../names.ts';
import { id, idOrCreation, listOf } from '../read.ts';
import { describeReceipt } from './object.ts';

/** MDN/parse: what receipts say. rfc/9007#2.2 */
export const parse = method(
  'MDN/parse',
  mdn,
  { accountId: id, blobIds: listOf(idOrCreation) },
  async (args, context) => {
    if (args.blobIds.length > limits.maxObjectsInGet) throw new MethodFault('requestTooLarge');
    const parsed: Record<string, object> = {};
    const notParsable: string[] = [];
    const notFound: string[] = [];
    for (const given of new Set(args.blobIds)) {
      const blobId = resolveCreation(context, given);
      const name = blobId === null ? null : readBlobId(blobId);
      const bytes = name === null ? null : await readBlob(context.house, context.access, name);
      if (bytes === null) notFound.push(given);
      else {
        const described = await describe(context, bytes);
        if (described === null) notParsable.push(given);
        else parsed[given] = described;
      }
    }
    return {
      accountId: args.accountId,
      parsed: Object.keys(parsed).length === 0 ? null : parsed,
      notParsable: notParsable.length === 0 ? null : notParsable,
      notFound: notFound.length === 0 ? null : notFound,
    };
  },
);

async function describe(context: Context, bytes: Buffer): Promise<object | null> {
  const facts = describeMessage(bytes);
  const receipt = readReceipt(bytes, facts.structure);
  if (receipt === null) return null;
  const [...all] = leaves(facts.structure);
  const words = all.find(leaf => leaf.type === 'text');
  const about = await findReceived(context, context.access, receipt.originalMessageId);
  return {
    forEmailId: about === null ? null : emailName(context, about),
    subject: facts.subject,
    textBody: words === undefined ? null : decodeText(bytes, words),
    includeOriginalMessage: facts.structure.children?.some(child => child.message !== undefined) ?? false,
    ...describeReceipt(receipt),
  };
}
