/**
 * The sender is killed without warning, again and again, while an invented outside of good, deferring, refusing, stalling
 * and broken servers takes its mail. At the end every recipient is accounted for: taken, or told of in a notice; doubled
 * only where the last word was on its way when the process died.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Address, parseAddress } from '../../server/formats/address/address.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { submit } from '../../server/services/submission/submit.ts';
import type { Behaviour, FakeMx } from './fake-mx.ts';
import { openTestHouse, type Person, type TestHouse } from './house.ts';
import type { Orders } from './sender-process.ts';
import { openWorld, type World } from './world.ts';

export type KilledSenderSize = {
  readonly mails: number;
  readonly hosts: number;
  readonly kills: number;
  /** Last words a sender reads before it is killed: in the midst of its work, on any machine. */
  readonly wordsPerLife: number;
};

export type KilledSenderReport = {
  /** Recipients in all. */
  readonly recipients: number;
  /** Taken by a server at least once, and told of in a notice. */
  readonly taken: number;
  readonly told: number;
  readonly lost: readonly string[];
  /** Taken twice or more: the last word was on its way when the process died. */
  readonly doubledInFlight: number;
  /** Taken twice or more: the process had read the last word, and died before its commit. */
  readonly doubledBeforeCommit: number;
  /** Recipients whose last word a killed sender had read and not committed, which its next life found written down. */
  readonly saved: number;
  /** Rows left in the queue: none. */
  readonly left: number;
};

/** What each kind of server did with its recipients. */
type Kind = { readonly name: string; readonly behaviour: Behaviour; readonly policy?: true };

const kinds: readonly Kind[] = [
  { name: 'good', behaviour: {} },
  { name: 'without TLS', behaviour: { tls: 'none' } },
  { name: 'greylisting', behaviour: { greylists: true } },
  { name: 'TLS that breaks', behaviour: { tls: 'broken' } },
  { name: 'stalls after DATA', behaviour: { stallsAt: 'data' } },
  { name: 'refuses at the end', behaviour: { says: { end: '550 5.7.1 no' } } },
  { name: 'no extensions', behaviour: { extensions: [] } },
  { name: 'HELO alone', behaviour: { knowsEhlo: false } },
  { name: 'MTA-STS enforced', behaviour: {}, policy: true },
  { name: 'MTA-STS enforced, TLS that breaks', behaviour: { tls: 'broken' }, policy: true },
];

type CertifiedWorld = World & { readonly authority: string };

export async function killSender(size: KilledSenderSize, tell: (line: string) => void): Promise<KilledSenderReport> {
  const test = await openTestHouse();
  const certificate = await throwawayCertificate('*.mx.test', new Date());
  const world = await openWorld(certificate);
  try {
    return await run(size, test, { ...world, authority: certificate.certificate }, tell);
  } finally {
    await world.close();
    await test.close();
  }
}

