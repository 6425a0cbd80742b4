/** An LMTP client that pipelines what may be: sender, recipients and DATA in one write. rfc/2033, rfc/2920 */
import { connect, type Socket } from 'node:net';

export class LmtpClient {
  readonly #socket: Socket;
  #received = '';
  #fault: Error | null = null;
  #wake: () => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.#received += text;
      this.#wake();
    });
    const over = (error?: Error) => {
      this.#fault ??= error instanceof Error ? error : new Error('the server has closed');
      this.#wake();
    };
    socket.on('error', over).on('close', () => over());
  }

  static async connect(port: number): Promise<LmtpClient> {
    const client = new LmtpClient(connect(port, '127.0.0.1'));
    await client.#replies(1);
    client.#socket.write('LHLO bench.test\r\n');
    await client.#replies(1);
    return client;
  }

  /** `message` ends with CRLF and has no line that begins with a dot. @throws where a recipient is not served */
  async deliver(recipients: readonly string[], message: Buffer): Promise<void> {
    const to = recipients.map(address => `RCPT TO:<${address}>\r\n`).join('');
    this.#socket.write(`MAIL FROM:<expediteur@ailleurs.test>\r\n${to}DATA\r\n`);
    await this.#replies(recipients.length + 2);
    this.#socket.cork();
    this.#socket.write(message);
    this.#socket.write('.\r\n');
    this.#socket.uncork();
    await this.#replies(recipients.length);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Waits for so many replies, each ended by a line without a hyphen. */
  async #replies(count: number): Promise<void> {
    let left = count;
    while (left > 0) {
      const end = this.#received.indexOf('\n');
      if (end < 0) {
        if (this.#fault !== null) throw this.#fault;
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
        continue;
      }
      const line = this.#received.slice(0, end);
      this.#received = this.#received.slice(end + 1);
      if (line[3] === '-') continue;
      if (line[0] !== '2' && line[0] !== '3') throw new Error(`LMTP: ${line}`);
      left--;
    }
  }
}
