/**
 * The sender is killed without warning, again and again, while an invented outside of good, deferring, refusing, stalling
 * and broken servers takes its mail. At the end every recipient is accounted for: taken, or told of in a notice; doubled
 * only where the last word was on its way when the process died.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { type Address, parseAddress } from '../server/formats/address/address.ts';
import { throwawayCertificate } from '../server/protocols/wire/throwaway-certificate.ts';
import { submit } from '../server/services/submission/submit.ts';
import type { Behaviour, FakeMx } from './outside/fake-mx.ts';
import { openTestHouse } from './outside/house.ts';
import type { Orders } from './outside/sender-process.ts';
import { openWorld } from './outside/world.ts';

/** The drill at full size: DRILL=100 sends 20,000 mails to 200 servers. */
const size = Number(process.env.DRILL ?? 1);
const mails = 200 * size;
const hosts = size === 1 ? 16 : 200;
const kills = 8;
const { house, url, directory, person, query, messages, clock, close } = await openTestHouse();
const world = await openWorld(await throwawayCertificate('mx.test', new Date()));
after(async () => {
  await world.close();
  await close();
});

const behaviours: Behaviour[] = [
  {},
  { tls: 'none' },
  { greylists: true },
  { tls: 'broken' },
  { stallsAt: 'data' },
  { says: { end: '550 5.7.1 no' } },
  { extensions: [] },
  { knowsEhlo: false },
];
const servers: FakeMx[] = [];
for (let index = 0; index < hosts; index += 1)
  servers.push(await world.add(`d${index}.test`, behaviours[index % behaviours.length]));
const marie = await person('marie@ac.test');

/** Sends until nothing is due; killed after `milliseconds` where that is given. */
async function sendFor(milliseconds: number | null): Promise<void> {
  const orders: Orders = { url, directory, zone: world.zone, port: world.port(), now: clock.now().toISOString() };
  const script = new URL('outside/sender-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  if (milliseconds !== null) {
    await once(child.stdout, 'data');
    setTimeout(() => child.kill('SIGKILL'), milliseconds).unref();
  }
  child.stdout.on('data', text => {
    said += text;
  });
  await ended;
}
/** All that the senders have said. */
let said = '';

test(`${mails} mails to ${hosts} servers, the sender killed ${kills} times: none lost, doubles counted`, async () => {
  for (let index = 0; index < mails; index += 1) {
    // The hour's measure is not on trial here.
    if (index % 500 === 0) await query('delete from sent_count');
    const to = [
      `r${index}@d${index % hosts}.test`,
      ...(index % 10 === 0 ? [`r${index}@d${(index + 1) % hosts}.test`] : []),
    ];
    await submit(house, marie, {
      sender: marie.address,
      recipients: to.map(address => ({ address: parseAddress(address) as Address })),
      bytes: Buffer.from(`From: marie@ac.test\r\nSubject: mail ${index}\r\n\r\n${'x'.repeat(200)}\r\n`),
      protocol: 'ESMTPSA',
      tls: undefined,
      wishes: {},
    });
  }
  const expected = await query<{ address: string; trace: string }>(
    'select r.address, m.trace from queue_recipient r join queue_message m using (queue_id)',
  );
  for (let kill = 0; kill < kills; kill += 1) await sendFor(size * (20 + 35 * kill));
  for (let turn = 0; turn < 40; turn += 1) {
    await sendFor(null);
    const [{ left }] = (await query<{ left: number }>('select count(*)::int as left from queue_recipient')) as [
      { left: number },
    ];
    if (left === 0) break;
    clock.forward(30 * 3_600_000);
  }
  assert.deepEqual(await query('select * from queue_recipient'), []);
  assert.deepEqual(await query('select * from queue_message'), []);

  const taken = new Map<string, number>();
  for (const { recipients } of servers.flatMap(server => server.taken)) {
    for (const address of recipients) taken.set(address, (taken.get(address) ?? 0) + 1);
  }
  const notices = (await messages(marie)).join('\n');
  const lost = expected.filter(
    ({ address }) => !taken.has(address) && !notices.includes(`Final-Recipient: rfc822; ${address}\r\n`),
  );
  assert.deepEqual(lost, []);
  const doubles = [...taken.values()].filter(count => count > 1).length;
  // Each kill finds at most the hundred conversations of one sender on their last word.
  assert.ok(doubles <= kills * 100, `${doubles} doubled`);
  const read = new Map<string, number>();
  for (const [, address] of said.matchAll(/^read (.+)$/gm)) read.set(address!, (read.get(address!) ?? 0) + 1);
  const known = [...taken].filter(([address, count]) => count > 1 && read.get(address) === count).length;
  console.log(
    `${known} of the ${doubles} doubles were killed between the last word and the commit, the others with it in flight`,
  );
  console.log(
    `${expected.length} recipients: ${taken.size} taken, ${expected.length - taken.size} told of, ${doubles} doubled by ${kills} kills`,
  );
});
