/**
 * What the text protocols (IMAP, SMTP, LMTP, ManageSieve) share; nothing here knows of mail. `listen.ts` opens ports and makes
 * connections, `connection.ts` is one of them, `line-reader.ts` and `byte-queue.ts` are its pure inside, `sasl.ts` the sign-in
 * exchanges. Invariants: what a peer can make us keep is bounded in both directions; an idle connection holds no buffer;
 * nothing read before a TLS handshake is believed after it.
 */
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type SecureContext, TLSSocket } from 'node:tls';
import { plainAddress } from '../../formats/network/network.ts';
import { DeflatedStream } from './deflated.ts';
import { type LineEnding, LineReader } from './line-reader.ts';
import type { Timers } from './timers.ts';
import { WireError } from './wire-error.ts';

export type ConnectionOptions = {
  lineEnding: LineEnding;
  timers: Timers;
  /** Milliseconds without a byte received after which a read fails with `idle`. May be changed later: `idleLimit`. */
  idleLimit: number;
  /** Milliseconds `drain` waits for the peer to read before the connection is destroyed as `slow-reader`. */
  outputLimit: number;
  /** Bytes waiting to be sent beyond which the connection is destroyed as `slow-reader`. Default 16 MB. */
  maxOutput?: number;
};

/** What TLS agreed on. */
export type TlsInfo = {
  protocol: string;
  cipher: string;
  reused: boolean;
};

/** Received bytes beyond which the peer is no longer listened to until they are read. */
const highWater = 64 * 1024;
/** Characters and bytes gathered before they are handed to the socket. */
const flushAt = 64 * 1024;
const defaultMaxOutput = 16 * 1024 * 1024;
const handshakeLimit = 30_000;
/** The connection a socket belongs to. */
const owner = Symbol('connection');
type Owned = Duplex & { [owner]?: Connection };
/** How long a closed connection may take to read its last answer. */
const lingerLimit = 2000;

/**
 * One connection of a text protocol: lines and counted bytes in, text and bytes out, TLS before or on the way.
 *
 * One reader at a time. Reading: `takeLine` gives a line at once if it is there, `readLine` waits for it; a session says
 * `connection.takeLine(max) ?? (await connection.readLine(max))`, so that pipelined commands cost no promise. Writing only
 * gathers; what was gathered leaves in one piece when the reader has to wait, or at the end of the turn of the event loop.
 */
