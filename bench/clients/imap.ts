/** An IMAP client that costs next to nothing: it sends, counts what comes, and looks for the tagged line. */
import { connect, type TLSSocket } from 'node:tls';

/** Enough of the end of what came to hold a tagged line. */
const tailBytes = 4096;

export class ImapClient {
  readonly #socket: TLSSocket;
  #tag = 0;
  #tail: Buffer = Buffer.alloc(0);
  #received = 0;
  #kept: Buffer[] | null = null;
  #fault: Error | null = null;
  #wake: () => void = () => {};

  private constructor(socket: TLSSocket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#received += chunk.length;
      this.#kept?.push(chunk);
      this.#tail =
        chunk.length >= tailBytes
          ? chunk.subarray(-tailBytes)
          : Buffer.concat([this.#tail, chunk]).subarray(-tailBytes);
      this.#wake();
    });
    const over = (error?: Error) => {
      this.#fault ??= error instanceof Error ? error : new Error('the server has closed');
      this.#wake();
    };
    socket.on('error', over).on('close', () => over());
  }

  /** Over TLS; the greeting is read. */
  static async connect(port: number): Promise<ImapClient> {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    socket.setNoDelay(true);
    const client = new ImapClient(socket);
    await client.#until(tail => tail.indexOf('\r\n') >= 0);
    return client;
  }

  /** Signed in and, where a mailbox is given, with it selected. */
  static async enter(port: number, user: string, password: string, mailbox?: string): Promise<ImapClient> {
    const client = await ImapClient.connect(port);
    await client.command(`LOGIN ${user} "${password}"`);
    if (mailbox !== undefined) await client.command(`SELECT ${mailbox}`);
    return client;
  }

  /** @returns octets of the answer @throws where it is not OK */
  async command(text: string | Buffer): Promise<number> {
    const tag = `t${++this.#tag}`;
    this.#tail = Buffer.alloc(0);
    this.#received = 0;
    this.#socket.cork();
    this.#socket.write(`${tag} `);
    this.#socket.write(text);
    this.#socket.write('\r\n');
    this.#socket.uncork();
    let line = '';
    await this.#until(tail => {
      if (tail.length < 2 || tail.at(-1) !== 10) return false;
      const start = tail.lastIndexOf('\n', tail.length - 2) + 1;
      if (tail.toString('latin1', start, start + tag.length + 1) !== `${tag} `) return false;
      line = tail.toString('utf8', start);
      return true;
    });
    if (!line.startsWith(`${tag} OK`)) throw new Error(`${String(text).slice(0, 60)}: ${line}`);
    return this.#received;
  }

  /** The same, and all that was answered. */
  async ask(text: string): Promise<string> {
    this.#kept = [];
    await this.command(text);
    const answer = Buffer.concat(this.#kept).toString('latin1');
    this.#kept = null;
    return answer;
  }

  append(mailbox: string, message: Buffer): Promise<number> {
    return this.command(Buffer.concat([Buffer.from(`APPEND ${mailbox} {${message.length}+}\r\n`), message]));
  }

  /** Begins to idle; `stop` ends it. */
  async idle(): Promise<{ news(text: string): Promise<void>; stop(): Promise<void> }> {
    const tag = `t${++this.#tag}`;
    const seen = (text: string) => this.#until(tail => tail.includes(text));
    this.#tail = Buffer.alloc(0);
    this.#socket.write(`${tag} IDLE\r\n`);
    await seen('+ ');
    this.#tail = Buffer.alloc(0);
    return {
      news: seen,
      stop: async () => {
        this.#socket.write('DONE\r\n');
        await seen(`${tag} OK`);
      },
    };
  }

  /** Says good-bye, and waits for the server's. */
  async logout(): Promise<void> {
    await this.command('LOGOUT');
    this.destroy();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  async #until(found: (tail: Buffer) => boolean): Promise<void> {
    while (!found(this.#tail)) {
      if (this.#fault !== null)
        throw new Error(`${this.#fault.message}, after: ${this.#tail.toString('latin1').slice(-200)}`);
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
  }
}
