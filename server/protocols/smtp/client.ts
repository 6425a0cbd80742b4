/**
 * An SMTP client for tests: says what it is told to say, byte for byte, and reads replies. It believes any certificate and
 * knows no manners: the dialogues need to be rude.
 */
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';

export type SmtpClient = {
  /** Sends bytes as they are. */
  send(bytes: string | Buffer): void;
  /** The next line without its CRLF; null once the server has ended. */
  line(): Promise<string | null>;
  /** The next reply: its lines up to the one without a hyphen. @throws when the server ends before */
  reply(): Promise<string[]>;
  /** Sends a command and gives its reply. */
  command(line: string): Promise<string[]>;
  /** EHLO, STARTTLS, handshake: the caller says EHLO again. */
  startTls(): Promise<void>;
  /** Ends our side; the server may still answer. */
  end(): void;
  destroy(): void;
};

export async function connectSmtp(options: { port: number; tls?: boolean; host?: string }): Promise<SmtpClient> {
  const to = { port: options.port, host: options.host ?? '127.0.0.1' };
  let socket: Socket | TLSSocket;
  let received = '';
  let ended = false;
  let wake = (): void => {};

  function use(fresh: Socket): void {
    socket = fresh;
    fresh.setEncoding('utf8');
    fresh.on('data', (text: string) => {
      received += text;
      wake();
    });
    const over = (): void => {
      ended = true;
      wake();
    };
    fresh.on('end', over).on('close', over).on('error', over);
  }

  async function line(): Promise<string | null> {
    for (;;) {
      const end = received.indexOf('\n');
      if (end >= 0) {
        const text = received.slice(0, end).replace(/\r$/, '');
        received = received.slice(end + 1);
        return text;
      }
      if (ended) return null;
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
  }

  async function reply(): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      const text = await line();
      if (text === null) throw new Error(`The server ended instead of replying; last lines: ${lines.join(' | ')}`);
      lines.push(text);
      if (!/^\d{3}-/.test(text)) return lines;
    }
  }

  const client: SmtpClient = {
    send: bytes => void socket.write(bytes),
    line,
    reply,
    command(text) {
      socket.write(`${text}\r\n`);
      return reply();
    },
    async startTls() {
      const plain = socket;
      plain.removeAllListeners();
      const secured = connectTls({ socket: plain, rejectUnauthorized: false });
      await once(secured, 'secureConnect');
      use(secured);
    },
    end: () => void socket.end(),
    destroy: () => void socket.destroy(),
  };

  const fresh = options.tls ? connectTls({ ...to, rejectUnauthorized: false }) : connectPlain(to);
  await once(fresh, options.tls ? 'secureConnect' : 'connect');
  use(fresh);
  return client;
}

function once(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once(event, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}
