/**
 * The drill of the ground: a house is killed, its PostgreSQL with it, by `kill -9` in the middle of deliveries, again and
 * again. Every mail it acknowledged must be there and whole; a mail may be there twice only where the acknowledgement was
 * on its way at that moment, and such cases are counted.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cast } from '../../dev/academie/cast.ts';
import { hrFile } from '../../dev/academie/hr-file.ts';
import { type Random, randomFrom } from '../../dev/academie/random.ts';
import { schools } from '../../dev/academie/schools.ts';
import { openHouse } from '../../server/cli/open-house.ts';
import { readSettings } from '../../server/config/read.ts';
import { readHrCsv } from '../../server/formats/hr/csv.ts';
import { usualRule } from '../../server/formats/person-name/address-rule.ts';
import type { AccountId } from '../../server/model/account.ts';
import { parisDate, systemClock } from '../../server/model/clock.ts';
import type { BlobHash } from '../../server/model/email.ts';
import { createLog } from '../../server/observe/log.ts';
import { connectSmtp } from '../../server/protocols/smtp/client.ts';
import { provision } from '../../server/services/accounts/provision.ts';
import type { House } from '../../server/services/house.ts';
import { importFeed } from '../../server/services/people/import-feed.ts';
import { importSchools } from '../../server/services/people/import-schools.ts';

export type CrashReport = {
  /** Mails whose acknowledgement was read. */
  readonly acknowledged: number;
  /** Acknowledged and not found, or found with other bytes: must be empty. */
  readonly lost: readonly string[];
  readonly torn: readonly string[];
  /** Found though never acknowledged: the reply was in flight, the sender would send again. */
  readonly unacknowledged: number;
  /** Found more than once: must be none, since nothing here sends a mail twice. */
  readonly doubled: readonly string[];
};

type Size = {
  readonly rounds: number;
  readonly mailsPerRound: number;
  readonly connections: number;
  readonly seed: string;
};

const recipientCount = 12;
const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

