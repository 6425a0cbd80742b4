/**
 * A conversation with a remote server: hello, TLS, one message after another. rfc/5321 Written for the worst server: it
 * may refuse, stall, lie or leave at each step, and each step says which.
 */
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { stuffDots, xtext } from './outgoing-text.ts';
import { RemoteFailure, type RemoteReply } from './remote-reply.ts';
import { type RemoteTls, RemoteWire } from './remote-wire.ts';

/** Milliseconds to wait at each step. rfc/5321#4.5.3.2 */
export type Patience = {
  readonly greeting: number;
  readonly command: number;
  readonly data: number;
  readonly block: number;
  readonly end: number;
};
export const usualPatience: Patience = {
  greeting: 300_000,
  command: 300_000,
  data: 120_000,
  block: 180_000,
  end: 600_000,
};

/**
 * How much TLS a route asks for. `may`: if it works; `must`: or nothing; `verified`: by a certificate of that name;
 * `proven`: by a certificate that `proves` accepts.
 */
export type TlsDemand = 'none' | 'may' | 'must' | 'verified' | 'proven';

/** Looks at the certificates shown, DER, the server's own first. RFC 7672 §3 */
export type ProvesChain = (chain: readonly Buffer[]) => boolean;

/** The server said no before any message. */
export class RemoteRefusal extends Error {
  readonly reply: RemoteReply;

  constructor(reply: RemoteReply) {
    super(`The remote server refused: ${reply.code}`);
    this.name = 'RemoteRefusal';
    this.reply = reply;
  }
}

/**
 * What the sender wants of TLS. `required`: all the way, proven; `tagged`: a notice of such a message, which is sent as one
 * where that is known and goes anyhow; `waived`: the sender would rather have it read on the way than not arrive.
 * rfc/8689#4.2, rfc/8689#5
 */
export type TlsWish = 'required' | 'tagged' | 'usual' | 'waived';

export type RemoteMessage = {
  /** Empty for the null sender. */
  readonly sender: string;
  readonly recipients: readonly {
    readonly address: string;
    readonly notify: string | null;
    readonly orcpt: string | null;
  }[];
  readonly bytes: Buffer;
  readonly body: '7BIT' | '8BITMIME' | 'BINARYMIME';
  readonly utf8: boolean;
  readonly tls: TlsWish;
  readonly ret: 'FULL' | 'HDRS' | null;
  readonly envid: string | null;
  /** -9 to 9; null where the sender said nothing. rfc/6710 */
  readonly priority: number | null;
  /** Seconds it is of use for, from now on. rfc/2852 */
  readonly by: { readonly seconds: number; readonly mode: 'return' | 'notify'; readonly trace: boolean } | null;
};

/** Messages over one connection. */
const mostMessages = 100;

export class RemoteSession {
  readonly host: string;
  readonly extensions = new Map<string, string>();
  /** Messages sent over it. */
  messages = 0;
  readonly #wire: RemoteWire;
  readonly #patience: Patience;

  private constructor(host: string, socket: Socket, patience: Patience) {
    this.host = host;
    this.#wire = new RemoteWire(socket);
    this.#patience = patience;
  }

  /** @throws RemoteFailure, RemoteRefusal: the connection is closed then */
  static async open(
    socket: Socket,
    options: {
      host: string;
      helloName: string;
      tls: TlsDemand;
      patience: Patience;
      secureContext: SecureContext;
      proves?: ProvesChain | undefined;
    },
  ): Promise<RemoteSession> {
    const session = new RemoteSession(options.host, socket, options.patience);
    try {
      await session.#expect(await session.#wire.reply(options.patience.greeting), 220);
      await session.#hello(options.helloName);
      await session.#secure(options);
      return session;
    } catch (error) {
      session.#wire.destroy();
      throw error;
    }
  }

  get tls(): RemoteTls | null {
    return this.#wire.tls;
  }

  /** May another message follow? */
  get reusable(): boolean {
    return this.#wire.usable && !this.#wire.talkative && this.messages < Math.min(mostMessages, this.limit('MAILMAX'));
  }

  offers(extension: string): boolean {
    return this.extensions.has(extension);
  }

  /** A bound the server has announced; none is endless. rfc/9422#4 */
  limit(name: 'MAILMAX' | 'RCPTMAX'): number {
    const said = new RegExp(`(?:^| )${name}=([1-9]\\d{0,5})(?: |$)`, 'i').exec(this.extensions.get('LIMITS') ?? '');
    return said === null ? Number.POSITIVE_INFINITY : Number(said[1]);
  }

