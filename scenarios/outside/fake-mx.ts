/**
 * A remote mail server that misbehaves as told: it refuses, defers, stalls, breaks its TLS, or leaves, at the step it is
 * told to; and it remembers every message it took, so that each can be accounted for.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

export type Step = 'greeting' | 'hello' | 'mail' | 'rcpt' | 'data' | 'end';

/** How a server behaves; what is absent is as a good server does it. */
export type Behaviour = {
  /** Says nothing any more from this step on. */
  readonly stallsAt?: Step;
  /** Closes the connection in the place of this answer; at `end` the message has been taken. */
  readonly leavesAt?: Step;
  /** Answers this at these steps. */
  readonly says?: Partial<Record<Step, string>>;
  /** Defers each sender and recipient the first time. */
  readonly greylists?: boolean;
  /** `broken`: offered, and then no handshake; `none`: not offered. */
  readonly tls?: 'good' | 'broken' | 'none';
  readonly extensions?: readonly string[];
  /** Old servers know HELO alone. */
  readonly knowsEhlo?: boolean;
};

export type TakenMessage = {
  readonly sender: string;
  readonly recipients: readonly string[];
  /** As sent, dots undone. */
  readonly text: string;
  readonly tls: boolean;
  readonly mailLine: string;
  readonly rcptLines: readonly string[];
};

export type FakeMx = {
  readonly port: number;
  readonly taken: TakenMessage[];
  /** Connections made to it so far. */
  connections: number;
  behaviour: Behaviour;
  close(): Promise<void>;
};

export async function startFakeMx(options: {
  address: string;
  port: number;
  name: string;
  certificate: { key: string; certificate: string };
  behaviour?: Behaviour;
}): Promise<FakeMx> {
  const sockets = new Set<Socket>();
  const greylisted = new Set<string>();
  const context = createSecureContext({ key: options.certificate.key, cert: options.certificate.certificate });
  const server: Server = createServer({ noDelay: true }, socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    mx.connections += 1;
    talk(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.address, resolve);
  });
  const mx: FakeMx = {
    port: (server.address() as { port: number }).port,
    taken: [],
    connections: 0,
    behaviour: options.behaviour ?? {},
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
  return mx;

  function talk(plain: Socket): void {
    let socket: Socket = plain;
    let received = '';
    let sender: string | null = null;
    let mailLine = '';
    let recipients: string[] = [];
    let rcptLines: string[] = [];
    let inData = false;
    let stalled = false;
    /** Octets of a BDAT chunk still to come. */
    let chunkLeft = -1;
    let tls = false;

    const listen = (fresh: Socket): void => {
      socket = fresh;
      fresh.on('error', () => {});
      fresh.on('data', bytes => {
        received += bytes.toString('latin1');
        work();
      });
    };
    listen(plain);
    answer('greeting', `220 ${options.name} ESMTP`);

    /** Answers, or does what this server does instead. */
    function answer(step: Step, usual: string): void {
      const { stallsAt, leavesAt, says } = mx.behaviour;
      if (stallsAt === step) stalled = true;
      if (stalled) return;
      if (leavesAt === step) socket.destroy();
      else socket.write(`${says?.[step] ?? usual}\r\n`);
    }

    function work(): void {
      while (!stalled && !socket.destroyed) {
        if (chunkLeft >= 0) {
          if (received.length < chunkLeft) return;
          const text = received.slice(0, chunkLeft);
          received = received.slice(chunkLeft);
          chunkLeft = -1;
          take(text);
          continue;
        }
        if (inData) {
          const end = received.startsWith('.\r\n') ? -2 : received.indexOf('\r\n.\r\n');
          if (end === -1) return;
          const text = received.slice(0, end + 2).replaceAll(/^\.\./gm, '.');
          received = received.slice(end + 5);
          inData = false;
          take(text);
          continue;
        }
        const end = received.indexOf('\r\n');
        if (end < 0) return;
        const line = received.slice(0, end);
        received = received.slice(end + 2);
        command(line);
      }
    }

    function take(text: string): void {
      const refused = mx.behaviour.says?.end;
      if (refused === undefined || refused.startsWith('2')) {
        mx.taken.push({ sender: sender ?? '', recipients, text, tls, mailLine, rcptLines });
      }
      reset();
      answer('end', '250 2.0.0 taken');
    }

    function reset(): void {
      sender = null;
      recipients = [];
      rcptLines = [];
    }

    function command(line: string): void {
      const verb = line.split(/[ :]/, 1)[0]!.toUpperCase();
      if (verb === 'EHLO' && mx.behaviour.knowsEhlo === false) socket.write('502 5.5.1 what?\r\n');
      else if (verb === 'EHLO') hello();
      else if (verb === 'HELO') answer('hello', `250 ${options.name}`);
      else if (verb === 'STARTTLS') startTls();
      else if (verb === 'MAIL') {
        sender = /<(.*?)>/.exec(line)?.[1] ?? '';
        mailLine = line;
        answer('mail', '250 2.1.0 ok');
      } else if (verb === 'RCPT') recipient(line);
      else if (verb === 'DATA') {
        if (recipients.length === 0) socket.write('554 5.5.1 nobody\r\n');
        else {
          const refusal = mx.behaviour.says?.data;
          inData = refusal === undefined;
          answer('data', '354 go');
        }
      } else if (verb === 'BDAT') chunkLeft = Number(line.split(' ')[1]);
      else if (verb === 'RSET') {
        reset();
        socket.write('250 2.0.0 ok\r\n');
      } else if (verb === 'QUIT') socket.end('221 2.0.0 bye\r\n');
      else socket.write('500 5.5.2 what?\r\n');
    }

    function hello(): void {
      const extensions = [...(mx.behaviour.extensions ?? ['PIPELINING', '8BITMIME', 'DSN', 'SIZE 1000000'])];
      if (mx.behaviour.tls !== 'none' && !tls) extensions.push('STARTTLS');
      const lines = [options.name, ...extensions];
      const last = lines.length - 1;
      answer('hello', lines.map((text, index) => `250${index === last ? ' ' : '-'}${text}`).join('\r\n'));
    }

    function recipient(line: string): void {
      const address = /<(.*?)>/.exec(line)![1]!;
      const key = `${sender} ${address}`;
      // The recipients of the invented académie say in their names what becomes of mail to them.
      const local = address.split('@')[0]!;
      if (mx.behaviour.greylists && !greylisted.has(key)) {
        greylisted.add(key);
        socket.write('451 4.7.1 greylisted, come back\r\n');
      } else if (local === 'refuse') socket.write('550 5.1.1 no such user\r\n');
      else if (local === 'remet-plus-tard') socket.write('450 4.2.0 later\r\n');
      else if (local === 'pleine') socket.write('452 4.2.2 mailbox full\r\n');
      else if (local === 'bloque') stalled = true;
      else if (
        mx.behaviour.says?.rcpt !== undefined ||
        mx.behaviour.stallsAt === 'rcpt' ||
        mx.behaviour.leavesAt === 'rcpt'
      ) {
        answer('rcpt', '250 2.1.5 ok');
      } else {
        recipients.push(address);
        rcptLines.push(line);
        socket.write('250 2.1.5 ok\r\n');
      }
    }

    function startTls(): void {
      socket.write('220 2.0.0 go\r\n');
      socket.removeAllListeners('data');
      if (mx.behaviour.tls === 'broken') {
        socket.once('data', () => socket.destroy());
        return;
      }
      tls = true;
      reset();
      listen(new TLSSocket(socket, { isServer: true, secureContext: context }));
    }
  }
}
