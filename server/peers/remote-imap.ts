/**
 * A mailbox somewhere else, read with the password its owner gives: through our one door for connections, under TLS whose
 * name must hold, and never written to (EXAMINE). Nothing of the password is kept.
 */
import { isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { ImapFlow } from 'imapflow';
import type { Connect } from './connect.ts';
import type { Dns } from './dns.ts';
import { findAddresses } from './mx/route.ts';

export type RemoteAccount = {
  readonly host: string;
  /** Of IMAP under TLS. */
  readonly port: number;
  readonly user: string;
  readonly password: string;
};

export type RemoteFolder = {
  readonly path: string;
  /** Levels parted by `/`, as people read them. */
  readonly name: string;
  /** `\Sent` and the like; null for ordinary ones. rfc/6154#2 */
  readonly use: string | null;
};

export type RemoteMessage = {
  readonly uid: number;
  readonly size: number;
  readonly flags: ReadonlySet<string>;
  readonly receivedAt: Date | null;
};

export type OpenFolder = {
  readonly uidValidity: string;
  /** What it holds past a UID, by ascending UID. */
  list(after: number): Promise<RemoteMessage[]>;
  /** The octets of these messages; those removed meanwhile are missing. */
  read(uids: readonly number[]): Promise<Map<number, Buffer>>;
};

export type RemoteMail = {
  folders(): Promise<RemoteFolder[]>;
  open(folder: RemoteFolder): Promise<OpenFolder>;
  close(): Promise<void>;
};

/** Why a remote account cannot be read. */
export class RemoteFailure extends Error {
  readonly kind: 'forbidden' | 'unreachable' | 'credentials';

  constructor(kind: RemoteFailure['kind'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'RemoteFailure';
    this.kind = kind;
  }
}

export type OpenRemote = (account: RemoteAccount) => Promise<RemoteMail>;

/** @returns a function that throws RemoteFailure */
export function createOpenRemote(world: {
  readonly dns: Dns;
  readonly connect: Connect;
  readonly authorities?: readonly string[];
}): OpenRemote {
  return async account => {
    const client = await signIn(world, account);
    return {
      async folders() {
        const found = await client.list();
        return found
          .filter(
            ({ flags, specialUse }) =>
              !flags.has('\\Noselect') && !flags.has('\\NonExistent') && specialUse !== '\\All',
          )
          .map(({ path, delimiter, specialUse }) => ({
            path,
            name: path.split(delimiter || '/').join('/'),
            use: specialUse ?? null,
          }));
      },
      async open({ path }) {
        const mailbox = await client.mailboxOpen(path, { readOnly: true });
        return {
          uidValidity: String(mailbox.uidValidity),
          list: after => listPast(client, after),
          read: uids => readAll(client, uids),
        };
      },
      close: async () => await client.logout().catch(() => client.close()),
    };
  };
}

async function signIn(world: Parameters<typeof createOpenRemote>[0], account: RemoteAccount): Promise<ImapFlow> {
  const { host, port, user, password } = account;
  const ca = world.authorities === undefined ? {} : { ca: [...world.authorities] };
  const addresses = isIP(host) > 0 ? [host] : await findAddresses(world.dns, host).catch(unreachable(host));
  const socket = await world.connect({ name: host, addresses, port }).catch((error: Error & { kind?: string }) => {
    throw new RemoteFailure(error.kind === 'forbidden' ? 'forbidden' : 'unreachable', error.message, error);
  });
  const client = new ImapFlow({
    ...{ host, port, secure: true, logger: false, disableAutoIdle: true },
    auth: { user, pass: password },
    transport: {
      connect: (_, onConnect) => connectTls({ socket, servername: host, minVersion: 'TLSv1.2', ...ca }, onConnect),
    },
  });
  // What ends the connection is told by the command that was under way.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    socket.destroy();
    const refused = (error as { authenticationFailed?: boolean }).authenticationFailed === true;
    throw new RemoteFailure(refused ? 'credentials' : 'unreachable', (error as Error).message, error);
  }
}

function unreachable(host: string): (error: Error) => never {
  return error => {
    throw new RemoteFailure('unreachable', `${host}: ${error.message}`, error);
  };
}

async function listPast(client: ImapFlow, after: number): Promise<RemoteMessage[]> {
  const found: RemoteMessage[] = [];
  const asked = { uid: true, size: true, flags: true, internalDate: true } as const;
  for await (const message of client.fetch(`${after + 1}:*`, asked, { uid: true })) {
    // « n:* » always names the last message, even where it is before n. rfc/9051#9
    if (message.uid <= after) continue;
    const receivedAt = message.internalDate === undefined ? null : new Date(message.internalDate);
    found.push({ uid: message.uid, size: message.size ?? 0, flags: message.flags ?? new Set(), receivedAt });
  }
  return found.sort((a, b) => a.uid - b.uid);
}

async function readAll(client: ImapFlow, uids: readonly number[]): Promise<Map<number, Buffer>> {
  const found = new Map<number, Buffer>();
  for await (const message of client.fetch(uids.join(','), { uid: true, source: true }, { uid: true })) {
    if (message.source !== undefined) found.set(message.uid, message.source);
  }
  return found;
}
