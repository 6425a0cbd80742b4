/**
 * Debian's Dovecot, tuned for speed by its own manual: sdbox, login processes that serve many connections, an
 * authentication cache, processes kept ready. Its configuration, mail and sockets live in a folder of ours; nothing of
 * /etc is read.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '../../dev/testing/free-ports.ts';
import { createCertificates } from '../../server/cli/certificates.ts';
import { systemClock } from '../../server/model/clock.ts';
import { addressesOf, type Contender, password } from './contender.ts';

const binary = '/usr/sbin/dovecot';
const needed = [binary, '/usr/lib/dovecot/imap', '/usr/lib/dovecot/lmtp'];

/** Null where Debian's dovecot-imapd and dovecot-lmtpd are not installed, or this is not root. */
export async function startDovecot(directory: string, users: number): Promise<Contender | null> {
  if (process.getuid?.() !== 0) return null;
  const missing = await Promise.all(
    needed.map(path =>
      access(path).then(
        () => false,
        () => true,
      ),
    ),
  );
  if (missing.includes(true)) return null;
  const [imapsPort, lmtpPort] = (await freePorts(2)) as [number, number];
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  const [uid, gid] = [id('-u'), id('-g')];
  const mail = join(directory, 'mail');
  await mkdir(mail, { recursive: true });
  await chown(mail, uid, gid);
  await chmod(directory, 0o755);
  await writeCertificate(directory);
  const hash = execFileSync('openssl', ['passwd', '-6', password], { encoding: 'utf8' }).trim();
  const lines = addressesOf(users).map(address => `${address}:{CRYPT}${hash}::::::\n`);
  await writeFile(join(directory, 'passwd'), lines.join(''), { mode: 0o644 });
  const file = join(directory, 'dovecot.conf');
  await writeFile(file, configuration(directory, { uid, gid, imapsPort, lmtpPort }));

  const server = spawn(binary, ['-F', '-c', file], { stdio: ['ignore', 'inherit', 'inherit'] });
  for (const port of [imapsPort, lmtpPort]) await answering(port);
  return {
    name: 'dovecot',
    imapsPort,
    lmtpPort,
    pid: server.pid!,
    addresses: addressesOf(users),
    mail,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const exited = once(server, 'exit');
      server.kill('SIGTERM');
      await exited;
    },
  };
}

async function writeCertificate(directory: string): Promise<void> {
  const { server } = await createCertificates(systemClock(), ['localhost']);
  await writeFile(join(directory, 'server.pem'), server.certificate);
  await writeFile(join(directory, 'server.key'), server.key, { mode: 0o600 });
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise<boolean>(resolve => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await pause(100);
  }
  throw new Error('Dovecot does not answer');
}

type Places = { uid: number; gid: number; imapsPort: number; lmtpPort: number };

function configuration(directory: string, { uid, gid, imapsPort, lmtpPort }: Places): string {
  return `
base_dir = ${directory}/run
state_dir = ${directory}/state
log_path = ${directory}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = required
ssl_min_protocol = TLSv1.2
ssl_cert = <${directory}/server.pem
ssl_key = <${directory}/server.key
auth_cache_size = 100M
auth_cache_ttl = 1 hour
auth_mechanisms = plain
auth_failure_delay = 0
mail_location = sdbox:${directory}/mail/%u
mail_uid = ${uid}
mail_gid = ${gid}
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 0
mailbox_list_index = yes
default_client_limit = 20000
default_process_limit = 5000
passdb {
  driver = passwd-file
  args = username_format=%u ${directory}/passwd
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${directory}/mail/%u
}
service anvil {
  client_limit = 20000
}
service auth {
  client_limit = 20000
}
service imap-login {
  service_count = 0
  process_min_avail = 2
  client_limit = 10000
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${imapsPort}
  }
}
service imap {
  process_min_avail = 4
}
service lmtp {
  process_min_avail = 4
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
`;
}
