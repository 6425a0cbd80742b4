/** Reading and marking, in a mailbox of 20,000 messages. Times are of one command, seen by its client. */
import { ImapClient } from '../clients/imap.ts';
import { type Contender, password } from '../contenders/contender.ts';
import { archive, type Measured, median, type Row, type Size, timed } from './row.ts';

type Work = (client: ImapClient, size: Size) => Promise<Measured>;

function reading(key: string, title: string, target: number, work: Work, unit = 'ms'): Row {
  return {
    key,
    title,
    unit,
    better: unit === 'ms' ? 'less' : 'more',
    target,
    reads: true,
    rounds: ({ quick }) => (quick ? 2 : 3),
    async measure({ imapsPort, addresses }: Contender, size) {
      const client = await ImapClient.enter(imapsPort, addresses[0]!, password, archive);
      const measured = await work(client, size);
      await client.logout();
      return measured;
    },
  };
}

/** The median of many times the same. The first one may warm what it reads. */
function repeated(times: number, command: (n: number, size: Size) => string): Work {
  return async (client, size) => {
    await client.command(command(0, size));
    const count = size.quick ? Math.ceil(times / 3) : times;
    const all: number[] = [];
    for (let n = 1; n <= count; n++) all.push(await timed(() => client.command(command(n, size))));
    return { value: median(all), done: count + 1 };
  };
}

/** Message numbers all over the mailbox. */
const somewhere = (n: number, { mailbox }: Size): number => ((n * 7919) % mailbox) + 1;

export const select = reading(
  'select',
  'SELECT, after others had it selected',
  1,
  repeated(60, () => `SELECT ${archive}`),
);
export const flags = reading(
  'flags',
  'FETCH 1:* (UID FLAGS)',
  0.7,
  repeated(9, () => 'FETCH 1:* (UID FLAGS)'),
);
export const envelope = reading(
  'envelope',
  'FETCH 1:1000 (ENVELOPE)',
  0.7,
  repeated(9, () => 'FETCH 1:1000 (ENVELOPE)'),
);
export const structure = reading(
  'structure',
  'FETCH 1:1000 (BODYSTRUCTURE)',
  1,
  repeated(9, () => 'FETCH 1:1000 (BODYSTRUCTURE)'),
);
export const store = reading(
  'store',
  'STORE of one flag',
  1.5,
  repeated(90, (n, size) => `STORE ${somewhere(n, size)} +FLAGS (\\Flagged)`),
);
export const body = reading(
  'body',
  'FETCH of one body',
  1,
  repeated(90, (n, size) => `FETCH ${somewhere(n, size)} (BODY.PEEK[])`),
);
export const bodies = reading(
  'bodies',
  'FETCH 1:2000 (BODY.PEEK[])',
  1,
  async client => {
    let bytes = 0;
    const ms = await timed(async () => {
      bytes = await client.command('FETCH 1:2000 (BODY.PEEK[])');
    });
    return { value: bytes / 1e6 / (ms / 1000), done: 2000 };
  },
  'MB/s',
);
