import { readBlobId, writeBlobId } from '../../../formats/object-id/blob-id.ts';
import { upload as keep, readBlob } from '../../../services/emails/blobs.ts';
import { blob, blobLimits } from '../capabilities.ts';
import { invalidProperties, SetFault } from '../faults.ts';
import { type Context, method } from '../method.ts';
import { resolveCreation } from '../names.ts';
import { id, listOf, mapOf, nullable, plainObject, text, unsigned } from '../read.ts';
import { checkSetSize, orNull, SetOutcome } from '../standard/set.ts';

/** Blob/upload: bytes given in the request, and pieces of other blobs, joined. rfc/9404#4.1 */
export const upload = method(
  'Blob/upload',
  blob,
  { accountId: id, create: mapOf(id, plainObject) },
  async (args, context) => {
    checkSetSize({ create: args.create, update: null, destroy: null });
    const outcome = new SetOutcome(context);
    for (const [creationId, given] of args.create) {
      await outcome.create(creationId, async () => {
        const { data, type, ...wrong } = given;
        if (Object.keys(wrong).length > 0) throw invalidProperties(Object.keys(wrong));
        const sources = listOf(plainObject)(data, 'data');
        if (sources.length > blobLimits.maxDataSources)
          throw invalidProperties(['data'], `At most ${blobLimits.maxDataSources}.`);
        const pieces: Buffer[] = [];
        for (const [index, source] of sources.entries())
          pieces.push(await readSource(context, source, `data/${index}`));
        const { hash, size } = await keep(context.house, context.actor, Buffer.concat(pieces));
        return {
          id: writeBlobId({ source: { kind: 'upload', hash }, cuts: [] }),
          type: nullable(text)(type, 'type') ?? 'application/octet-stream',
          size,
        };
      });
    }
    return { accountId: args.accountId, created: orNull(outcome.created), notCreated: orNull(outcome.notCreated) };
  },
);

async function readSource(context: Context, source: Record<string, unknown>, path: string): Promise<Buffer> {
  const kinds = ['data:asText', 'data:asBase64', 'blobId'].filter(name => source[name] != null);
  if (kinds.length !== 1) throw invalidProperties([path], 'One of data:asText, data:asBase64, blobId.');
  if (kinds[0] === 'data:asText') return Buffer.from(text(source['data:asText'], path));
  if (kinds[0] === 'data:asBase64') return decodeBase64(text(source['data:asBase64'], path), path);
  const blobId = text(source.blobId, `${path}/blobId`);
  const resolved = resolveCreation(context, blobId);
  const name = resolved === null ? null : readBlobId(resolved);
  const bytes = name === null ? null : await readBlob(context.house, context.access, name);
  if (bytes === null) throw new SetFault('blobNotFound', { notFound: [blobId] });
  const offset = nullable(unsigned)(source.offset, `${path}/offset`) ?? 0;
  const length = nullable(unsigned)(source.length, `${path}/length`) ?? bytes.length - offset;
  if (length < 0 || offset + length > bytes.length) throw invalidProperties([path], 'Past the end of the blob.');
  return bytes.subarray(offset, offset + length);
}

function decodeBase64(encoded: string, path: string): Buffer {
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== encoded.replace(/=+$/, ''))
    throw invalidProperties([path], 'Not base64.');
  return bytes;
}
