import assert from 'node:assert/strict';
import { createECDH, createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { type Answer, jmapDoor, mailboxIds, message, put } from '../../../scenarios/jmap/door.ts';
import { createCertificates } from '../../cli/certificates.ts';
import { decryptPush } from '../../formats/web-push/encrypt.ts';
import { systemClock } from '../../model/clock.ts';
import { createConnect } from '../../peers/connect.ts';
import { createPostPush } from '../../peers/post-push.ts';
import { codesPerHour, createPush } from '../../services/push/push.ts';
import { mostSubscriptions } from '../../services/push/subscriptions.ts';

/** A push service on loopback: it answers what it is told to, and keeps what was posted. */
type Posted = { path: string; headers: Answer; body: Buffer };
const posted: Posted[] = [];
const answers: { status: number; headers?: Record<string, string> }[] = [];
let heard: () => void = () => {};
const { authority, server } = await createCertificates(systemClock(), ['localhost']);
const service = createServer({ cert: server.certificate, key: server.key }, async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  posted.push({ path: request.url!, headers: request.headers, body: Buffer.concat(chunks) });
  const answer = answers.shift() ?? { status: 201 };
  response.writeHead(answer.status, answer.headers).end();
  heard();
});
await once(service.listen(0, '127.0.0.1'), 'listening');
const { port } = service.address() as AddressInfo;
const dns = { addresses: async () => ['127.0.0.1'] } as never;
const connectTo = (allowed: string[]) => createConnect({ allowed, own: [], timeout: 2000 });

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
/** Naps of the pusher: those that gather end at once, those of patience when the test says. */
const naps: { milliseconds: number; wake: () => void }[] = [];
let push: ReturnType<typeof createPush> | undefined;
const options = {
  post: createPostPush({ dns, connect: connectTo(['127.0.0.1']), authorities: [authority.certificate] }),
  privateKey,
  contact: 'mailto:postmaster@ac.test',
  sleep: (milliseconds: number, signal: AbortSignal) =>
    new Promise<void>((wake, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      if (milliseconds < 1000) setImmediate(wake);
      else naps.push({ milliseconds, wake });
    }),
};
const door = await jmapDoor({}, {}, plain => {
  push = createPush(plain.house, { ...options, sender: 'one' });
  return { push };
});
after(async () => {
  await push!.close();
  await door.close();
  service.close();
});
const marie = door.client(await door.account('marie'));
const inbox = (await mailboxIds(marie)).inbox!;

const ecdh = createECDH('prime256v1');
const keys = { p256dh: ecdh.generateKeys(), auth: randomBytes(16) };
const written = { p256dh: keys.p256dh.toString('base64url'), auth: keys.auth.toString('base64url') };
const given = (path: string, more: object = {}) => ({
  deviceClientId: 'a889-ffea-910',
  url: `https://localhost:${port}${path}`,
  keys: written,
  ...more,
});
const set = (args: object) => marie.call('PushSubscription/set', args as Record<string, unknown>);
/** Waits until that many were posted there. */
async function postedTo(path: string, count: number): Promise<Posted[]> {
  for (;;) {
    const found = posted.filter(one => one.path === path);
    if (found.length >= count) return found;
    await new Promise<void>(resolve => {
      heard = resolve;
    });
  }
}
const open = ({ body }: Posted): Answer => JSON.parse(decryptPush(body, keys, ecdh.getPrivateKey()).toString());
const deliver = (subject: string) => put(marie, message(`Subject: ${subject}\n\n.\n`), inbox);

async function subscribe(path: string, more: object = {}): Promise<string> {
  const { created } = await set({ create: { p: given(path, more) } });
  const [first] = await postedTo(path, 1);
  const { '@type': type, pushSubscriptionId, verificationCode } = open(first!);
  assert.deepEqual([type, pushSubscriptionId], ['PushVerification', created.p.id]);
  const { updated } = await set({ update: { [created.p.id]: { verificationCode } } });
  assert.deepEqual(updated, { [created.p.id]: null });
  return created.p.id;
}

test('the session tells browsers the key of the house', async () => {
  const session = (await (await marie.fetch('/.well-known/jmap')).json()) as Answer;
  const told = session.capabilities['urn:ietf:params:jmap:webpush-vapid'];
  assert.equal(told.applicationServerKey, push!.applicationServerKey);
});

test('a device is told of changes once it has sent back the code that was posted to it', async () => {
  const { created } = await set({ create: { p: given('/first', { types: ['Email'] }) } });
  const id = created.p.id;
  assert.equal(created.p.expires, '2026-12-24T08:00:00Z');
  const [code] = await postedTo('/first', 1);
  await deliver('avant');
  const wrong = await set({ update: { [id]: { verificationCode: 'no' } } });
  assert.equal(wrong.notUpdated[id].type, 'invalidProperties');
  const { verificationCode } = open(code!);
  await set({ update: { [id]: { verificationCode } } });
  await push!.settled();
  await deliver('après');
  const { state } = await marie.call('Email/get', { ids: [] });
  const [, change] = await postedTo('/first', 2);
  assert.deepEqual(open(change!), { '@type': 'StateChange', changed: { [marie.accountId]: { Email: state } } });
  assert.equal(change!.headers['content-encoding'], 'aes128gcm');
  assert.equal(change!.headers.topic, 'state');
  assert.ok(Number(change!.headers.ttl) > 0);
  const [, token] = /^vapid t=([^,]+), k=/.exec(change!.headers.authorization)!;
  const [head, body, signature] = token!.split('.') as [string, string, string];
  const how = { key: createPublicKey(privateKey), dsaEncoding: 'ieee-p1363' } as const;
  assert.ok(verify('sha256', Buffer.from(`${head}.${body}`), how, Buffer.from(signature, 'base64url')));
  const { list } = await marie.call('PushSubscription/get');
  assert.deepEqual(list, [
    { id, deviceClientId: 'a889-ffea-910', verificationCode, expires: '2026-12-24T08:00:00Z', types: ['Email'] },
  ]);
  assert.equal((await marie.fails('PushSubscription/get', { properties: ['url'] })).type, 'forbidden');
  assert.deepEqual((await set({ destroy: [id] })).destroyed, [id]);
});