async function run(
  { mails, hosts, kills, wordsPerLife }: KilledSenderSize,
  test: TestHouse,
  world: CertifiedWorld,
  tell: (line: string) => void,
): Promise<KilledSenderReport> {
  const { query, clock } = test;
  const servers: FakeMx[] = [];
  for (let index = 0; index < hosts; index += 1) servers.push(await addServer(world, index));
  const marie = await test.person('marie@ac.test');
  await submitAll(test, marie, { mails, hosts });
  const expected = await query<{ address: string; domain: string }>('select address, domain from queue_recipient');
  tell(`${expected.length} recipients wait`);
  let said = '';
  const began = performance.now();
  const left = async (): Promise<number> =>
    (await query<{ left: number }>('select count(*)::int as left from queue_recipient'))[0]!.left;
  for (let kill = 0; kill < kills; kill += 1) {
    said += await sendFor(test, world, wordsPerLife);
    tell(`killed ${kill + 1} times, ${await left()} recipients wait`);
  }
  for (let turn = 0; turn < 40 && (await left()) > 0; turn += 1) {
    said += await sendFor(test, world, null);
    clock.forward(30 * 3_600_000);
  }
  const taken = countEach(servers.flatMap(server => server.taken.flatMap(({ recipients }) => recipients)));
  const read = countEach([...said.matchAll(/^read (.+)$/gm)].map(([, address]) => address!));
  const notices = (await test.messages(marie)).join('\n');
  const named = new Set([...notices.matchAll(/^Final-Recipient: rfc822; (.+)\r$/gm)].map(([, address]) => address!));
  const doubled = [...taken].filter(([, count]) => count > 1);
  const known = doubled.filter(([address, count]) => (read.get(address) ?? 0) >= count).length;
  tell(`sent and told of in ${Math.round((performance.now() - began) / 1000)} s, all kills and turns together`);
  for (const [index, { name }] of kinds.entries()) {
    const mine = expected.filter(({ domain }) => indexOf(domain) % kinds.length === index);
    const count = (known: { has(address: string): boolean }) => mine.filter(one => known.has(one.address)).length;
    tell(`${name}: ${mine.length} recipients, ${count(taken)} taken, ${count(named)} told of`);
  }
  return {
    recipients: expected.length,
    taken: taken.size,
    told: expected.filter(({ address }) => named.has(address)).length,
    lost: expected.filter(({ address }) => !taken.has(address) && !named.has(address)).map(({ address }) => address),
    doubledInFlight: doubled.length - known,
    doubledBeforeCommit: known,
    saved: [...said.matchAll(/^saved (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0),
    left: await left(),
  };
}

const indexOf = (domain: string): number => Number(/^d(\d+)\.test$/.exec(domain)![1]);

async function addServer(world: World, index: number): Promise<FakeMx> {
  const { behaviour, policy } = kinds[index % kinds.length]!;
  const [domain, host] = [`d${index}.test`, `d${index}.mx.test`];
  const server = await world.addHost(domain, host, 10, behaviour);
  if (policy) {
    world.zone[`_mta-sts.${domain}`] = { TXT: [['v=STSv1; id=1']] };
    world.policies.set(domain, `version: STSv1\nmode: enforce\nmx: ${host}\nmax_age: 604800\n`);
  }
  return server;
}

/** Mails submitted at once. */
const atOnce = 16;

/** One mail in ten goes to two domains. */
async function submitAll(
  { house: given }: TestHouse,
  marie: Person,
  { mails, hosts }: { mails: number; hosts: number },
): Promise<void> {
  // The hour's measure is not on trial here.
  const house = { ...given, sending: { ...given.sending!, recipientsPerHour: unmeasured } };
  const submitOne = async (index: number): Promise<void> => {
    const second = index % 10 === 0 ? [`r${index}@d${(index + 1) % hosts}.test`] : [];
    await submit(house, marie, {
      sender: marie.address,
      recipients: [`r${index}@d${index % hosts}.test`, ...second].map(address => ({
        address: parseAddress(address) as Address,
      })),
      bytes: Buffer.from(`From: marie@ac.test\r\nSubject: mail ${index}\r\n\r\n${'x'.repeat(200)}\r\n`),
      protocol: 'ESMTPSA',
      tls: undefined,
      wishes: {},
    });
  };
  for (let from = 0; from < mails; from += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, mails - from) }, (_, offset) => submitOne(from + offset)));
  }
}

const unmeasured = { titulaire: 1e9, stagiaire: 1e9, atss: 1e9, direction: 1e9, contractuel: 1e9, post: 1e9 };

/** Sends until nothing is due; killed once it has read so many last words. @returns what the sender said */
async function sendFor(
  { url, directory, clock }: TestHouse,
  { zone, port, policies, authority }: CertifiedWorld,
  words: number | null,
): Promise<string> {
  const now = clock.now().toISOString();
  const orders: Orders = { url, directory, zone, port: port(), now, policies: [...policies], authority };
  const script = new URL('sender-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let said = '';
  child.stdout.on('data', text => {
    said += text;
    if (words !== null && said.split('\nread ').length > words) child.kill('SIGKILL');
  });
  await ended;
  return said;
}

function countEach(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
