/**
 * The drill of the ground: a house is killed, its PostgreSQL with it, by `kill -9` in the middle of deliveries, again and
 * again. Every mail it acknowledged must be there and whole; a mail may be there twice only where the acknowledgement was
 * on its way at that moment, and such cases are counted.
 */
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { type Random, randomFrom } from '../../dev/academie/random.ts';
import type { AccountId } from '../../server/model/account.ts';
import type { BlobHash } from '../../server/model/email.ts';
import { connectSmtp } from '../../server/protocols/smtp/client.ts';
import type { House } from '../../server/services/house.ts';
import { killTree, prepareHouse, startHouse, withHouse } from './house-process.ts';

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

/** Runs the drill in a folder of its own. `tell` hears of each round. */
export async function killDeliveries(size: Size, tell: (line: string) => void): Promise<CrashReport> {
  const prepared = await prepareHouse();
  const random = randomFrom(size.seed);
  const acknowledged = new Map<string, string>();
  const sent = new Map<string, string>();
  try {
    for (let round = 1; round <= size.rounds; round += 1) {
      const server = await startHouse(prepared);
      const before = acknowledged.size;
      const { recipients, lmtp } = prepared;
      await deliverUntilKilled(server, lmtp, { ...size, round, recipients, random, sent, acknowledged });
      tell(`round ${round}: killed after ${acknowledged.size - before} acknowledgements`);
    }
    return await withHouse(prepared.settings, house => judge(house, sent, acknowledged));
  } finally {
    await prepared.remove();
  }
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
