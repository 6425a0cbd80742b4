/** JMAP over a WebSocket: requests, responses and pushes on one connection. rfc/8887 */
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Actor } from '../../services/actor.ts';
import { readQuotaOf } from '../../services/emails/quota.ts';
import { type Pusher, startPush } from '../../services/push/state-changes.ts';
import { limits } from './capabilities.ts';
import { RequestFault } from './faults.ts';
import { InvalidArgument, listOf, nullable, plainObject, text } from './read.ts';
import { readJson } from './request.ts';
import type { Doorway } from './routes.ts';
import { readMoment } from './states.ts';

/** Octets waiting for a client past which no more of it is read, and nothing pushed. */
const patience = 4_000_000;
const pingMilliseconds = 60_000;

/** An upgrade goes through the routes of the web server like any request, so that its hooks see it too. */
export function webSocketRoute(scope: FastifyInstance, doorway: Doorway): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxSizeRequest,
    perMessageDeflate: false,
    handleProtocols: offered => (offered.has('jmap') ? 'jmap' : false),
  });
  const upgrades = new WeakMap<IncomingMessage, { socket: Duplex; head: Buffer; response: ServerResponse }>();

  scope.server.on('upgrade', (request, socket, head) => {
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as never);
    response.once('finish', () => socket.end());
    socket.on('error', () => socket.destroy());
    upgrades.set(request, { socket, head, response });
    scope.routing(request, response);
  });

  scope.get('/jmap/ws/', { exposeHeadRoute: false }, async (request, reply) => {
    const actor = await doorway.signIn(request);
    const upgrade = upgrades.get(request.raw);
    // A page of another site may open a WebSocket with the reader's cookie: the browser says whose page it is.
    const { origin } = request.headers;
    if (origin !== undefined && origin !== doorway.origin(request)) {
      throw new RequestFault('forbidden', 'This page is of another site.', { status: 403 });
    }
    const offered = String(request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/);
    if (upgrade === undefined || !offered.includes('jmap')) {
      reply.header('upgrade', 'websocket').header('connection', 'upgrade');
      throw new RequestFault('notRequest', 'This is a WebSocket of the subprotocol jmap.', { status: 426 });
    }
    let client: WebSocket | undefined;
    const closed = doorway.streams.open(actor, request, () => client?.close(1001));
    reply.hijack();
    upgrade.response.detachSocket(upgrade.socket as never);
    upgrade.socket.once('close', closed);
    sockets.handleUpgrade(request.raw, upgrade.socket, upgrade.head, opened => {
      client = opened;
      serve(doorway, actor, doorway.origin(request), opened);
    });
  });
}

function serve(doorway: Doorway, actor: Actor, origin: string, client: WebSocket): void {
  let pusher: Pusher | undefined;
  let alive = true;
  let busy = 0;
  const pinging = setInterval(() => {
    if (!alive) return client.terminate();
    alive = false;
    client.ping();
  }, pingMilliseconds);
  pinging.unref();

  client.on('pong', () => {
    alive = true;
  });
  client.on('error', () => client.terminate());
  client.on('close', () => {
    clearInterval(pinging);
    pusher?.stop();
  });
  client.on('message', (data, binary) => {
    if (binary) return client.close(1003, 'text only');
    busy += 1;
    if (busy >= limits.maxConcurrentRequests) client.pause();
    void take(data as Buffer).finally(() => {
      busy -= 1;
      if (client.readyState === client.OPEN) client.resume();
    });
  });

  /** Does one message. What it answers is written before more is read, where the client does not read. */
  async function take(data: Buffer): Promise<void> {
    let requestId: string | null = null;
    try {
      const message = plainObject(readJson(data), 'message');
      requestId = typeof message.id === 'string' ? message.id : null;
      await obey(message, requestId);
    } catch (error) {
      const fault = faultOf(error);
      if (fault === null) doorway.house.log.error('jmap-failed', { account: actor.accountId, error: error as Error });
      const problem = fault?.problem() ?? { type: 'about:blank', status: 500, detail: 'Something failed on our side.' };
      await send({ '@type': 'RequestError', requestId, ...problem });
    }
  }

  async function obey(message: Record<string, unknown>, requestId: string | null): Promise<void> {
    switch (message['@type']) {
      case 'Request': {
        const answer = await doorway.concurrency.request(actor.accountId, () => doorway.answer(actor, origin, message));
        return await send({ '@type': 'Response', ...(requestId === null ? {} : { requestId }), ...answer });
      }
      case 'WebSocketPushEnable':
        return await enablePush(message);
      case 'WebSocketPushDisable':
        return pusher?.stop();
      default:
        throw new RequestFault('notRequest', '@type is none of those a client sends.');
    }
  }

  async function enablePush(message: Record<string, unknown>): Promise<void> {
    const types = nullable(listOf(text))(message.dataTypes, 'dataTypes');
    const since = readMoment(nullable(text)(message.pushState, 'pushState') ?? '');
    pusher?.stop();
    pusher = startPush(doorway.house, actor, types === null ? null : new Set(types), (change, modseq) =>
      send({ ...change, pushState: String(modseq) }),
    );
    if (since !== null) pusher.catchUp(since.modseq, (await readQuotaOf(doorway.house, actor)).modseq);
  }

  /** Resolves when the client has read enough for more. */
  function send(message: object): Promise<void> {
    return new Promise(resolve => {
      if (client.readyState !== client.OPEN) return resolve();
      client.send(JSON.stringify(message), () => resolve());
      if (client.bufferedAmount < patience) resolve();
    });
  }
}

function faultOf(error: unknown): RequestFault | null {
  if (error instanceof RequestFault) return error;
  return error instanceof InvalidArgument ? new RequestFault('notRequest', error.message) : null;
}
