/**
 * A small IMAP client for tests, scenarios and measurements: it sends what it is told, byte for byte, and gives back what came,
 * cut into responses. It interprets nothing but tags and literals, so that a test can say anything and see everything.
 */
import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { DeflatedStream } from '../wire/deflated.ts';

/** One response: its text without the line end, literals in place of which stands `{n}`, and the literals. */
export type Response = {
  text: string;
  literals: Buffer[];
};

export type Result = {
  /** OK, NO, BAD; BYE when the server ended instead of answering. */
  status: string;
  /** What follows the status: response code and text. */
  text: string;
  /** Untagged responses, in order, without `* `. */
  untagged: Response[];
};

export type ConnectOptions = {
  port: number;
  host?: string;
  /** TLS from the first byte. */
  tls?: boolean;
};

/** What a command waits for while it runs. */
type Pending = {
  tag: string;
  untagged: Response[];
  /** Chunks that wait for a continuation each. */
  waiting: (string | Buffer)[];
  resolve(result: Result): void;
};

export class ImapClient {
  greeting = '';
  /** Untagged responses that came while no command ran. */
  readonly unasked: Response[] = [];
  #socket: Duplex;
  #received: Buffer[] = [];
  #size = 0;
  /** Bytes that must be there before cutting is tried again. */
  #needed = 1;
  #pending: Pending[] = [];
  #count = 0;
  #onContinuation: ((text: string) => void) | undefined;
  #onUntagged: ((response: Response) => void) | undefined;
  #onGreeting: (() => void) | undefined;
  #closed = false;

  private constructor(socket: net.Socket) {
    this.#socket = socket;
    this.#listen(socket);
  }