test('a service that is away is tried again, later each time; one that says the device is gone loses it', async () => {
  const id = await subscribe('/away');
  await push!.settled();
  answers.push({ status: 503 }, { status: 429, headers: { 'retry-after': '3600' } }, { status: 201 }, { status: 410 });
  await deliver('un');
  await postedTo('/away', 2);
  const nap = async (): Promise<number> => {
    while (naps.length === 0) await new Promise(resolve => setImmediate(resolve));
    const { milliseconds, wake } = naps.shift()!;
    wake();
    return milliseconds;
  };
  assert.equal(await nap(), 15_000);
  await postedTo('/away', 3);
  // What comes while it waits is told with the next one, once.
  await deliver('deux');
  await deliver('trois');
  assert.equal(await nap(), 3_600_000, 'as long as the service asks');
  await postedTo('/away', 5);
  for (let left = 1; left > 0; ) {
    left = (await marie.call('PushSubscription/get')).list.length;
    await new Promise(resolve => setImmediate(resolve));
  }
  assert.deepEqual((await marie.call('PushSubscription/get', { ids: [id] })).notFound, [id]);
  assert.equal(posted.filter(one => one.path === '/away').length, 5);
});

test('two processes post each change once', async () => {
  const other = createPush(door.house, { ...options, sender: 'two' });
  await other.settled();
  const id = await subscribe('/once', { types: ['Email'] });
  await Promise.all([push!.settled(), other.settled()]);
  other.wake();
  await other.settled();
  await deliver('une fois');
  await postedTo('/once', 2);
  await other.close();
  assert.equal(posted.filter(one => one.path === '/once').length, 2);
  await set({ destroy: [id] });
});

test('a new password ends what was subscribed with the old one, as time does', async () => {
  const id = await subscribe('/ends');
  const db = door.house.store.database;
  await db.query({ text: 'update account set credential_version = credential_version + 1' });
  push!.wake();
  await push!.settled();
  assert.deepEqual((await marie.call('PushSubscription/get', { ids: [id] })).notFound, [id]);
  const short = await subscribe('/short', { expires: '2026-11-24T09:00:00Z' });
  door.clock.advance(2 * 3_600_000);
  push!.wake();
  await push!.settled();
  assert.deepEqual((await marie.call('PushSubscription/get', { ids: [short] })).notFound, [short]);
  await deliver('personne');
  assert.equal(posted.filter(one => one.path === '/short').length, 1);
});

test('what is no subscription is refused, and there are only so many', async () => {
  const wrong = async (more: object) => (await set({ create: { p: { ...given('/no'), ...more } } })).notCreated.p.type;
  assert.equal(await wrong({ url: 'http://localhost/' }), 'invalidProperties');
  assert.equal(await wrong({ keys: { ...written, auth: 'AAAA' } }), 'invalidProperties');
  assert.equal(await wrong({ deviceClientId: '' }), 'invalidProperties');
  assert.equal(await wrong({ verificationCode: 'x' }), 'invalidProperties');
  const create = Object.fromEntries(
    Array.from({ length: mostSubscriptions + 1 }, (_, index) => [`p${index}`, given('/many')]),
  );
  const { notCreated, created } = await set({ create });
  assert.deepEqual(
    Object.values(notCreated).map(one => (one as Answer).type),
    ['overQuota'],
  );
  await postedTo('/many', mostSubscriptions);
  await set({ destroy: Object.values(created).map(one => (one as Answer).id) });
});

test('nobody makes us knock at doors without end', async () => {
  door.clock.advance(3_600_000);
  for (let round = 0; round < codesPerHour / mostSubscriptions; round += 1) {
    const create = Object.fromEntries(Array.from({ length: mostSubscriptions }, (_, i) => [`p${i}`, given('/knock')]));
    const { created } = await set({ create });
    await set({ destroy: Object.values(created).map(one => (one as Answer).id) });
  }
  assert.equal((await set({ create: { p: given('/knock') } })).notCreated.p.type, 'rateLimit');
  await postedTo('/knock', codesPerHour);
});

test('a device asks nothing of our own machines', async () => {
  const post = createPostPush({ dns, connect: connectTo([]), authorities: [authority.certificate] });
  const to = (url: string) => post({ url, headers: {}, body: Buffer.from('x') });
  await assert.rejects(to(`https://localhost:${port}/`), /no address we may reach/);
  await assert.rejects(to('https://[::1]/'), /no address we may reach/);
  await assert.rejects(to('https://169.254.169.254/'), /no address we may reach/);
  await assert.rejects(to('http://push.test/'), /https/);
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
