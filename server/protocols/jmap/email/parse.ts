import { describeMessage } from '../../../formats/message/describe.ts';
import { readBlobId } from '../../../formats/object-id/blob-id.ts';
import { readBlob } from '../../../services/emails/blobs.ts';
import { limits, mail } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { resolveCreation } from '../names.ts';
import { id, idOrCreation, listOf } from '../read.ts';
import {
  contentShape,
  describeContent,
  messageBlobId,
  readAsked,
  storedProperties,
  usualProperties,
} from './object.ts';

const usual = usualProperties.filter(property => !(storedProperties as readonly string[]).includes(property));

/** Email/parse: a message that is only a blob, as one forwarded within another. rfc/8621#4.9 */
export const parse = method(
  'Email/parse',
  mail,
  { accountId: id, blobIds: listOf(idOrCreation), ...contentShape },
  async (args, context) => {
    if (args.blobIds.length > limits.maxObjectsInGet) throw new MethodFault('requestTooLarge');
    const asked = readAsked(args, usual);
    const parsed: Record<string, object> = {};
    const notParsable: string[] = [];
    const notFound: string[] = [];
    for (const given of new Set(args.blobIds)) {
      const blobId = resolveCreation(context, given);
      const blob = blobId === null ? null : readBlobId(blobId);
      const bytes = blob === null ? null : await readBlob(context.house, context.access, blob);
      if (bytes === null || blob === null) notFound.push(given);
      else if (!looksLikeMessage(bytes)) notParsable.push(given);
      else {
        const facts = describeMessage(bytes);
        const described = describeContent({ ...facts, trace: '', bytes, blob }, asked);
        parsed[given] = { ...nothingStored(asked.properties, messageBlobId(blob), bytes.length), ...described };
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

/** Any bytes can be read as a message; what has not one header field is none. */
function looksLikeMessage(bytes: Buffer): boolean {
  return /^(?:From [^\n]*\r?\n)?[!-9;-~]+[ \t]*:/.test(bytes.toString('latin1', 0, 2000));
}

/** Asked all the same, they are null: the message is in no mailbox. */
function nothingStored(asked: ReadonlySet<string>, blobId: string, size: number): Record<string, unknown> {
  const values: Record<string, unknown> = {
    id: null,
    blobId,
    threadId: null,
    mailboxIds: null,
    keywords: null,
    size,
    receivedAt: null,
  };
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'id' && asked.has(name)));
}
