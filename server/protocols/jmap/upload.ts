import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { writeBlobId } from '../../formats/object-id/blob-id.ts';
import { upload } from '../../services/emails/blobs.ts';
import { reachAccount } from './method.ts';
import type { Doorway } from './routes.ts';

/** Uploads: any bytes, streamed to the store, named by their hash. rfc/8620#6.1 */
export function uploadRoute(scope: FastifyInstance, { house, concurrency, signIn }: Doorway): void {
  scope.register(async bytes => {
    bytes.removeAllContentTypeParsers();
    bytes.addContentTypeParser('*', (_request, body, done) => done(null, body));
    bytes.post('/jmap/upload/:accountId/', { bodyLimit: house.limits.messageBytes }, async (request, reply) => {
      const actor = await signIn(request);
      const { accountId } = request.params as { accountId: string };
      await reachAccount(house, actor, accountId);
      const body = (request.body as Readable | undefined) ?? request.raw;
      const { hash, size } = await concurrency.upload(actor.accountId, () => upload(house, actor, body));
      const blobId = writeBlobId({ source: { kind: 'upload', hash }, cuts: [] });
      const type = request.headers['content-type'] ?? 'application/octet-stream';
      return reply.code(201).header('cache-control', 'no-store').send({ accountId, blobId, type, size });
    });
  });
}
