/** Ours as an administrator starts it: `vaguemestre init`, `vaguemestre start`, the embedded database, every durability on. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../dev/testing/free-ports.ts';
import { openHouse } from '../../server/cli/open-house.ts';
import { readSettings } from '../../server/config/read.ts';
import { networkOf } from '../../server/formats/network/network.ts';
import type { AccountId } from '../../server/model/account.ts';
import { systemClock } from '../../server/model/clock.ts';
import { firstMailboxes } from '../../server/model/mailbox.ts';
import { createLog } from '../../server/observe/log.ts';
import type { House } from '../../server/services/house.ts';
import { openMailAccounts } from '../../server/store/mail-openings.ts';
import { addressesOf, type Contender, domain, password } from './contender.ts';

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

/** `nodeOptions`: words for node itself, such as `--cpu-prof`. */
export async function startOurs(directory: string, users: number, nodeOptions: readonly string[]): Promise<Contender> {
  const config = join(directory, 'vaguemestre.conf');
  const [imapsPort, lmtpPort] = (await freePorts(2)) as [number, number];
  const set = {
    domains: domain,
    'host-name': `mail.${domain}`,
    'data-directory': join(directory, 'data'),
    'listen-address': '127.0.0.1',
    'imaps-port': imapsPort,
    'lmtp-port': lmtpPort,
    ...Object.fromEntries(
      ['imap', 'submissions', 'submission', 'smtp', 'sieve', 'https'].map(name => [`${name}-port`, 0]),
    ),
  };
  const words = Object.entries(set).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const made = spawn(process.execPath, [main, 'init', '--config', config, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(made, 'exit');
  if (code !== 0) throw new Error('vaguemestre init failed');
  await openAccounts(config, users);

  const begin = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [...nodeOptions, main, 'start', '--config', config], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await ready(child, join(directory, 'vaguemestre.log'));
    return child;
  };
  let server = await begin();
  return {
    name: 'vaguemestre',
    imapsPort,
    lmtpPort,
    get pid() {
      return server.pid!;
    },
    addresses: addressesOf(users),
    mail: join(directory, 'data'),
    async startAgain() {
      server = await begin();
    },
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const exited = once(server, 'exit');
      server.kill('SIGTERM');
      await exited;
    },
  };
}

/** Its log goes to a file, as a service manager would have it. */
async function ready(server: ChildProcess, logFile: string): Promise<void> {
  const log = createWriteStream(logFile);
  server.stdout!.pipe(log);
  await new Promise<void>((resolve, reject) => {
    server.once('exit', code => reject(new Error(`vaguemestre ended (${code}); see ${logFile}`)));
    server.stdout!.on('data', function look(chunk: Buffer) {
      if (!chunk.includes('"ready"')) return;
      server.stdout!.off('data', look);
      resolve();
    });
  });
}

/** Accounts of posts, straight into the tables: the doors of real data are not what is measured here. */
async function openAccounts(config: string, users: number): Promise<void> {
  const clock = systemClock();
  const settings = readSettings(await readFile(config, 'utf8'), {});
  const opened = await openHouse(settings, clock, createLog(clock, console.error, 'error'));
  try {
    await insertAccounts(opened.house, users);
  } finally {
    await opened.close();
  }
}

async function insertAccounts({ store, passwords, clock }: House, users: number): Promise<void> {
  const hash = await passwords.hash(password);
  const now = clock.now();
  await store.database.transaction(async tx => {
    await tx.query({
      text: `insert into school (uai, name, kind, town, zone) values ('0800001A', 'Collège', 'collège', 'Amiens', 'B')`,
    });
    const rows = await tx.query<{ id: AccountId }>({
      text: `with owner as (
               insert into post (uai, kind, name) select '0800001A', a, a from unnest($1::text[]) a
               returning post_id, name
             ), opened as (
               insert into account (post_id, state, credential_version, password_hash, created_at)
               select post_id, 'active', 1, $2, $3 from owner returning account_id, post_id
             )
             insert into address (address, account_id, main, given_on)
             select o.name, a.account_id, true, $3::timestamptz::date from opened a join owner o using (post_id)
             returning account_id as id`,
      values: [addressesOf(users), hash, now],
    });
    // All of them have been here before: hundreds with one password from a new network would be taken for spraying.
    await tx.query({
      text: `insert into known_network (account_id, network, last_at) select a, $2, $3 from unnest($1::bigint[]) a`,
      values: [rows.map(({ id }) => id), networkOf('127.0.0.1'), now],
    });
    const accounts = rows.map(({ id }) => ({ accountId: id, allowedBytes: 50e9 }));
    await openMailAccounts(tx, accounts, firstMailboxes, Math.floor(now.getTime() / 1000));
  });
}
