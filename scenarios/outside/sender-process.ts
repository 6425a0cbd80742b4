/**
 * A process that only sends, to be killed: takes its house, its world and its hour as JSON, says `sending`, and sends. Each
 * recipient whose last word it has read is told as `read <address>` before anything else is done. What its former life had
 * read and not committed is told as `saved <recipients>`.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { startSending, usualSending } from '../../server/jobs/send.ts';
import { createLog } from '../../server/observe/log.ts';
import { createOutside, type Outside } from '../../server/peers/mx/outside.ts';
import type { LastWord } from '../../server/services/queue/handed-over.ts';
import { openDatabase } from '../../server/store/database.ts';
import { openHandedOver } from '../../server/store/handed-over.ts';
import { openHouseAt } from './house.ts';
import { outsideOptions, type Zone } from './world.ts';

export type Orders = {
  readonly url: string;
  readonly directory: string;
  readonly zone: Zone;
  readonly port: number;
  readonly now: string;
  readonly policies: readonly [string, string][];
  /** A certificate to trust. */
  readonly authority: string;
};

const { url, directory, zone, port, now, policies, authority } = JSON.parse(process.argv[2]!) as Orders;
const started = performance.now();
const clock = { now: () => new Date(Date.parse(now) + performance.now() - started) };
const log = createLog(clock, line => process.stderr.write(`${line}\n`), 'error');
const database = openDatabase(url, { log, applicationName: 'sender' });
const { house, close } = await openHouseAt({ database, directory }, clock, line => process.stderr.write(`${line}\n`));
// Servers that stall do so after DATA; a busy machine must not make the others look as if they did.
const patience = { greeting: 10_000, command: 10_000, data: 500, block: 10_000, end: 10_000 };
const options = { ...outsideOptions(zone, port, new Map(policies)), authorities: [authority], patience };
const world = createOutside(options);
const outside: Outside = {
  ...world,
  async send(domain, message) {
    const outcomes = await world.send(domain, message);
    const said = message.recipients.filter((_, index) => outcomes[index]!.kind === 'sent');
    if (said.length > 0) writeSync(1, said.map(({ address }) => `read ${address}\n`).join(''));
    return outcomes;
  },
};
const handedOver = await openHandedOver<LastWord>({ directory: join(directory, 'sending'), node: 'killed', log });
const words = createLog(clock, line => {
  const { event, saved } = JSON.parse(line);
  if (event === 'handed-over-settled') writeSync(1, `saved ${saved}\n`);
});
const sender = await startSending({
  house: { ...house, log: words },
  outside,
  keys: [],
  handedOver,
  ...usualSending,
  node: 'killed',
});
process.stdout.write('sending\n');
for (;;) {
  await sender.idle();
  const due = { text: 'select 1 from queue_recipient where due_at <= $1', values: [clock.now()] };
  if ((await database.query(due)).length === 0) break;
  sender.wake();
}
await sender.close();
await handedOver.close();
outside.close();
await close();
await database.close();
