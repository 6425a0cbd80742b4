/**
 * A process that only sends, to be killed: takes its house, its world and its hour as JSON, says `sending`, and sends. Each
 * recipient whose last word it has read is told as `read <address>` before anything else is done.
 */
import { writeSync } from 'node:fs';
import { startSending, usualSending } from '../../server/jobs/send.ts';
import { createLog } from '../../server/observe/log.ts';
import { createOutside, type Outside } from '../../server/peers/mx/outside.ts';
import { openDatabase } from '../../server/store/database.ts';
import { openHouseAt } from './house.ts';
import { outsideOptions, type Zone } from './world.ts';

export type Orders = {
  readonly url: string;
  readonly directory: string;
  readonly zone: Zone;
  readonly port: number;
  readonly now: string;
};

const { url, directory, zone, port, now } = JSON.parse(process.argv[2]!) as Orders;
const clock = { now: () => new Date(now) };
const log = createLog(clock, line => process.stderr.write(`${line}\n`), 'error');
const database = openDatabase(url, { log, applicationName: 'sender' });
const { house, close } = await openHouseAt({ database, directory }, clock, line => process.stderr.write(`${line}\n`));
const world = createOutside(outsideOptions(zone, port));
const outside: Outside = {
  ...world,
  async send(domain, message) {
    const outcomes = await world.send(domain, message);
    const said = message.recipients.filter((_, index) => outcomes[index]!.kind === 'sent');
    if (said.length > 0) writeSync(1, said.map(({ address }) => `read ${address}\n`).join(''));
    return outcomes;
  },
};
const sender = await startSending({ house, outside, keys: [], ...usualSending, node: 'killed' });
process.stdout.write('sending\n');
for (;;) {
  await sender.idle();
  const due = { text: 'select 1 from queue_recipient where due_at <= $1', values: [clock.now()] };
  if ((await database.query(due)).length === 0) break;
  sender.wake();
}
await sender.close();
outside.close();
await close();
await database.close();
