/**
 * Posts changes to the devices that subscribed. Each subscription is posted to by one process, which holds it for a minute
 * at a time; changes that come together are posted as one. A service that is away is tried again, later each time, and one
 * that says the device is gone loses the subscription. rfc/8620#7.2, rfc/8030, rfc/8291, rfc/8292
 */
import type { KeyObject } from 'node:crypto';
import { writeObjectId } from '../../formats/object-id/object-id.ts';
import { encryptPush } from '../../formats/web-push/encrypt.ts';
import { applicationServerKey, vapidAuthorization } from '../../formats/web-push/vapid.ts';
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import type { PostPush } from '../../peers/post-push.ts';
import {
  forgetSubscriptions,
  type HeldSubscription,
  holdSubscriptions,
  releaseSubscriptions,
  removeSubscription,
  type StoredSubscription,
} from '../../store/push-subscriptions.ts';
import type { House } from '../house.ts';
import { type Pusher, startPush } from './state-changes.ts';

export type PushService = {
  /** What browsers subscribe with. rfc/9749 */
  readonly applicationServerKey: string;
  /** May this account have one more code posted to an address of its choice? @throws Refusal slow-down */
  admit(accountId: AccountId): void;
  /** Posts a subscription its code. */
  sendCode(accountId: AccountId, subscription: StoredSubscription): void;
  /** Something was subscribed, or changed: looks again now. */
  wake(): void;
};

export type PushOptions = {
  readonly post: PostPush;
  readonly privateKey: KeyObject;
  /** Whom a keeper of a push service may write to, as `mailto:…`. */
  readonly contact: string;
  /** Names this process among those of the house. */
  readonly sender: string;
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
};

const lookMilliseconds = 20_000;
const holdMilliseconds = 60_000;
/** Milliseconds changes are gathered before they are posted as one. */
const gatherMilliseconds = 500;
/** Milliseconds before another try: the first, doubled each time up to the last. */
const patience = { first: 15_000, last: 6 * 3_600_000 };
/** Codes posted for one account in an hour: nobody makes us knock at strangers' doors. */
export const codesPerHour = 60;
/** Seconds a service keeps a push for a device that is off. */
const timeToLive = 86_400;

type Needs = Pick<House, 'store' | 'clock' | 'log' | 'random'>;

type Running = { readonly known: string; readonly pusher: Pusher; readonly ending: AbortController };

export function createPush(
  house: Needs,
  options: PushOptions,
): PushService & {
  /** Resolves when it has looked as often as it was asked to. */
  settled(): Promise<void>;
  close(): Promise<void>;
} {
  const { store, clock, log } = house;
  const running = new Map<number, Running>();
  const codes = new Map<AccountId, number[]>();
  const ending = new AbortController();
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    if (ending.signal.aborted) return;
    const now = clock.now();
    await forgetSubscriptions(store.database, now);
    const until = new Date(now.getTime() + holdMilliseconds);
    const held = await holdSubscriptions(store.database, options.sender, now, until);
    const ids = new Set(held.map(one => one.id));
    for (const [id, one] of running) if (!ids.has(id)) end(id, one);
    for (const one of held) {
      const known = JSON.stringify([one.url, one.types]);
      const before = running.get(one.id);
      if (before?.known === known) continue;
      if (before !== undefined) end(one.id, before);
      run(one, known);
    }
  }

  function lookSoon(): void {
    looking = looking.then(look).catch(error => log.warn('push-not-looked', { error: error as Error }));
  }

  function run(subscription: HeldSubscription, known: string): void {
    const stop = new AbortController();
    const { accountId, address } = subscription;
    const types = subscription.types === null ? null : new Set(subscription.types);
    const pusher = startPush(
      { store, log },
      { accountId, address, roles: [] },
      types,
      async change => {
        const gone = await postUntilTaken(accountId, subscription, change, stop.signal);
        if (!gone) return;
        end(subscription.id, { known, pusher, ending: stop });
        await removeSubscription(store.database, accountId, subscription.id).catch(error =>
          log.warn('push-not-removed', { account: accountId, error: error as Error }),
        );
      },
      () => options.sleep(gatherMilliseconds, stop.signal).then(nothing, nothing),
    );
    running.set(subscription.id, { known, pusher, ending: stop });
  }

  function end(id: number, { pusher, ending: stop }: Running): void {
    pusher.stop();
    stop.abort();
    running.delete(id);
  }

  /** @returns true where the service says that nobody is there any more */
  async function postUntilTaken(
    accountId: AccountId,
    subscription: StoredSubscription,
    told: object,
    signal: AbortSignal,
  ): Promise<boolean> {
    for (let wait = patience.first; !signal.aborted; wait = Math.min(wait * 2, patience.last)) {
      const { status, retryAfter } = await attempt(accountId, subscription, told);
      if (status >= 200 && status < 300) return false;
      if (status === 404 || status === 410) return true;
      // A refusal of what is said, not of when: saying it again is of no use.
      if (status >= 400 && status < 500 && status !== 408 && status !== 429) return false;
      const asked = Math.min((retryAfter ?? 0) * 1000, patience.last);
      await options.sleep(Math.max(wait, asked), signal).then(nothing, nothing);
    }
    return false;
  }

  async function attempt(accountId: AccountId, subscription: StoredSubscription, told: object) {
    const about = { account: accountId, subscription: subscription.id };
    try {
      const answer = await options.post(writePush(subscription, told));
      log.info('push', { ...about, status: answer.status });
      return answer;
    } catch (error) {
      log.info('push', { ...about, error: error as Error });
      return { status: 0, retryAfter: null };
    }
  }

  function writePush({ url, p256dh, auth }: StoredSubscription, told: object) {
    const plain = Buffer.from(JSON.stringify(told));
    const sealed = p256dh === null || auth === null ? null : encryptPush(plain, { p256dh, auth }, house.random);
    const headers = {
      ttl: String(timeToLive),
      urgency: 'normal',
      // A newer state takes the place of one that still waits for the device. rfc/8030#5.4
      ...('changed' in told ? { topic: 'state' } : {}),
      authorization: vapidAuthorization(options.privateKey, { url, contact: options.contact, now: clock.now() }),
      ...(sealed === null
        ? { 'content-type': 'application/json' }
        : { 'content-type': 'application/octet-stream', 'content-encoding': 'aes128gcm' }),
    };
    return { url, headers, body: sealed ?? plain };
  }

  const clockwork = setInterval(lookSoon, lookMilliseconds);
  clockwork.unref();
  lookSoon();
  return {
    applicationServerKey: applicationServerKey(options.privateKey),
    admit(accountId) {
      const now = clock.now().getTime();
      for (const [one, times] of codes) if (times.at(-1)! <= now - 3_600_000) codes.delete(one);
      const recent = (codes.get(accountId) ?? []).filter(time => time > now - 3_600_000);
      if (recent.length >= codesPerHour) throw new Refusal('slow-down');
      codes.set(accountId, [...recent, now]);
    },
    sendCode(accountId, subscription) {
      const told = {
        '@type': 'PushVerification',
        pushSubscriptionId: writeObjectId('W', accountId, subscription.id),
        verificationCode: subscription.code,
      };
      void attempt(accountId, subscription, told);
    },
    wake: lookSoon,
    settled: () => looking,
    async close() {
      clearInterval(clockwork);
      ending.abort();
      for (const [id, one] of running) end(id, one);
      await looking;
      await releaseSubscriptions(store.database, options.sender);
    },
  };
}

const nothing = () => {};