  /**
   * Sends one message. @returns one reply a recipient, in order
   * @throws RemoteRefusal where the sender or the text was refused for all; RemoteFailure
   */
  async send(message: RemoteMessage): Promise<RemoteReply[]> {
    this.messages += 1;
    const { command } = this.#patience;
    const lines = [this.#mailLine(message), ...message.recipients.map(one => this.#recipientLine(one))];
    const pipelines = this.offers('PIPELINING');
    if (pipelines) this.#wire.send(lines.map(line => `${line}\r\n`).join(''));
    const replies: RemoteReply[] = [];
    for (const line of lines) {
      if (!pipelines) this.#wire.send(`${line}\r\n`);
      replies.push(await this.#wire.reply(command));
      if (!pipelines && replies[0]!.code >= 300) break;
    }
    const [mail, ...each] = replies;
    if (mail!.code >= 300) {
      await this.#reset();
      throw new RemoteRefusal(mail!);
    }
    if (!each.some(reply => reply.code < 300)) {
      await this.#reset();
      return each;
    }
    const final = this.#chunks(message) ? await this.#sendChunk(message.bytes) : await this.#sendText(message.bytes);
    return each.map(reply => (reply.code < 300 ? final : reply));
  }

  /** Says good-bye without waiting for more than a moment. */
  close(): void {
    this.#wire.send('QUIT\r\n');
    setTimeout(() => this.#wire.destroy(), 200).unref();
  }

  destroy(): void {
    this.#wire.destroy();
  }

  async #hello(name: string): Promise<void> {
    this.extensions.clear();
    this.#wire.send(`EHLO ${name}\r\n`);
    const reply = await this.#wire.reply(this.#patience.command);
    if (reply.code === 250) {
      for (const line of reply.lines.slice(1)) {
        const [keyword = '', ...rest] = line.trim().split(' ');
        this.extensions.set(keyword.toUpperCase(), rest.join(' '));
      }
      return;
    }
    if (reply.code < 500) throw new RemoteRefusal(reply);
    this.#wire.send(`HELO ${name}\r\n`);
    await this.#expect(await this.#wire.reply(this.#patience.command), 250);
  }

  async #secure(options: {
    host: string;
    helloName: string;
    tls: TlsDemand;
    secureContext: SecureContext;
    proves?: ProvesChain | undefined;
  }) {
    if (options.tls === 'none') return;
    const demanded = options.tls !== 'may';
    if (!this.offers('STARTTLS')) {
      if (demanded) throw noTls('The remote server offers no TLS');
      return;
    }
    this.#wire.send('STARTTLS\r\n');
    const reply = await this.#wire.reply(this.#patience.command);
    if (reply.code !== 220) {
      if (demanded) throw noTls(`The remote server refused TLS: ${reply.code}`);
      return;
    }
    await this.#wire.secure(options.host, options.secureContext, this.#patience.command);
    const { verified, fault, chain } = this.tls!;
    if (options.tls === 'verified' && !verified) {
      const said = 'The certificate of the remote server does not prove its name';
      throw new RemoteFailure('tls', said, undefined, fault!);
    }
    if (options.tls === 'proven' && !options.proves!(chain())) {
      const said = 'The certificate of the remote server is not the one its zone publishes (DANE)';
      throw new RemoteFailure('tls', said, undefined, 'tlsa-invalid');
    }
    await this.#hello(options.helloName);
  }

  #mailLine(message: RemoteMessage): string {
    const words = [`MAIL FROM:<${message.sender}>`];
    if (this.offers('SIZE')) words.push(`SIZE=${message.bytes.length}`);
    if (message.body !== '7BIT' && this.offers(message.body)) words.push(`BODY=${message.body}`);
    if (message.utf8) words.push('SMTPUTF8');
    if (this.#tags(message.tls)) words.push('REQUIRETLS');
    if (message.priority !== null && this.offers('MT-PRIORITY')) words.push(`MT-PRIORITY=${message.priority}`);
    if (message.by !== null && this.offers('DELIVERBY')) {
      const { seconds, mode, trace } = message.by;
      words.push(`BY=${seconds};${mode === 'return' ? 'R' : 'N'}${trace ? 'T' : ''}`);
    }
    if (this.offers('DSN')) {
      if (message.ret !== null) words.push(`RET=${message.ret}`);
      if (message.envid !== null) words.push(`ENVID=${xtext(message.envid)}`);
    }
    return words.join(' ');
  }

  #tags(wish: TlsWish): boolean {
    return wish === 'required' || (wish === 'tagged' && this.tls !== null && this.offers('REQUIRETLS'));
  }

  #recipientLine({ address, notify, orcpt }: RemoteMessage['recipients'][number]): string {
    const words = [`RCPT TO:<${address}>`];
    if (this.offers('DSN')) {
      if (notify !== null) words.push(`NOTIFY=${notify === '' ? 'NEVER' : notify}`);
      if (orcpt !== null) words.push(`ORCPT=${orcpt.replace(/(?<=;).*/s, xtext)}`);
    }
    return words.join(' ');
  }

  #chunks(message: RemoteMessage): boolean {
    return message.body === 'BINARYMIME' || (this.offers('CHUNKING') && message.bytes.length > 1_000_000);
  }

  async #sendChunk(bytes: Buffer): Promise<RemoteReply> {
    this.#wire.send(`BDAT ${bytes.length} LAST\r\n`);
    await this.#wire.sendAll(bytes, this.#patience.block);
    return await this.#lastWord();
  }

  async #sendText(bytes: Buffer): Promise<RemoteReply> {
    this.#wire.send('DATA\r\n');
    const go = await this.#wire.reply(this.#patience.data);
    if (go.code !== 354) {
      if (go.code < 400) throw new RemoteFailure('nonsense', 'No 354 after DATA');
      throw new RemoteRefusal(go);
    }
    await this.#wire.sendAll(stuffDots(bytes), this.#patience.block);
    return await this.#lastWord();
  }

  async #lastWord(): Promise<RemoteReply> {
    try {
      return await this.#wire.reply(this.#patience.end);
    } catch (error) {
      if (error instanceof RemoteFailure) error.unsure = true;
      throw error;
    }
  }

  async #reset(): Promise<void> {
    this.#wire.send('RSET\r\n');
    await this.#wire.reply(this.#patience.command);
  }

  async #expect(reply: RemoteReply, code: number): Promise<void> {
    if (reply.code !== code) throw new RemoteRefusal(reply);
  }
}

function noTls(said: string): RemoteFailure {
  return new RemoteFailure('tls', said, undefined, 'starttls-not-supported');
}
