import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { connectSmtp, type SmtpClient } from '../../server/protocols/smtp/client.ts';
import { kill, prepareHouse, processTree, startHouse } from '../crash/house-process.ts';

test('two workers share the ports: one that falls takes its own connections alone, and is replaced', async t => {
  const house = await prepareHouse(['workers = 2']);
  t.after(house.remove);
  const running = await startHouse(house);
  t.after(async () => {
    for (const pid of await processTree(running.pid!)) kill(pid);
  });

  const clients = await Promise.all(Array.from({ length: 4 }, () => enter(house.lmtp)));
  for (const client of clients) assert.match(await deliver(client, house.recipients[0]!), /^250/);

  const [first] = await workersOf(running.pid!);
  kill(first!);
  await pause(300);
  const after = await Promise.all(clients.map(client => deliver(client, house.recipients[1]!).catch(() => 'gone')));
  assert.equal(after.filter(answer => answer === 'gone').length, 2, after.join());
  assert.equal(after.filter(answer => answer.startsWith('250')).length, 2, after.join());

  await eventually(async () => {
    const now = await workersOf(running.pid!);
    return now.length === 2 && !now.includes(first!);
  }, 'another in its place');
  for (let n = 0; n < 4; n += 1) {
    const client = await enter(house.lmtp);
    assert.match(await deliver(client, house.recipients[2]!), /^250/);
    client.destroy();
  }
  for (const client of clients) client.destroy();

  const tree = await processTree(running.pid!);
  const exited = once(running, 'exit');
  running.kill('SIGTERM');
  assert.deepEqual(await exited, [0, null]);
  await eventually(async () => !(await Promise.all(tree.map(alive))).includes(true), 'nothing left behind');
});

async function enter(port: number): Promise<SmtpClient> {
  const client = await connectSmtp({ port });
  await client.reply();
  assert.match((await client.command('LHLO relay.test')).join(), /^250/);
  return client;
}

async function deliver(client: SmtpClient, to: string): Promise<string> {
  await client.command('MAIL FROM:<expediteur@ailleurs.test>');
  await client.command(`RCPT TO:<${to}>`);
  await client.command('DATA');
  return (await client.command('Subject: bonjour\r\n\r\nbonjour\r\n.')).join();
}

/** The node processes that the keeper has started. */
async function workersOf(pid: number): Promise<number[]> {
  const [, ...tree] = await processTree(pid);
  const programs = await Promise.all(tree.map(one => readFile(`/proc/${one}/cmdline`, 'utf8').catch(() => '')));
  return tree.filter((_, index) => programs[index]!.includes('server/main.ts'));
}

async function alive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return status !== '' && !/\) Z /.test(status);
}

async function eventually(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (await holds()) return;
    await pause(100);
  }
  assert.fail(`${what}: not after a minute`);
}
