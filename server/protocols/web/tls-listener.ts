/**
 * HTTPS under our own hand: each handshake asks for the certificate of the moment, so that a renewal needs no restart,
 * and connections are bounded in total and per network before any of them costs a handshake.
 */
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { networkOf } from '../../formats/network/network.ts';
import { listenErrorFrom } from '../wire/listen-error.ts';

export type TlsListenOptions = {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly secureContext: () => SecureContext;
  readonly limits: { readonly total: number; readonly perNetwork: number };
};

export type TlsListener = { readonly port: number; close(grace?: number): Promise<void> };

const handshakeMilliseconds = 10_000;

/** The HTTP server that Fastify serves; it listens nowhere itself. */
export function createUnboundServer(handler: RequestListener): Server {
  const server = createHttpServer(
    { headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 65_000 },
    handler,
  );
  server.maxHeadersCount = 60;
  return server;
}

/** Opens the port and hands each secured connection to `http`. @throws ListenError */
export async function listenTls(http: Server, options: TlsListenOptions): Promise<TlsListener> {
  const sockets = new Set<Socket>();
  const perNetwork = new Map<string, number>();
  const doorway = createServer({ noDelay: true, keepAlive: true }, accept);

  function accept(socket: Socket): void {
    const network = networkOf(socket.remoteAddress ?? '');
    const here = perNetwork.get(network) ?? 0;
    if (sockets.size >= options.limits.total || here >= options.limits.perNetwork) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    perNetwork.set(network, here + 1);
    socket.once('close', () => {
      sockets.delete(socket);
      const left = perNetwork.get(network)! - 1;
      if (left === 0) perNetwork.delete(network);
      else perNetwork.set(network, left);
    });
    secure(socket);
  }

  function secure(socket: Socket): void {
    const tls = new TLSSocket(socket, {
      isServer: true,
      secureContext: options.secureContext(),
      ALPNProtocols: ['http/1.1'],
    });
    const late = setTimeout(() => socket.destroy(), handshakeMilliseconds);
    // A scanner, or a client that gave up: nothing to say to it, nothing to log.
    tls.on('error', () => socket.destroy());
    socket.once('close', () => clearTimeout(late));
    tls.once('secure', () => {
      clearTimeout(late);
      http.emit('connection', tls);
    });
  }

  await new Promise<void>((resolve, reject) => {
    doorway.once('error', error => reject(listenErrorFrom(error, options.host, options.port)));
    doorway.listen({ host: options.host, port: options.port }, resolve);
  });
  // Node starts watching over slow requests when a server says that it listens; this one does so through the doorway.
  http.emit('listening');

  return {
    port: (doorway.address() as AddressInfo).port,
    async close(grace = 0) {
      const closed = new Promise(resolve => doorway.close(resolve));
      http.close(() => {});
      http.closeIdleConnections();
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, grace);
      await closed;
      clearTimeout(cut);
    },
  };
}
