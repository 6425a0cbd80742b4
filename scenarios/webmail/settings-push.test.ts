/** Told of mail while no page is open: the browser's push service is played by the test, both to the page and to the worker. */
import assert from 'node:assert/strict';
import { createECDH, randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { after, before, test } from 'node:test';
import type { CDPSession } from 'playwright-core';
import type { Actor } from '../../server/services/actor.ts';
import { type PushSubscription, readSubscriptions } from '../../server/services/push/subscriptions.ts';
import { findBarriers, openWebmail, picture, skip, type Webmail } from './webmail.ts';

let webmail: Webmail;
let marie: Actor;
const sent = new EventEmitter<{ code: [PushSubscription] }>();

const receiver = createECDH('prime256v1');
receiver.generateKeys();
const keys = { p256dh: receiver.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') };

/** A browser without a push service subscribes as if it had one. */
const played = `{
  const made = { toJSON: () => ({ endpoint: 'https://push.test/marie', keys: ${JSON.stringify(keys)} }), unsubscribe: async () => true };
  PushManager.prototype.subscribe = async () => made;
  PushManager.prototype.getSubscription = async () => made;
}`;

before(async () => {
  if (skip) return;
  const push = {
    applicationServerKey: receiver.getPublicKey('base64url'),
    admit() {},
    sendCode: (_: unknown, subscription: PushSubscription) => void sent.emit('code', subscription),
    wake() {},
  };
  webmail = await openWebmail({ push });
  marie = await webmail.account('marie.martin');
});
after(async () => {
  if (!skip) await webmail.close();
});

/** Hands the worker what the service would. */
async function deliver(client: CDPSession, data: object): Promise<void> {
  const told = new Promise<string>((resolve, reject) => {
    client.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const id = registrations.at(-1)?.registrationId;
      if (id !== undefined) resolve(id);
    });
    AbortSignal.timeout(10_000).addEventListener('abort', () => reject(new Error('no worker')));
  });
  await client.send('ServiceWorker.enable');
  const registrationId = await told;
  await client.send('ServiceWorker.deliverPushMessage', {
    origin: webmail.url,
    registrationId,
    data: JSON.stringify(data),
  });
  await client.send('ServiceWorker.disable');
}

test('R9 a browser is told of mail while the webmail is closed, once it has proven itself, until it is told no more', {
  skip,
}, async () => {
  const { page, complaints, close } = await webmail.visit(marie);
  await page.context().grantPermissions(['notifications'], { origin: webmail.url });
  await page.addInitScript(played);
  await page.goto('/courrier/reglages/affichage');
  const tick = page.getByLabel('M’avertir aussi quand le webmail est fermé');
  const posted = once(sent, 'code', { signal: AbortSignal.timeout(10_000) }) as Promise<[PushSubscription]>;
  await tick.click();
  const [{ code, url, types }] = await posted;
  assert.deepEqual([url, types], ['https://push.test/marie', ['EmailDelivery']]);
  await picture(page, 'webmail-settings-notifications');
  assert.deepEqual(await findBarriers(page), []);

  const client = await page.context().newCDPSession(page);
  const name = await page.evaluate("localStorage.getItem('courrier-push')");
  const known = async () => await readSubscriptions(webmail.house, marie);
  assert.deepEqual(
    (await known()).map(({ verified }) => verified),
    [false],
  );
  await deliver(client, { '@type': 'PushVerification', pushSubscriptionId: name, verificationCode: code });
  for (let tries = 0; tries < 50 && !(await known())[0]?.verified; tries += 1) await page.waitForTimeout(100);
  assert.equal((await known())[0]?.verified, true);

  await page.goto('/mark.svg');
  const shown = async () =>
    (await page.evaluate(
      "navigator.serviceWorker.getRegistration('/courrier').then(found => found.getNotifications()).then(all => all.map(each => each.body))",
    )) as string[];
  await deliver(client, { '@type': 'StateChange', changed: {} });
  for (let tries = 0; tries < 50 && (await shown()).length === 0; tries += 1) await page.waitForTimeout(100);
  assert.equal((await shown()).length, 1);
  assert.match((await shown())[0]!, /^(?:Un message est arrivé|A message has arrived)\.$/);

  await page.goto('/courrier/reglages/affichage');
  await tick.click();
  for (let tries = 0; tries < 50 && (await known()).length > 0; tries += 1) await page.waitForTimeout(100);
  assert.deepEqual(await known(), []);
  assert.deepEqual(complaints, []);
  await close();
});
