import { createHash } from 'node:crypto';
import { readBlobId } from '../../../formats/object-id/blob-id.ts';
import { readBlob } from '../../../services/emails/blobs.ts';
import { blob } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { resolveCreation } from '../names.ts';
import { id, idOrCreation, listOf, nullable, text, unsigned } from '../read.ts';
import { askedIds } from '../standard/get.ts';

const shape = {
  accountId: id,
  ids: listOf(idOrCreation),
  properties: nullable(listOf(text)),
  offset: nullable(unsigned),
  length: nullable(unsigned),
};

const known = ['data:asText', 'data:asBase64', 'data', 'digest:sha', 'digest:sha-256', 'size', 'id'];

/** Blob/get: bytes within the response, as text where they are text. rfc/9404#4.2 */
export const get = method('Blob/get', blob, shape, async (args, context) => {
  const properties = args.properties ?? ['data', 'size'];
  const unknown = properties.find(property => !known.includes(property));
  if (unknown !== undefined) throw new MethodFault('invalidArguments', `properties: ${unknown} is not known here`);
  const list: object[] = [];
  const notFound: string[] = [];
  for (const given of askedIds(args.ids)) {
    const blobId = resolveCreation(context, given);
    const name = blobId === null ? null : readBlobId(blobId);
    const bytes = name === null ? null : await readBlob(context.house, context.access, name);
    if (bytes === null) notFound.push(given);
    else list.push(describe(blobId!, bytes, properties, args.offset ?? 0, args.length));
  }
  return { accountId: args.accountId, list, notFound };
});

function describe(
  id: string,
  bytes: Buffer,
  properties: readonly string[],
  offset: number,
  length: number | null,
): object {
  const part = bytes.subarray(offset, length === null ? undefined : offset + length);
  const described: Record<string, unknown> = { id };
  const asked = new Set(properties);
  const string = decodeUtf8(part);
  const asText = asked.has('data:asText') || (asked.has('data') && string !== null);
  if (asText) described['data:asText'] = string;
  if (asked.has('data:asText') && string === null) described.isEncodingProblem = true;
  if (asked.has('data:asBase64') || (asked.has('data') && string === null))
    described['data:asBase64'] = part.toString('base64');
  for (const algorithm of ['sha', 'sha-256']) {
    if (!asked.has(`digest:${algorithm}`)) continue;
    described[`digest:${algorithm}`] = createHash(algorithm === 'sha' ? 'sha1' : 'sha256')
      .update(part)
      .digest('base64');
  }
  if (asked.has('size')) described.size = bytes.length;
  if (offset > bytes.length || (length !== null && offset + length > bytes.length)) described.isTruncated = true;
  return described;
}

function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The one error possible: the bytes are not UTF-8.
    return null;
  }
}
