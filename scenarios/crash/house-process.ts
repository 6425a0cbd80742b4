/**
 * The real program as a process of its own, for scenarios that kill it or what it stands on: a configuration with LMTP
 * alone, some accounts that receive mail, and its process tree.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cast } from '../../dev/academie/cast.ts';
import { hrFile } from '../../dev/academie/hr-file.ts';
import { randomFrom } from '../../dev/academie/random.ts';
import { schools } from '../../dev/academie/schools.ts';
import { freePorts } from '../../dev/testing/free-ports.ts';
import { openHouse } from '../../server/cli/open-house.ts';
import { readSettings } from '../../server/config/read.ts';
import type { Settings } from '../../server/config/settings.ts';
import { readHrCsv } from '../../server/formats/hr/csv.ts';
import { usualRule } from '../../server/formats/person-name/address-rule.ts';
import { parisDate, systemClock } from '../../server/model/clock.ts';
import { createLog } from '../../server/observe/log.ts';
import { provision } from '../../server/services/accounts/provision.ts';
import type { House } from '../../server/services/house.ts';
import { importFeed } from '../../server/services/people/import-feed.ts';
import { importSchools } from '../../server/services/people/import-schools.ts';

const recipientCount = 12;
const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

/** A house prepared on disk, not running. */
export type PreparedHouse = {
  readonly config: string;
  readonly settings: Settings;
  readonly lmtp: number;
  /** Addresses that receive mail. */
  readonly recipients: readonly string[];
  remove(): Promise<void>;
};

/** @param more further lines of the configuration */
export async function prepareHouse(more: readonly string[] = []): Promise<PreparedHouse> {
  const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-process-'));
  const [lmtp] = (await freePorts(1)) as [number];
  const config = join(directory, 'vaguemestre.conf');
  await writeFile(config, [...configuration(join(directory, 'data'), lmtp), ...more].join('\n'));
  execFileSync(process.execPath, [main, 'init', '--config', config]);
  const settings = readSettings(await readFile(config, 'utf8'));
  const recipients = await withHouse(settings, openAccounts);
  return { config, settings, lmtp, recipients, remove: () => rm(directory, { recursive: true, force: true }) };
}

function configuration(data: string, lmtp: number): string[] {
  const closed = ['imaps', 'imap', 'submissions', 'submission', 'smtp', 'sieve', 'https'].map(
    name => `${name}-port = 0`,
  );
  return [
    'domains = ac-amiens.test',
    'host-name = mail.ac-amiens.test',
    `data-directory = ${data}`,
    `lmtp-port = ${lmtp}`,
    ...closed,
  ];
}

/** Opens the house in this process, while it does not run in its own. */
export async function withHouse<Result>(settings: Settings, work: (house: House) => Promise<Result>): Promise<Result> {
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

/** Starts the real program in a group of its own, and waits until it says that it is ready. */
export async function startHouse({ config }: PreparedHouse): Promise<ChildProcess> {
  const child = spawn(process.execPath, [main, 'start', '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  await new Promise<void>((resolve, reject) => {
    let log = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      log = `${log}${chunk}`.slice(-8192);
      if (log.includes('"event":"ready"')) resolve();
    });
    child.once('exit', code => reject(new Error(`the house ended by itself, code ${code}`)));
  });
  return child;
}

/** Ends a process and all it started, at once: children are looked up before their parent is gone. */
export async function killTree(pid: number): Promise<void> {
  for (const one of await processTree(pid)) kill(one);
}

/** A process, then all that descend from it. */
export async function processTree(pid: number): Promise<number[]> {
  const tree = [pid];
  for (const parent of tree) {
    const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(() => '');
    tree.push(...children.split(' ').filter(Boolean).map(Number));
  }
  return tree;
}

/** `kill -9`; a process that has ended meanwhile is what was wanted. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
