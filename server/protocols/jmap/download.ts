import type { FastifyInstance, FastifyReply } from 'fastify';
import { readBlobId } from '../../formats/object-id/blob-id.ts';
import { readBlob } from '../../services/emails/blobs.ts';
import { RequestFault } from './faults.ts';
import { reachAccount } from './method.ts';
import type { Doorway } from './routes.ts';

/** The name is all that follows, however long a file's name may be. */
type Place = { accountId: string; blobId: string; '*': string };

/** Downloads, whole or in ranges; a blob never changes, so that any copy of it is good for ever. rfc/8620#6.2 */
export function downloadRoute(scope: FastifyInstance, { house, signIn }: Doorway): void {
  scope.get('/jmap/download/:accountId/:blobId/*', async (request, reply) => {
    const actor = await signIn(request);
    const { accountId, blobId, '*': name } = request.params as Place;
    const { accept } = request.query as { accept?: unknown };
    const access = await reachAccount(house, actor, accountId);
    const named = readBlobId(blobId);
    const bytes = named === null ? null : await readBlob(house, access, named);
    if (bytes === null) throw new RequestFault('notFound', 'No such blob.', { status: 404 });
    reply.headers({
      'content-type': mediaType(accept),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`,
      'cache-control': 'private, immutable, max-age=31536000',
      etag: `"${blobId}"`,
      'accept-ranges': 'bytes',
      // A letter must not become a page of ours, whatever type its sender gave it.
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
    if (request.headers['if-none-match'] === `"${blobId}"`) return reply.code(304).send();
    const { range, 'if-range': ifRange } = request.headers;
    if (range === undefined || (ifRange !== undefined && ifRange !== `"${blobId}"`)) return reply.send(bytes);
    return sendRange(reply, bytes, range);
  });
}

/** One range is answered as such; several, or what is no range, with the whole, as any server may. rfc/9110#14.2 */
function sendRange(reply: FastifyReply, bytes: Buffer, range: string): FastifyReply {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range) ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return reply.send(bytes);
  const from = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes.length : Math.min(bytes.length, Number(last) + 1);
  if (first !== '' && last !== '' && Number(last) < from) return reply.send(bytes);
  if (from >= bytes.length || from >= to) {
    return reply.code(416).header('content-range', `bytes */${bytes.length}`).send('');
  }
  const part = bytes.subarray(from, to);
  return reply
    .code(206)
    .header('content-range', `bytes ${from}-${to - 1}/${bytes.length}`)
    .send(part);
}

function mediaType(asked: unknown): string {
  const known =
    typeof asked === 'string' && /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(?:; ?charset=[\w-]{1,40})?$/.test(asked);
  return known ? asked : 'application/octet-stream';
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