/** Runs the drill in a folder of its own. `tell` hears of each round. */
export async function killDeliveries(size: Size, tell: (line: string) => void): Promise<CrashReport> {
  const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-crash-'));
  const random = randomFrom(size.seed);
  const lmtp = await freePort();
  const config = join(directory, 'vaguemestre.conf');
  await writeFile(config, configuration(join(directory, 'data'), lmtp));
  execFileSync(process.execPath, [main, 'init', '--config', config]);
  const settings = readSettings(await readFile(config, 'utf8'));
  const acknowledged = new Map<string, string>();
  const sent = new Map<string, string>();
  try {
    const recipients = await withHouse(settings, openAccounts);
    for (let round = 1; round <= size.rounds; round += 1) {
      const server = await startHouse(config, lmtp);
      const before = acknowledged.size;
      await deliverUntilKilled(server, lmtp, { ...size, round, recipients, random, sent, acknowledged });
      tell(`round ${round}: killed after ${acknowledged.size - before} acknowledgements`);
    }
    return await withHouse(settings, house => judge(house, sent, acknowledged));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function configuration(data: string, lmtp: number): string {
  const closed = ['imaps', 'imap', 'submissions', 'submission', 'smtp', 'https'].map(name => `${name}-port = 0`);
  return [
    'domains = ac-amiens.test',
    'host-name = mail.ac-amiens.test',
    `data-directory = ${data}`,
    `lmtp-port = ${lmtp}`,
    ...closed,
  ].join('\n');
}

async function withHouse<Result>(
  settings: ReturnType<typeof readSettings>,
  work: (house: House) => Promise<Result>,
): Promise<Result> {
  const clock = systemClock();
  const opened = await openHouse(
    settings,
    clock,
    createLog(clock, line => console.error(line), 'error'),
  );
  try {
    return await work(opened.house);
  } finally {
    await opened.close();
  }
}

/** The cast's accounts, a letter made for some: from then on they receive mail. @returns their addresses */
async function openAccounts(house: House): Promise<string[]> {
  const today = parisDate(house.clock.now());
  await importSchools(house, 'console', schools(randomFrom('crash'), 12));
  const feed = readHrCsv(Buffer.from(hrFile(cast(today).map(member => member.person))));
  const options = { scope: 'partial', addressRule: usualRule, mode: 'confirm' } as const;
  const { opened } = await importFeed(house, 'console', feed, options);
  for (const accountId of [...opened.values()].slice(0, recipientCount)) {
    await provision(house, 'console', accountId, { validDays: 60 });
  }
  const rows = await house.store.database.query<{ address: string }>({
    text: `select d.address from address d join account a using (account_id) where a.state = 'provisional'`,
  });
  return rows.map(row => row.address);
}

/** Starts the real program in a group of its own, and waits for its LMTP greeting. */
async function startHouse(config: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [main, 'start', '--config', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the house ended by itself, code ${child.exitCode}`);
    const client = await connectSmtp({ port }).catch(() => null);
    if (client !== null) {
      await client.reply();
      client.destroy();
      return child;
    }
    await pause(100);
  }
  throw new Error('the house did not open');
}

type Deliveries = Size & {
  readonly round: number;
  readonly recipients: readonly string[];
  readonly random: Random;
  readonly sent: Map<string, string>;
  readonly acknowledged: Map<string, string>;
};

/** Delivers on several connections, and kills the whole tree somewhere in the middle. */
async function deliverUntilKilled(server: ChildProcess, port: number, drill: Deliveries): Promise<void> {
  const { mailsPerRound, connections, round, random } = drill;
  const killAt = random.int(Math.ceil(mailsPerRound / 10), Math.floor((mailsPerRound * 9) / 10));
  const exited = new Promise(resolve => server.once('exit', resolve));
  let started = 0;
  let done = 0;
  let killed = false;

  async function deliver(): Promise<void> {
    const client = await connectSmtp({ port });
    await client.reply();
    await client.command('LHLO client.test');
    while (started < mailsPerRound && !killed) {
      started += 1;
      const id = `${round}-${started}`;
      const to = drill.recipients[random.int(0, drill.recipients.length - 1)]!;
      const body = text(random, id);
      drill.sent.set(id, digest(body));
      for (const command of ['MAIL FROM:<dehors@ailleurs.test>', `RCPT TO:<${to}>`, 'DATA']) {
        const [answer] = await client.command(command);
        if (!/^[23]/.test(answer!)) throw new Error(`${command}: ${answer}`);
      }
      client.send(`Message-ID: <${id}@drill.test>\r\nSubject: ${id}\r\n\r\n${body}.\r\n`);
      const [answer] = await client.reply();
      if (answer?.startsWith('250')) drill.acknowledged.set(id, digest(body));
      done += 1;
      if (done >= killAt && !killed) {
        killed = true;
        await killTree(server.pid!);
      }
    }
    client.destroy();
  }

  // A connection cut by the kill ends its loop; what it had sent without an answer stays unacknowledged.
  const ends = await Promise.allSettled(Array.from({ length: connections }, deliver));
  const failure = ends.find(end => end.status === 'rejected');
  if (!killed && failure !== undefined) throw failure.reason;
  if (!killed) await killTree(server.pid!);
  await exited;
}

/** Lines of a message's body, without a line that begins with a full stop. */
function text(random: Random, id: string): string {
  const lines = Array.from(
    { length: random.int(3, 120) },
    (_, line) => `${id} ligne ${line} ${random.int(0, 999_999_999)}`,
  );
  return `${lines.join('\r\n')}\r\n`;
}

function digest(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Ends a process and all it started, at once: children are looked up before their parent is gone. */
async function killTree(pid: number): Promise<void> {
  const tree = [pid];
  for (const parent of tree) {
    const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(() => '');
    tree.push(...children.split(' ').filter(Boolean).map(Number));
  }
  for (const one of tree) {
    try {
      process.kill(one, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Compares what was acknowledged with what is in the mailboxes, byte for byte. */
async function judge(
  house: House,
  sent: ReadonlyMap<string, string>,
  acknowledged: ReadonlyMap<string, string>,
): Promise<CrashReport> {
  const rows = await house.store.database.query<{ account_id: AccountId; blob: BlobHash; subject: string }>({
    text: `select e.account_id, e.blob, e.subject from email e
           join placement p on p.account_id = e.account_id and p.email_id = e.email_id order by e.subject`,
  });
  const found = new Map<string, number>();
  const torn: string[] = [];
  for (const { blob, subject } of rows) {
    const bytes = await house.store.blobs.read(blob);
    const body = bytes.subarray(bytes.indexOf('\r\n\r\n') + 4);
    if (digest(body) !== sent.get(subject)) torn.push(subject);
    found.set(subject, (found.get(subject) ?? 0) + 1);
  }
  return {
    acknowledged: acknowledged.size,
    lost: [...acknowledged.keys()].filter(id => !found.has(id)),
    torn,
    unacknowledged: [...found.keys()].filter(id => !acknowledged.has(id)).length,
    doubled: [...found].filter(([, count]) => count > 1).map(([id]) => id),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
