/** Many large messages on their way in at once, each from a process of its own: what they take of the server’s memory. */
import { spawn } from 'node:child_process';
import { imapDoor } from '../../dev/testing/imap-door.ts';

export type AppendReport = {
  readonly taken: number;
  /** The most that was seen above what there was before, in octets. */
  readonly buffers: number;
  readonly resident: number;
};

const path = new URL('append-process.ts', import.meta.url).pathname;

export async function bigAppends(
  { clients, megabytes }: { readonly clients: number; readonly megabytes: number },
  tell: (line: string) => void,
): Promise<AppendReport> {
  const door = await imapDoor();
  try {
    const actor = await door.account('envoi', { allowedBytes: 10e9 });
    await appendOne(door.port, actor.address, 1);
    const before = process.memoryUsage();
    const most = { buffers: 0, resident: 0 };
    const watch = setInterval(() => {
      const now = process.memoryUsage();
      most.buffers = Math.max(most.buffers, now.arrayBuffers - before.arrayBuffers);
      most.resident = Math.max(most.resident, now.rss - before.rss);
    }, 10);
    const started = performance.now();
    const answers = await Promise.all(
      Array.from({ length: clients }, () => appendOne(door.port, actor.address, megabytes)),
    ).finally(() => clearInterval(watch));
    const taken = answers.filter(answer => answer.startsWith('b OK [APPENDUID ')).length;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    tell(`messages of ${megabytes} MB at once: ${clients}, taken: ${taken}, within ${seconds} s`);
    tell(
      `most of the server's buffers meanwhile: ${mega(most.buffers)} MB; of its resident memory: ${mega(most.resident)} MB`,
    );
    return { taken, ...most };
  } finally {
    await door.close();
  }
}

const mega = (octets: number) => (octets / 2 ** 20).toFixed(1);

async function appendOne(port: number, address: string, megabytes: number): Promise<string> {
  const child = spawn(process.execPath, [path, String(port), address, String(megabytes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  await new Promise(resolve => child.once('close', resolve));
  return said;
}
