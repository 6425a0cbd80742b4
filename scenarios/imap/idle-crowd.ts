/** A crowd of connections that idle with a mailbox selected: what each costs the server, and how soon all hear of a mail. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { imapDoor } from '../../dev/testing/imap-door.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { findMailbox } from '../../server/store/mailboxes.ts';

export type CrowdSize = {
  readonly connections: number;
  readonly connectionsPerAccount: number;
  /** Processes the clients are in: each may have so many files open. */
  readonly processes: number;
};

export type CrowdReport = {
  readonly connections: number;
  readonly awake: number;
  /** Octets of the server for each connection: living objects, buffers among them, and pages of its own. */
  readonly livingPerConnection: number;
  readonly pagesPerConnection: number;
  readonly wakeMilliseconds: number;
};

export async function idleCrowd(size: CrowdSize, tell: (line: string) => void): Promise<CrowdReport> {
  const door = await imapDoor({
    total: size.connections + 100,
    perNetwork: size.connections + 100,
    perAccount: size.connectionsPerAccount + 1,
  });
  const children: ChildProcess[] = [];
  try {
    const accounts = size.connections / size.connectionsPerAccount;
    const actors = [];
    for (let each = 0; each < accounts; each++) actors.push(await door.account(`foule${each}`));
    const crowd = (connections: number, first: number, among: number) => {
      const child = startClients(door.port, connections, among, first);
      children.push(child.process);
      return child;
    };
    // What the first ones cost once for all (what is compiled, room to verify passwords) is not theirs: a tenth of the
    // crowd is there before the measure.
    const early = size.connections / 10;
    const first = crowd(early, 0, accounts);
    await first.said('ready');
    const before = await memory();
    const share = (size.connections - early) / size.processes;
    const rest = Array.from({ length: size.processes }, (_, process) =>
      crowd(share, (process * accounts) / size.processes, accounts / size.processes),
    );
    const lines = [first, ...rest];
    for (const { said } of lines) await said('ready');
    const after = await memory();
    const measured = size.connections - early;
    const per = (name: keyof Memory) => Math.round((after[name] - before[name]) / measured);
    tell(`connections that idle: ${size.connections}, of ${accounts} accounts`);
    tell(`for each connection, after a collection: ${per('living')} living octets; ${per('pages')} of pages (PSS)`);
    const started = performance.now();
    for (const actor of actors) {
      const mailbox = await findMailbox(door.house.store.database, actor.accountId, 'INBOX');
      const kept = await keepMessage(door.house, Buffer.from('Subject: Debout\r\n\r\nx\r\n'));
      const marks = { flags: 0, keywords: [], receivedAt: door.house.clock.now(), receivedZone: 0 };
      const ref = { accountId: actor.accountId, mailboxId: mailbox!.id };
      await append(door.house, actor, ref, [{ ...kept, ...marks }]);
    }
    let awake = 0;
    for (const { said } of lines) awake += Number((await said('awake')).split(' ')[1]);
    const wakeMilliseconds = Math.round(performance.now() - started);
    tell(`told of a mail: ${awake}, within ${wakeMilliseconds} ms of the first of ${accounts} deliveries`);
    const [livingPerConnection, pagesPerConnection] = [per('living'), per('pages')];
    return { connections: size.connections, awake, livingPerConnection, pagesPerConnection, wakeMilliseconds };
  } finally {
    for (const child of children) child.kill();
    await door.close();
  }
}

function startClients(port: number, connections: number, accounts: number, first: number) {
  const path = new URL('crowd-process.ts', import.meta.url).pathname;
  const words = [port, connections, accounts, first].map(String);
  const child = spawn(process.execPath, [path, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const heard: string[] = [];
  const waiting: (() => void)[] = [];
  createInterface({ input: child.stdout }).on('line', line => {
    heard.push(line);
    for (const wake of waiting.splice(0)) wake();
  });
  let ended = false;
  child.once('exit', () => {
    ended = true;
    for (const wake of waiting.splice(0)) wake();
  });
  return {
    process: child,
    /** Waits for the line that begins so. */
    async said(word: string): Promise<string> {
      for (;;) {
        const found = heard.find(line => line.startsWith(word));
        if (found !== undefined) return found;
        if (ended) throw new Error(`the clients ended before "${word}"`);
        await new Promise<void>(resolve => waiting.push(resolve));
      }
    },
  };
}

type Memory = { readonly living: number; readonly pages: number };

async function memory(): Promise<Memory> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: object) => void;
  for (let time = 0; time < 3; time++) {
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  const { heapUsed, external } = process.memoryUsage();
  const rollup = await readFile('/proc/self/smaps_rollup', 'utf8');
  const pages = Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]) * 1024;
  return { living: heapUsed + external, pages };
}