  /** Connects and waits for the greeting. */
  static async connect({ port, host = '127.0.0.1', tls: secure = false }: ConnectOptions): Promise<ImapClient> {
    const socket = secure ? tls.connect({ port, host, rejectUnauthorized: false }) : net.connect({ port, host });
    socket.setNoDelay(true);
    const client = new ImapClient(socket);
    await new Promise<void>((resolve, reject) => {
      client.#onGreeting = resolve;
      socket.once('error', reject).once('close', () => reject(new Error('Closed before the greeting')));
    });
    return client;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Sends a command and waits for its tagged answer. Each literal follows the text before it: `command('LOGIN joe ', pass)` or
   * `command('APPEND x ', message, ' (\\Seen) ', other)`; after a literal, a string is the rest of the command. A string first
   * argument may end with `{n+}` of its own; then what follows is sent without waiting.
   */
  command(text: string, ...more: (string | Buffer)[]): Promise<Result> {
    const tag = `a${++this.#count}`;
    const chunks: (string | Buffer)[] = [`${tag} ${text}`];
    for (const each of more) {
      if (typeof each === 'string') chunks.push((chunks.pop()! as string) + each);
      else chunks.push(`${chunks.pop()}{${each.length}}\r\n`, each, '');
    }
    chunks.push(`${chunks.pop()}\r\n`);
    const result = new Promise<Result>(resolve => {
      this.#pending.push({ tag, untagged: [], waiting: chunks.slice(1), resolve });
    });
    if (this.#closed) this.#end();
    else this.#socket.write(chunks[0]!);
    return result;
  }

  /** Sends commands at once, without waiting in between; the results in order. */
  pipeline(...texts: string[]): Promise<Result[]> {
    this.#socket.cork();
    const results = texts.map(text => this.command(text));
    this.#socket.uncork();
    return Promise.all(results);
  }

  /** Sends bytes as they are. */
  raw(data: string | Buffer): void {
    this.#socket.write(data);
  }

  /** Waits for the next `+` and gives its text. */
  continuation(): Promise<string> {
    return new Promise(resolve => {
      this.#onContinuation = resolve;
    });
  }

  /** Waits for the next untagged response. */
  untagged(): Promise<Response> {
    return new Promise(resolve => {
      this.#onUntagged = resolve;
    });
  }

  /** Enters IDLE; the answer is a function that ends it and gives what was told meanwhile. */
  async idle(): Promise<() => Promise<Result>> {
    const begun = this.continuation();
    const result = this.command('IDLE');
    await begun;
    return () => {
      this.raw('DONE\r\n');
      return result;
    };
  }

  /** Sends STARTTLS and goes on under TLS. */
  async startTls(): Promise<Result> {
    const result = await this.command('STARTTLS');
    if (result.status !== 'OK') return result;
    this.#socket.removeAllListeners('data').removeAllListeners('close');
    const secured = tls.connect({ socket: this.#socket as net.Socket, rejectUnauthorized: false });
    this.#socket = secured;
    this.#listen(secured);
    await new Promise((resolve, reject) => secured.once('secureConnect', resolve).once('error', reject));
    return result;
  }

  /** Sends COMPRESS DEFLATE and goes on compressed. */
  async compress(): Promise<Result> {
    const result = await this.command('COMPRESS DEFLATE');
    if (result.status !== 'OK') return result;
    const inner = this.#socket;
    inner.removeAllListeners('data').removeAllListeners('close');
    const deflated = new DeflatedStream(inner, Buffer.alloc(0));
    this.#socket = deflated;
    this.#listen(deflated);
    return result;
  }

  /** What the connection is bound by, for SCRAM-SHA-256-PLUS. rfc/9266 */
  channelBinding(): Buffer {
    return (this.#socket as tls.TLSSocket).exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0));
  }

  /** Closes without LOGOUT. */
  close(): void {
    this.#socket.destroy();
  }

  #listen(socket: Duplex): void {
    socket.on('data', (data: Buffer) => {
      this.#received.push(data);
      this.#size += data.length;
      if (this.#size >= this.#needed) this.#cut();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#closed = true;
      this.#end();
    });
  }

  /** Takes whole responses off what was received. */
  #cut(): void {
    const all = this.#received.length === 1 ? this.#received[0]! : Buffer.concat(this.#received);
    let from = 0;
    this.#needed = 1;
    for (;;) {
      const found = responseAt(all, from);
      if (typeof found === 'number') {
        this.#needed = found - from;
        break;
      }
      from = found.end;
      this.#take(found.response);
    }
    this.#received = from === all.length ? [] : [all.subarray(from)];
    this.#size = all.length - from;
  }

  #take(response: Response): void {
    const { text } = response;
    const pending = this.#pending[0];
    if (this.#onGreeting && text.startsWith('* ')) {
      this.greeting = text.slice(2);
      this.#onGreeting();
      this.#onGreeting = undefined;
    } else if (text.startsWith('* ')) {
      const untagged = { ...response, text: text.slice(2) };
      (pending?.untagged ?? this.unasked).push(untagged);
      this.#onUntagged?.(untagged);
      this.#onUntagged = undefined;
    } else if (text.startsWith('+')) this.#goOn(text.slice(2), pending);
    else if (pending && text.startsWith(`${pending.tag} `)) {
      this.#pending.shift();
      const [, status = '', rest = ''] = /^\S+ (\S+) ?(.*)$/s.exec(text) ?? [];
      pending.resolve({ status, text: rest, untagged: pending.untagged });
    } else this.unasked.push(response);
  }

  /** A continuation: the literal and what stands up to the next one, or an answer to whoever waits for it. */
  #goOn(text: string, pending: Pending | undefined): void {
    if (pending && pending.waiting.length > 0)
      for (const chunk of pending.waiting.splice(0, 2)) this.#socket.write(chunk);
    else this.#onContinuation?.(text);
  }

  #end(): void {
    for (const { untagged, resolve } of this.#pending.splice(0)) {
      const bye = untagged.findLast(each => each.text.startsWith('BYE'));
      resolve({ status: 'BYE', text: bye?.text.slice(4) ?? '', untagged });
    }
  }
}

/** The response that begins at `from`, or how far one has to receive before it can be there. */
function responseAt(all: Buffer, from: number): { response: Response; end: number } | number {
  const literals: Buffer[] = [];
  let text = '';
  let at = from;
  for (;;) {
    const end = all.indexOf('\r\n', at, 'latin1');
    if (end < 0) return all.length + 1;
    const line = all.toString('utf8', at, end);
    text += line;
    at = end + 2;
    const size = /\{(\d+)\}$/.exec(line)?.[1];
    if (size === undefined) return { response: { text, literals }, end: at };
    if (all.length < at + Number(size)) return at + Number(size) + 2;
    literals.push(all.subarray(at, at + Number(size)));
    at += Number(size);
  }
}
