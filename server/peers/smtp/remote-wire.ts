/** Lines to and from a remote server, each with its patience. A remote may be slow, endless or mad: all is bounded. */
import type { Socket } from 'node:net';
import { connect as connectTls, type DetailedPeerCertificate, type SecureContext, type TLSSocket } from 'node:tls';
import { RemoteFailure, type RemoteReply, readRemoteReply, type TlsFault } from './remote-reply.ts';

const longestLine = 4096;
const mostLines = 200;
const longestChain = 10;

export type RemoteTls = {
  readonly protocol: string;
  readonly cipher: string;
  /** Its certificate proves its name, as authorities have it. */
  readonly verified: boolean;
  /** Why it does not; null where it does. */
  readonly fault: TlsFault | null;
  /** Certificates as they were shown, DER, the server's own first: read out when they are asked for. */
  readonly chain: () => readonly Buffer[];
};

export class RemoteWire {
  tls: RemoteTls | null = null;
  #socket: Socket;
  #received = '';
  #lines: string[] = [];
  #over: RemoteFailure | null = null;
  #wake = (): void => {};

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen(socket);
  }

  get usable(): boolean {
    return this.#over === null && !this.#socket.destroyed;
  }

  /** Bytes that came before they were asked for: after a reply, a well-behaved server has said nothing more. */
  get talkative(): boolean {
    return this.#received !== '' || this.#lines.length > 0;
  }

  send(data: string | Buffer): void {
    if (this.usable) this.#socket.write(data);
  }

  /** Sends what may be long, and waits until it has left. @throws RemoteFailure silent, gone */
  async sendAll(data: Buffer, patience: number): Promise<void> {
    const step = 256 * 1024;
    for (let from = 0; from < data.length; from += step) {
      const room = this.#socket.write(data.subarray(from, from + step));
      while (!room && this.#socket.writableNeedDrain && this.usable) await this.#event(patience);
    }
  }

  /** The next reply. @throws RemoteFailure */
  async reply(patience: number): Promise<RemoteReply> {
    for (;;) {
      const last = this.#lines.findIndex(line => !/^\d{3}-/.test(line));
      if (last >= 0) return readRemoteReply(this.#lines.splice(0, last + 1));
      if (this.#over !== null) throw this.#over;
      await this.#event(patience);
    }
  }

  /** Goes on under TLS; whether the name was proven is told, not demanded. @throws RemoteFailure tls */
  async secure(name: string, secureContext: SecureContext, patience: number): Promise<void> {
    const plain = this.#socket;
    plain.removeAllListeners();
    this.#received = '';
    this.#lines = [];
    const secured = connectTls({
      socket: plain,
      servername: name,
      rejectUnauthorized: false,
      secureContext,
    });
    await new Promise<void>((resolve, reject) => {
      const failed = (cause?: Error): void => {
        secured.on('error', () => {});
        secured.destroy();
        plain.destroy();
        reject(new RemoteFailure('tls', `TLS: ${cause?.message ?? 'interrupted'}`, cause));
      };
      const timer = setTimeout(failed, patience);
      secured.once('error', failed).once('close', failed);
      secured.once('secureConnect', () => {
        clearTimeout(timer);
        secured.off('error', failed).off('close', failed);
        resolve();
      });
      secured.once('close', () => clearTimeout(timer));
    });
    this.tls = {
      protocol: secured.getProtocol() ?? '',
      cipher: secured.getCipher().standardName,
      verified: secured.authorized,
      fault: secured.authorized ? null : faultOf(secured.authorizationError),
      chain: () => chainOf(secured),
    };
    this.#socket = secured;
    this.#listen(secured);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #listen(socket: Socket): void {
    socket.on('data', chunk => this.#take(chunk.toString('utf8')));
    socket.on('drain', () => this.#wake());
    const gone = (cause?: unknown): void => this.#end(new RemoteFailure('gone', 'The remote server left', cause));
    socket.on('end', () => gone()).on('close', () => gone());
    socket.on('error', gone);
  }

  #take(text: string): void {
    const lines = (this.#received + text).split('\n');
    this.#received = lines.pop()!;
    this.#lines.push(...lines.map(line => line.replace(/\r$/, '')));
    if (this.#received.length > longestLine || this.#lines.length > mostLines) {
      this.#end(new RemoteFailure('nonsense', 'The remote server talks without end'));
      this.#socket.destroy();
    }
    this.#wake();
  }

  #end(failure: RemoteFailure): void {
    this.#over ??= failure;
    this.#wake();
  }

  async #event(patience: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(() => {
      this.#end(new RemoteFailure('silent', 'The remote server fell silent'));
      this.#socket.destroy();
    }, patience);
    await promise;
    clearTimeout(timer);
  }
}

/** The reason node gives is an error code, whatever its type says. */
function faultOf(reason: unknown): TlsFault {
  const code = reason instanceof Error ? (reason as NodeJS.ErrnoException).code : reason;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'certificate-host-mismatch';
  return code === 'CERT_HAS_EXPIRED' ? 'certificate-expired' : 'certificate-not-trusted';
}

/** Each certificate followed by its issuer, as long as the peer showed one; the last one may be its own issuer. */
function chainOf(socket: TLSSocket): Buffer[] {
  const chain: Buffer[] = [];
  let one: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (one?.raw !== undefined && chain.length < longestChain && !chain.some(known => known.equals(one!.raw))) {
    chain.push(one.raw);
    one = one.issuerCertificate;
  }
  return chain;
}
