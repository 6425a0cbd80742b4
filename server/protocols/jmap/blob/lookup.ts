import { readBlobId } from '../../../formats/object-id/blob-id.ts';
import type { EmailId } from '../../../model/email.ts';
import { readBlob } from '../../../services/emails/blobs.ts';
import { blob } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { type Context, method } from '../method.ts';
import { emailName, mailboxName, threadName } from '../names.ts';
import { id, listOf, text } from '../read.ts';
import { askedIds } from '../standard/get.ts';

const types = ['Email', 'Thread', 'Mailbox'];

/** Blob/lookup: which emails, threads and mailboxes hold a blob. rfc/9404#4.3 */
export const lookup = method(
  'Blob/lookup',
  blob,
  { accountId: id, typeNames: listOf(text), ids: listOf(id) },
  async (args, context) => {
    const unknown = args.typeNames.find(type => !types.includes(type));
    if (unknown !== undefined) throw new MethodFault('unknownDataType', unknown);
    const catalogue = await context.catalogues.open(context.access);
    const list: object[] = [];
    const notFound: string[] = [];
    for (const blobId of askedIds(args.ids)) {
      const emailId = emailOf(context, blobId);
      const place = emailId === null ? undefined : catalogue.placeOf(emailId);
      if (place === undefined) {
        // What no email holds, an upload, a script or the photo of a card, is there and is of none of these types.
        const name = emailId === null ? readBlobId(blobId) : null;
        const bytes = name === null ? null : await readBlob(context.house, context.access, name);
        if (bytes === null) notFound.push(blobId);
        else list.push({ id: blobId, matchedIds: Object.fromEntries(args.typeNames.map(type => [type, []])) });
        continue;
      }
      const all: Record<string, string[]> = {
        Email: [emailName(context, emailId!)],
        Thread: [threadName(context, catalogue.threadIds[place]!)],
        Mailbox: catalogue.mailboxesAt(place).map(mailboxId => mailboxName(context, mailboxId)),
      };
      list.push({ id: blobId, matchedIds: Object.fromEntries(args.typeNames.map(type => [type, all[type]])) });
    }
    return { accountId: args.accountId, list, notFound };
  },
);

/** A blob says itself of which email it is. */
function emailOf({ access }: Context, blobId: string): EmailId | null {
  const source = readBlobId(blobId)?.source;
  return source?.kind === 'email' && source.accountId === access.accountId ? (source.emailId as EmailId) : null;
}