export class Connection {
  readonly remoteAddress: string;
  readonly localPort: number;
  /** Milliseconds; see `ConnectionOptions`. */
  idleLimit: number;
  readonly #options: ConnectionOptions;
  readonly #reader: LineReader;
  /** What bytes go through; `#transport` is the socket under it. */
  #socket: Duplex;
  #transport: Socket;
  #ended = false;
  #closing = false;
  #failure: WireError | undefined;
  /** Wake whoever waits for bytes, for room to write. */
  #wakeReader: (() => void) | undefined;
  #wakeWriter: (() => void) | undefined;
  #text = '';
  #gathered: Buffer[] | undefined;
  #gatheredBytes = 0;
  #flushPlanned = false;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#transport = socket;
    this.#options = options;
    this.#reader = new LineReader(options.lineEnding);
    this.idleLimit = options.idleLimit;
    this.remoteAddress = plainAddress(socket.remoteAddress ?? '');
    this.localPort = socket.localPort ?? 0;
    this.#listen(socket);
  }

  /** True once nothing more will come nor go. */
  get closed(): boolean {
    return this.#socket.destroyed || this.#closing;
  }

  /** Bytes received and not read: a client that talks before its turn is seen here. */
  get buffered(): number {
    return this.#reader.queue.length;
  }

  get tls(): TlsInfo | undefined {
    const socket = this.#transport;
    if (!(socket instanceof TLSSocket)) return undefined;
    return {
      protocol: socket.getProtocol() ?? '',
      cipher: socket.getCipher()?.standardName ?? '',
      reused: socket.isSessionReused(),
    };
  }

  /** The `tls-exporter` channel binding, for SCRAM-…-PLUS rfc/9266; TLS 1.3 only, where it is always unique. */
  channelBinding(): Buffer | undefined {
    const socket = this.#transport;
    if (!(socket instanceof TLSSocket) || socket.getProtocol() !== 'TLSv1.3') return undefined;
    return socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0));
  }

  /** The next line without its ending if it is already here. Throws `line-too-long` or `bare-line-feed` in its place. */
  takeLine(max: number): Buffer | undefined {
    const line = this.#reader.takeLine(max);
    this.#listenAgain();
    return line;
  }

  /** The next line without its ending; null when the peer has ended. Throws as `takeLine`, or `idle`. */
  async readLine(max: number): Promise<Buffer | null> {
    for (;;) {
      const line = this.takeLine(max);
      if (line) return line;
      if (!(await this.#moreBytes())) return null;
    }
  }

  /** Whatever has come, at most `max` bytes; null when the peer has ended. For data that no count announces. */
  async readSome(max = highWater): Promise<Buffer | null> {
    while (this.buffered === 0) if (!(await this.#moreBytes())) return null;
    const bytes = this.#reader.queue.take(max);
    this.#listenAgain();
    return bytes;
  }

  /** Puts back what `readSome` gave too much. */
  unread(bytes: Buffer): void {
    if (bytes.length > 0) this.#reader.queue.unshift(bytes);
  }

  /** Exactly `count` bytes in one piece. The caller bounds `count`. Throws `closed` when the peer ends before. */
  async readExactly(count: number): Promise<Buffer> {
    const first = this.buffered >= count ? this.#reader.queue.take(count) : undefined;
    if (first) {
      this.#listenAgain();
      return first;
    }
    const pieces: Buffer[] = [];
    for await (const piece of this.readStream(count)) pieces.push(piece);
    return Buffer.concat(pieces, count);
  }

  /**
   * `count` bytes as they come; the peer is held back while the consumer is busy. Leaving the loop early skips the rest, so
   * that what follows is read as what it is. Throws `closed` when the peer ends before.
   */
  async *readStream(count: number): AsyncGenerator<Buffer, void, void> {
    let left = count;
    try {
      while (left > 0) {
        const piece = await this.readSome(left);
        if (!piece) {
          left = 0;
          throw new WireError('closed');
        }
        left -= piece.length;
        yield piece;
      }
    } finally {
      while (left > 0) {
        const skipped = await this.readSome(left);
        left = skipped ? left - skipped.length : 0;
      }
    }
  }

  /** Gathers text (sent as UTF-8) or bytes for sending. After the end it does nothing. */
  write(data: string | Buffer): void {
    if (this.closed || data.length === 0) return;
    if (typeof data === 'string') this.#text += data;
    else {
      this.#gatherText();
      this.#gather(data);
    }
    const waiting = this.#text.length + this.#gatheredBytes;
    if (waiting >= flushAt) this.flush();
    else if (!this.#flushPlanned) {
      this.#flushPlanned = true;
      setImmediate(flushPlanned, this);
    }
    if (this.#socket.writableLength > (this.#options.maxOutput ?? defaultMaxOutput)) this.#fail('slow-reader');
  }

  /** Hands everything gathered to the socket at once. */
  flush(): void {
    this.#flushPlanned = false;
    this.#gatherText();
    const pieces = this.#gathered;
    if (!pieces) return;
    this.#gathered = undefined;
    this.#gatheredBytes = 0;
    if (this.#socket.destroyed) return;
    if (pieces.length === 1) this.#socket.write(pieces[0]!);
    else {
      this.#socket.cork();
      for (const piece of pieces) this.#socket.write(piece);
      this.#socket.uncork();
    }
  }

  /** True when so much waits to be sent that one should `await drain()` before writing more. */
  get congested(): boolean {
    return this.#socket.writableNeedDrain;
  }

  /** Waits until the peer has read enough. Throws `slow-reader` past the limit, `closed` if it goes away. */
  async drain(): Promise<void> {
    this.flush();
    while (this.congested) {
      if (this.#socket.destroyed) break;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wakeWriter = resolve;
      const timer = this.#options.timers.setTimeout(failSlowReader, this.#options.outputLimit, this);
      await promise;
      this.#options.timers.clearTimeout(timer);
    }
    if (this.#failure) throw this.#failure;
    if (this.#socket.destroyed) throw new WireError('closed');
  }

  /**
   * Sends `reply`, then goes on under TLS. What the peer sent before the handshake is thrown away: were it kept, a stranger in
   * the middle could put commands into the protected session. rfc/3207#6, rfc/9051#6.2.1. Throws `tls`.
   */
  async startTls(context: SecureContext, reply: string | Buffer): Promise<void> {
    this.write(reply);
    this.flush();
    this.#reader.clear();
    while (this.#socket.read() !== null);
    await this.#upgrade(context);
  }

  /** Sends `reply`, then goes on compressed both ways; what the peer has sent already counts as compressed. rfc/4978 */
  compress(reply: string | Buffer): void {
    this.write(reply);
    this.flush();
    this.#stopListening();
    const early = this.#reader.queue.take(this.buffered);
    this.#socket = new DeflatedStream(this.#socket, early);
    this.#listen(this.#socket);
  }

  /** TLS from the first byte; bytes already in the socket's own buffer belong to the handshake. Throws `tls`. */
  async secure(context: SecureContext): Promise<void> {
    await this.#upgrade(context);
  }

  /** Waits up to `milliseconds` for the first byte, without consuming it. Undefined when the peer stays silent. */
  async firstByte(milliseconds: number): Promise<number | undefined> {
    if (this.buffered === 0) {
      const timer = this.#options.timers.setTimeout(wakeReader, milliseconds, this);
      await this.#nextEvent();
      this.#options.timers.clearTimeout(timer);
    }
    const bytes = this.#reader.queue.take(this.buffered);
    this.unread(bytes);
    return bytes[0];
  }

  /**
   * Sends what is gathered, says the end, and frees everything once the peer has taken it, or after two seconds. What the
   * peer still sends is read and thrown away meanwhile: closing over unread bytes would reset the connection and could take
   * the last answer with it.
   */
  async close(): Promise<void> {
    this.flush();
    this.#closing = true;
    this.#reader.clear();
    this.#wakeReader?.();
    if (this.#socket.closed) return;
    const timer = this.#options.timers.setTimeout(destroySocket, lingerLimit, this);
    const gone = new Promise(resolve => this.#socket.once('close', resolve));
    this.#socket.end();
    this.#socket.resume();
    await gone;
    this.#options.timers.clearTimeout(timer);
  }

  /** Ends at once; what was not sent is lost. */
  destroy(): void {
    this.#closing = true;
    this.#socket.destroy();
    this.#wakeReader?.();
    this.#wakeWriter?.();
  }

  #gather(piece: Buffer): void {
    this.#gathered ??= [];
    this.#gathered.push(piece);
    this.#gatheredBytes += piece.length;
  }

  #gatherText(): void {
    if (this.#text === '') return;
    this.#gather(Buffer.from(this.#text, 'utf8'));
    this.#text = '';
  }

  #listenAgain(): void {
    if (this.#socket.isPaused() && this.buffered < highWater) this.#socket.resume();
  }

  /** Waits for bytes; false when none will come. */
  async #moreBytes(): Promise<boolean> {
    if (this.#failure) throw this.#failure;
    if (this.#ended || this.closed) return false;
    this.flush();
    if (this.#socket.isPaused()) this.#socket.resume();
    const before = this.buffered;
    const timer = this.#options.timers.setTimeout(wakeReader, this.idleLimit, this);
    await this.#nextEvent();
    this.#options.timers.clearTimeout(timer);
    if (this.#failure) throw this.#failure;
    if (this.#ended || this.closed) return this.buffered > before;
    if (this.buffered === before) throw new WireError('idle');
    return true;
  }

  #nextEvent(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wakeReader = resolve;
    return promise;
  }

  #fail(fault: 'slow-reader'): void {
    this.#failure ??= new WireError(fault);
    this.destroy();
  }

  async #upgrade(context: SecureContext): Promise<void> {
    const plain = this.#transport;
    plain.pause();
    this.#stopListening();
    const early = this.#reader.queue.take(this.buffered);
    if (early.length > 0) plain.unshift(early);
    const secured = new TLSSocket(plain, { isServer: true, secureContext: context });
    this.#socket = this.#transport = secured;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const failed = (cause?: unknown) => reject(new WireError('tls', undefined, cause));
    const timer = this.#options.timers.setTimeout(failed, handshakeLimit, undefined);
    secured.once('secure', resolve).once('error', failed).once('close', failed);
    // A peer that has ended its side before the handshake is over will never finish it.
    secured.once('end', failed);
    plain.once('end', failed);
    try {
      await promise;
    } catch (error) {
      secured.destroy();
      throw error;
    } finally {
      this.#options.timers.clearTimeout(timer);
      secured.off('error', failed).off('close', failed).off('end', failed);
      plain.off('end', failed);
      this.#listen(secured);
    }
  }

  #stopListening(): void {
    for (const [event, listener] of heard) this.#socket.off(event, listener);
  }

  #listen(socket: Duplex): void {
    (socket as Owned)[owner] = this;
    for (const [event, listener] of heard) socket.on(event, listener);
    // An error is always followed by `close`; that the peer is gone is all there is to know.
    socket.on('error', forgetError);
  }

  #hear(socket: Duplex, chunk: Buffer): void {
    if (this.#closing) return;
    this.#reader.queue.push(chunk);
    if (this.buffered > highWater) socket.pause();
    this.#wakeReader?.();
  }

  #hearEnd(): void {
    this.#ended = true;
    this.#wakeReader?.();
  }

  /** What the socket tells is heard by functions that all connections share: an idle one has no closure of its own. */
  static readonly onSocket = {
    data(this: Owned, chunk: Buffer) {
      this[owner]!.#hear(this, chunk);
    },
    drain(this: Owned) {
      this[owner]!.#wakeWriter?.();
    },
    end(this: Owned) {
      this[owner]!.#hearEnd();
    },
    close(this: Owned) {
      this[owner]!.#hearEnd();
      this[owner]!.#wakeWriter?.();
    },
  };

  /** For the timers, which are given functions that close over nothing. */
  static readonly onTimer = {
    wakeReader: (connection: Connection) => connection.#wakeReader?.(),
    failSlowReader: (connection: Connection) => connection.#fail('slow-reader'),
  };
}

const { wakeReader, failSlowReader } = Connection.onTimer;
const heard = Object.entries(Connection.onSocket) as [string, () => void][];
const forgetError = (): void => {};
const destroySocket = (connection: Connection) => connection.destroy();
const flushPlanned = (connection: Connection) => connection.flush();
