/**
 * JMAP over HTTPS: RFC 8620 (core), 8621 (mail), 8887 (WebSocket), 9007 (receipts), 9404 (blobs), 9425 (quota), 9661
 * (Sieve), 9670 (sharing), 9749 (VAPID of web push). Accounts are one's own, and those of others as far as their access
 * lists let: `context.access` says which a call is about, services ask the rights. Beside the resources this folder holds
 * one folder an object and one file a method; a method reads its arguments, asks services and writes what the RFC names.
 * States are the account's modseq, so that what IMAP does and what JMAP does are one history.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { writeAccountId } from '../../formats/object-id/object-id.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../services/actor.ts';
import { createCatalogues } from '../../services/emails/catalogues.ts';
import type { House } from '../../services/house.ts';
import { listShares, ownAccess } from '../../services/mailboxes/access.ts';
import { type Authenticate, authenticate } from './authenticate.ts';
import { limits } from './capabilities.ts';
import { createConcurrency } from './concurrency.ts';
import { downloadRoute } from './download.ts';
import { eventSourceRoute } from './event-source.ts';
import { RequestFault } from './faults.ts';
import { methods } from './methods.ts';
import { readJson, readRequest, runRequest } from './request.ts';
import { describeSession } from './session.ts';
import { createStreams, type Streams } from './streams.ts';
import { uploadRoute } from './upload.ts';
import { webSocketRoute } from './web-socket.ts';

export type JmapOptions = {
  /** Tried before Basic. */
  readonly authenticate?: Authenticate;
  /** Origin of the URLs told to clients, where it is not that of the request. */
  readonly origin?: string;
};

/** What the routes share. */
export type Doorway = {
  readonly house: House;
  readonly concurrency: ReturnType<typeof createConcurrency>;
  readonly streams: Streams;
  /** @throws RequestFault, Refusal */
  signIn(request: FastifyRequest): Promise<Actor>;
  origin(request: FastifyRequest): string;
  /** Does a request of the API, from whatever transport. */
  answer(actor: Actor, origin: string, json: unknown): Promise<object>;
};

/** Adds every resource of JMAP to a web server. */
export function jmapRoutes(app: FastifyInstance, house: House, options: JmapOptions = {}): void {
  app.register(async scope => {
    const doorway = openDoorway(scope, house, options);
    readBytesOnly(scope);
    answerFaults(scope);
    scope.get('/.well-known/jmap', async (request, reply) => {
      const actor = await doorway.signIn(request);
      const session = describeSession(house, actor, await listShares(house, actor), doorway.origin(request));
      return reply.header('cache-control', 'no-cache, no-store, must-revalidate').send(session);
    });
    scope.post('/jmap/api/', { bodyLimit: limits.maxSizeRequest }, async (request, reply) => {
      const actor = await doorway.signIn(request);
      const json = readJson(request.body as Buffer);
      const answer = await doorway.concurrency.request(actor.accountId, () =>
        doorway.answer(actor, doorway.origin(request), json),
      );
      return reply.header('cache-control', 'no-store').type('application/json').send(answer);
    });
    uploadRoute(scope, doorway);
    downloadRoute(scope, doorway);
    eventSourceRoute(scope, doorway);
    webSocketRoute(scope, doorway);
  });
}

function openDoorway(scope: FastifyInstance, house: House, options: JmapOptions): Doorway {
  const catalogues = createCatalogues(house);
  const signIn = async (request: FastifyRequest): Promise<Actor> => {
    const actor = await authenticate(house, request, options.authenticate);
    if (actor === null) throw new Refusal('bad-credentials');
    return actor;
  };
  return {
    house,
    concurrency: createConcurrency(),
    streams: createStreams(scope, signIn),
    signIn,
    origin: request => options.origin ?? `${request.protocol}://${request.host}`,
    async answer(actor, origin, json) {
      const { capabilities, state } = describeSession(house, actor, await listShares(house, actor), origin);
      const request = readRequest(json, capabilities);
      const context = {
        house,
        catalogues,
        actor,
        access: ownAccess(actor),
        accountId: writeAccountId(actor.accountId),
      };
      return await runRequest(request, methods, context, {
        state,
        failed: (method, error) =>
          house.log.error('jmap-failed', { method, account: actor.accountId, error: error as Error }),
      });
    },
  };
}

/** Bodies are read as bytes: JSON is ours to check, uploads are streams. */
function readBytesOnly(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** What is ours is answered in JMAP's words; the rest is a bug, or a refusal of the server around, which answers it. */
function answerFaults(scope: FastifyInstance): void {
  scope.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof Refusal) return answerRefusal(error, request, reply);
    const fault = error instanceof RequestFault ? error : frameworkFault(error);
    if (fault === null) throw error;
    return sendProblem(reply, fault.problem());
  });
}

function answerRefusal(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const statuses: Partial<Record<Refusal['reason'], number>> = {
    'bad-credentials': 401,
    'slow-down': 429,
    'too-many-connections': 429,
    'message-too-large': 413,
    unavailable: 503,
    'over-quota': 507,
    'disk-full': 507,
  };
  const status = statuses[refusal.reason] ?? 403;
  // A page of ours says in words that its session is over: a browser that is challenged asks with a window of its own.
  const byPage = request.headers['sec-fetch-site'] !== undefined;
  if (status === 401 && !byPage) reply.header('www-authenticate', 'Basic realm="Vaguemestre", charset="UTF-8"');
  const limit = refusal.reason === 'message-too-large' ? 'maxSizeUpload' : undefined;
  const type = limit === undefined ? 'about:blank' : 'urn:ietf:params:jmap:error:limit';
  return sendProblem(reply, { type, status, detail: refusal.message, ...(limit === undefined ? {} : { limit }) });
}

/** What the web server itself refuses before we are asked. */
function frameworkFault(error: Error & { statusCode?: number }): RequestFault | null {
  if (error.statusCode === 413) {
    return new RequestFault('limit', `At most ${limits.maxSizeRequest} octets.`, {
      limit: 'maxSizeRequest',
      status: 413,
    });
  }
  if (error.statusCode === 415) return new RequestFault('notJSON', 'The content type is not application/json.');
  if (error.statusCode !== undefined && error.statusCode < 500) return new RequestFault('notRequest', error.message);
  return null;
}

function sendProblem(
  reply: FastifyReply,
  problem: { type: string; status: number; detail: string; limit?: string },
): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
