import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { networkOf } from '../../formats/network/network.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { listenErrorFrom } from './listen-error.ts';

export type ListenOptions = {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /**
   * `implicit`: TLS from the first byte. `none`: plain, perhaps STARTTLS later. `either`: whichever the client begins with,
   * told apart by waiting up to `waitForHello` milliseconds for a TLS hello before the session speaks.
   */
  tls: 'implicit' | 'none' | 'either';
  waitForHello?: number;
  /** Asked at each handshake: a renewed certificate serves new connections and disturbs none. */
  secureContext: () => SecureContext;
  connection: ConnectionOptions;
  limits: { total: number; perNetwork: number };
  /** One session. The connection is closed when it ends, and destroyed if it throws. */
  onConnection: (connection: Connection) => Promise<void>;
  /** What a client beyond the limits is told where it can be told without a handshake; nothing when absent. */
  onLimit?: (limit: 'total' | 'perNetwork') => string;
  /** A session threw: a bug, to be logged loudly. Failed handshakes and vanished peers do not come here. */
  onFailure: (error: unknown, connection: Connection) => void;
};

export type Listener = {
  port: number;
  connections: ReadonlySet<Connection>;
  /**
   * Stops accepting, tells each session through `goodbye`, waits for them up to `grace` milliseconds, then cuts those left.
   */
  close(goodbye?: (connection: Connection) => void, grace?: number): Promise<void>;
};

/** Opens a port for a text protocol. Throws `ListenError` with a sentence for the administrator. */
export async function listenOn(options: ListenOptions): Promise<Listener> {
  const connections = new Set<Connection>();
  const perNetwork = new Map<string, number>();
  // A client may send its last commands and its FIN in one packet: it still gets the answers.
  const server = createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, accept);
  await listening(server, options);

  function accept(socket: Socket): void {
    const network = networkOf(socket.remoteAddress ?? '');
    const here = perNetwork.get(network) ?? 0;
    if (connections.size >= options.limits.total) turnAway(socket, 'total');
    else if (here >= options.limits.perNetwork) turnAway(socket, 'perNetwork');
    else admit(socket, network, here);
  }

  function admit(socket: Socket, network: string, here: number): void {
    perNetwork.set(network, here + 1);
    const connection = new Connection(socket, options.connection);
    connections.add(connection);
    socket.once('close', () => {
      connections.delete(connection);
      const left = perNetwork.get(network)! - 1;
      if (left === 0) perNetwork.delete(network);
      else perNetwork.set(network, left);
    });
    void serve(connection);
  }

  function turnAway(socket: Socket, limit: 'total' | 'perNetwork'): void {
    socket.on('error', () => {});
    const answer = options.tls === 'implicit' ? undefined : options.onLimit?.(limit);
    if (answer) socket.end(answer, () => socket.destroy());
    else socket.destroy();
  }

  async function serve(connection: Connection): Promise<void> {
    if (!(await secured(connection))) {
      connection.destroy();
      return;
    }
    try {
      await options.onConnection(connection);
      await connection.close();
    } catch (error) {
      connection.destroy();
      options.onFailure(error, connection);
    }
  }

  async function secured(connection: Connection): Promise<boolean> {
    if (options.tls === 'none') return true;
    if (options.tls === 'either' && (await connection.firstByte(options.waitForHello ?? 1000)) !== tlsHandshake)
      return true;
    return await connection.secure(options.secureContext()).then(
      () => true,
      () => false,
    );
  }

  return {
    port: (server.address() as AddressInfo).port,
    connections,
    async close(goodbye = connection => void connection.close(), grace = 0) {
      const closed = new Promise(resolve => server.close(resolve));
      for (const connection of connections) goodbye(connection);
      const cut = () => {
        for (const connection of connections) connection.destroy();
      };
      const timer = options.connection.timers.setTimeout(cut, grace, undefined);
      await closed;
      options.connection.timers.clearTimeout(timer);
    },
  };
}

/** The first byte of a TLS record that carries a handshake. */
const tlsHandshake = 0x16;

function listening(server: Server, { host, port }: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(listenErrorFrom(error, host, port)));
    server.listen({ host, port }, resolve);
  });
}
