/**
 * How the work grows with the mailbox: it is filled in steps from 1,000 to 100,000 messages, and at each step the same few
 * things are done in it. What is flat stays at 1. Also what a message takes on disk in the end, the index of texts included.
 */
import { execFileSync } from 'node:child_process';
import { ImapClient } from './clients/imap.ts';
import { LmtpClient } from './clients/lmtp.ts';
import { withContenders } from './contenders/both.ts';
import { type Contender, password } from './contenders/contender.ts';
import { academieMail, plainMail } from './mail.ts';
import { archive, median, timed, together } from './rows/row.ts';

const works = {
  'a delivery (LMTP, 6 KB)': deliver,
  SELECT: repeated(30, () => `SELECT ${archive}`),
  'STORE of one flag': repeated(30, (n, size) => `STORE ${((n * 7919) % size) + 1} +FLAGS (\\Flagged)`),
  'FETCH of one body': repeated(30, (n, size) => `FETCH ${((n * 7919) % size) + 1} (BODY.PEEK[])`),
  'FETCH of the last 50 envelopes': repeated(10, (_, size) => `FETCH ${size - 49}:${size} (FLAGS ENVELOPE)`),
  'SEARCH BODY of a rare word': repeated(
    6,
    n => `SEARCH BODY "${n % 2 === 0 ? 'zygomatique' : 'calendrier des oraux'}"`,
  ),
} satisfies Record<string, Work>;

type Work = (contender: Contender, client: ImapClient, size: number) => Promise<number>;

export async function growth(steps: readonly number[]): Promise<void> {
  const mails = academieMail(Math.min(steps.at(-1)!, 20_000));
  await withContenders({ users: 2 }, async contenders => {
    for (const contender of contenders) {
      const times = new Map<string, number[]>(Object.keys(works).map(name => [name, []]));
      let filled = 0;
      for (const size of steps) {
        await fill(contender, mails, filled, size);
        filled = size;
        const client = await ImapClient.enter(contender.imapsPort, contender.addresses[0]!, password, archive);
        for (const [name, work] of Object.entries(works)) times.get(name)!.push(await work(contender, client, size));
        await client.logout();
      }
      print(contender, steps, times);
      const bytes = diskOf(contender.mail);
      const raw = sum(steps.at(-1)!, n => mails[n % mails.length]!.length);
      console.log(
        `on disk: ${(bytes / 1e6).toFixed(0)} MB for ${steps.at(-1)} messages of ${(raw / 1e6).toFixed(0)} MB: ` +
          `${(bytes / steps.at(-1)! / 1024).toFixed(1)} KB a message, × ${(bytes / raw).toFixed(2)}\n`,
      );
    }
  });
}

async function fill(
  { imapsPort, addresses }: Contender,
  mails: readonly Buffer[],
  from: number,
  to: number,
): Promise<void> {
  const clients = await Promise.all([1, 2, 3, 4].map(() => ImapClient.enter(imapsPort, addresses[0]!, password)));
  if (from === 0) await clients[0]!.command(`CREATE ${archive}`);
  const numbers = Array.from({ length: to - from }, (_, n) => from + n);
  await together(4, numbers, (n, worker) => clients[worker]!.append(archive, unlike(mails[n % mails.length]!, n)));
  await Promise.all(clients.map(client => client.logout()));
}

/** A message that comes again comes as another one: the bytes are not shared. */
function unlike(mail: Buffer, n: number): Buffer {
  return Buffer.concat([Buffer.from(`X-Number: ${n}\r\n`), mail]);
}

async function deliver({ lmtpPort, addresses }: Contender): Promise<number> {
  const client = await LmtpClient.connect(lmtpPort);
  const times: number[] = [];
  for (let n = 0; n < 30; n++) times.push(await timed(() => client.deliver([addresses[0]!], plainMail(6 * 1024))));
  client.destroy();
  return median(times);
}

function repeated(times: number, command: (n: number, size: number) => string): Work {
  return async (_, client, size) => {
    await client.command(command(0, size));
    const all: number[] = [];
    for (let n = 1; n <= times; n++) all.push(await timed(() => client.command(command(n, size))));
    return median(all);
  };
}

function print({ name }: Contender, steps: readonly number[], times: ReadonlyMap<string, readonly number[]>): void {
  console.log(`\n| ${name}: median ms at | ${steps.map(step => step.toLocaleString('en')).join(' | ')} | growth |`);
  console.log(`| --- |${' --- |'.repeat(steps.length + 1)}`);
  for (const [work, values] of times) {
    const growth = (values.at(-1)! / values[0]!).toFixed(2);
    console.log(`| ${work} | ${values.map(value => value.toPrecision(3)).join(' | ')} | × ${growth} |`);
  }
}

function diskOf(path: string): number {
  return Number(execFileSync('du', ['-sb', path], { encoding: 'utf8' }).split('\t')[0]);
}

function sum(count: number, of: (n: number) => number): number {
  let total = 0;
  for (let n = 0; n < count; n++) total += of(n);
  return total;
}
