/**
 * Where the actor's devices want to be told of changes. A subscription is of the credentials it was made with: a new
 * password ends it. It is told nothing until the device has sent back the code that was posted to it. rfc/8620#7.2
 */
import { Refusal } from '../../model/refusal.ts';
import { readVersions } from '../../store/accounts.ts';
import {
  insertSubscription,
  listSubscriptions,
  removeSubscription,
  type StoredSubscription,
  updateSubscription,
} from '../../store/push-subscriptions.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

export type PushSubscription = StoredSubscription;

/** Of one account: more devices nobody has. */
export const mostSubscriptions = 20;
/** Milliseconds until a subscription expires that its device does not renew. */
const longestLife = 30 * 86_400_000;

/** The code is not the one that was posted. */
export class WrongCode extends Error {}

type Needs = Pick<House, 'store' | 'clock'>;

export async function readSubscriptions({ store, clock }: Needs, actor: Actor): Promise<PushSubscription[]> {
  return await listSubscriptions(store.database, actor.accountId, await versionOf({ store }, actor), clock.now());
}

/** @throws Refusal not-permitted where there are too many, or this house posts nothing; slow-down */
export async function subscribe(
  house: Pick<House, 'store' | 'clock' | 'random' | 'push'>,
  actor: Actor,
  given: Pick<PushSubscription, 'deviceClientId' | 'url' | 'p256dh' | 'auth' | 'types'> & { expires: Date | null },
): Promise<PushSubscription> {
  if (house.push === undefined) throw new Refusal('not-permitted', 'no pushes here');
  const known = await readSubscriptions(house, actor);
  if (known.length >= mostSubscriptions) throw new Refusal('not-permitted', `${mostSubscriptions} subscriptions`);
  house.push.admit(actor.accountId);
  const code = house.random(18).toString('base64url');
  const made = { ...given, code, expires: boundedExpiry(house, given.expires) };
  const version = await versionOf(house, actor);
  const id = await insertSubscription(house.store.database, actor.accountId, version, made);
  const subscription = { ...made, id, verified: false };
  house.push.sendCode(actor.accountId, subscription);
  return subscription;
}

/** @throws Refusal no-such-message where there is none such; WrongCode */
export async function changeSubscription(
  house: Pick<House, 'store' | 'clock' | 'push'>,
  actor: Actor,
  id: number,
  given: {
    code?: string | null | undefined;
    expires?: Date | null | undefined;
    types?: readonly string[] | null | undefined;
  },
): Promise<PushSubscription> {
  const before = (await readSubscriptions(house, actor)).find(one => one.id === id);
  if (before === undefined) throw new Refusal('no-such-message');
  if (given.code !== undefined && given.code !== before.code) throw new WrongCode();
  const after = {
    verified: before.verified || given.code !== undefined,
    expires: given.expires === undefined ? before.expires : boundedExpiry(house, given.expires),
    types: given.types === undefined ? before.types : given.types,
  };
  await updateSubscription(house.store.database, actor.accountId, id, after);
  house.push?.wake();
  return { ...before, ...after };
}

/** @throws Refusal no-such-message */
export async function unsubscribe(house: Pick<House, 'store' | 'push'>, actor: Actor, id: number): Promise<void> {
  if (!(await removeSubscription(house.store.database, actor.accountId, id))) throw new Refusal('no-such-message');
  house.push?.wake();
}

function boundedExpiry({ clock }: Pick<House, 'clock'>, asked: Date | null): Date {
  const latest = new Date(Math.floor((clock.now().getTime() + longestLife) / 1000) * 1000);
  return asked === null || asked > latest ? latest : asked;
}

async function versionOf({ store }: Pick<House, 'store'>, { accountId, version }: Actor): Promise<number> {
  if (version !== undefined) return version;
  const known = (await readVersions(store.database, [accountId])).get(accountId);
  if (known === undefined) throw new Refusal('closed');
  return known;
}
