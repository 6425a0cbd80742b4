/** A ManageSieve client for tests: says what it is told, byte for byte, and reads answers. It believes any certificate. */
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** An answer: the lines before its status (counted strings put in their place), and the status line. */
export type Heard = { readonly lines: readonly string[]; readonly status: string };

export type ManageSieveClient = {
  send(text: string | Buffer): void;
  /** The next answer. @throws where the server ends before one */
  answer(): Promise<Heard>;
  /** The next line alone; null once the server has ended. */
  line(): Promise<string | null>;
  /** Sends a command and gives its answer. */
  command(text: string): Promise<Heard>;
  /** STARTTLS and handshake; gives the capabilities that follow. */
  startTls(): Promise<Heard>;
  destroy(): void;
};

/** A string as counted bytes. */
export const literal = (text: string): string => `{${Buffer.byteLength(text)}+}\r\n${text}`;

export async function connectManageSieve(port: number): Promise<ManageSieveClient> {
  let socket: Socket;
  let received = Buffer.alloc(0);
  let ended = false;
  let wake = (): void => {};

  function use(fresh: Socket): void {
    socket = fresh;
    fresh.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      wake();
    });
    const over = (): void => {
      ended = true;
      wake();
    };
    fresh.on('end', over).on('close', over).on('error', over);
  }

  async function until<Result>(take: () => Result | null): Promise<Result | null> {
    for (;;) {
      const taken = take();
      if (taken !== null) return taken;
      if (ended) return null;
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
  }

  function takeBytes(length: number): Buffer | null {
    if (received.length < length) return null;
    const bytes = received.subarray(0, length);
    received = received.subarray(length);
    return bytes;
  }

  async function line(): Promise<string | null> {
    const text = await until(() => {
      const end = received.indexOf('\r\n');
      return end < 0 ? null : takeBytes(end + 2)!.toString('utf8', 0, end);
    });
    const counted = /\{(\d+)\}$/.exec(text ?? '');
    if (text === null || !counted) return text;
    const content = await until(() => takeBytes(Number(counted[1])));
    return `${text.slice(0, counted.index)}${content?.toString('utf8')}${await line()}`;
  }

  async function answer(): Promise<Heard> {
    const lines: string[] = [];
    for (let text = await line(); text !== null; text = await line()) {
      if (/^(?:OK|NO|BYE)\b/.test(text)) return { lines, status: text };
      lines.push(text);
    }
    throw new Error(`The server ended after ${JSON.stringify(lines)}`);
  }

  await new Promise<void>((resolve, reject) => {
    const plain = connectPlain({ port, host: '127.0.0.1' }, resolve).once('error', reject);
    use(plain);
  });
  return {
    send: text => void socket.write(text),
    answer,
    line,
    async command(text) {
      socket.write(`${text}\r\n`);
      return await answer();
    },
    async startTls() {
      socket.write('STARTTLS\r\n');
      await answer();
      const plain = socket;
      plain.removeAllListeners('data');
      await new Promise<void>((resolve, reject) => {
        use(connectTls({ socket: plain, rejectUnauthorized: false }, resolve).once('error', reject));
      });
      return await answer();
    },
    destroy: () => void socket.destroy(),
  };
}
