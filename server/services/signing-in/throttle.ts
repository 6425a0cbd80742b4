/**
 * Guessing slowed per account and per network (R34), in the database that all processes share. Failures from networks an
 * account never signed in from share one counter, each of its known networks and browsers has its own: strangers slow
 * strangers, never the owner at home or at school, nor elsewhere with the browser they always use. A network that fails for many accounts is slowed as a whole, but not for the accounts
 * known there.
 */
import { createHmac } from 'node:crypto';
import { networkOf } from '../../formats/network/network.ts';
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { isKnownDevice, rememberDevice } from '../../store/known-devices.ts';
import {
  clearAttempts,
  countAttempt,
  isKnownNetwork,
  rememberNetwork,
  type Slowing,
  uncountAttempt,
} from '../../store/throttle.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { hashToken } from './tokens.ts';

const day = 86_400;
/** Of one account: eight tries, then 2 s, 4 s, 8 s… up to fifteen minutes. */
const ofAccount: Slowing = { free: 8, firstSeconds: 2, mostSeconds: 900, forgetSeconds: day };
/** Of one network, for accounts unknown there: a school shares an address, so more is free. */
const ofNetwork: Slowing = { free: 60, firstSeconds: 2, mostSeconds: 900, forgetSeconds: day };
/** Of one secret tried from strange networks, whoever for: the same password for many people is no mistake of theirs. */
const ofSecret: Slowing = { free: 40, firstSeconds: 60, mostSeconds: 3600, forgetSeconds: day };
/** How long a network stays known without a sign-in. */
const knownDays = 180;

/** An attempt that was let through and is counted as failed until told otherwise. */
export type CountedAttempt = {
  /** Does the account know the network, the browser? */
  readonly knows: { readonly network: boolean; readonly device: boolean };
  succeeded(): Promise<void>;
};

/** The wait, in seconds, that goes with a `slow-down`. */
export class SlowDown extends Refusal {
  readonly retryAfter: number;
  /** Strangers have guessed at this very account. */
  readonly attacked: boolean;

  constructor(retryAfter: number, attacked = false) {
    super('slow-down', `${retryAfter} s`);
    this.retryAfter = retryAfter;
    this.attacked = attacked;
  }
}

/**
 * Lets an attempt through, counted, or refuses it.
 * @param who the account, or the name that was tried where nobody bears it: both are slowed alike, or the difference
 * would tell which names exist
 * @param secret what was tried, to see one password tried for many people; counted by a keyed hash of its own
 * @param device the hash of a token that the browser holds
 * @throws SlowDown
 */
export async function throttle(
  house: Pick<House, 'store' | 'clock' | 'keys'>,
  who: AccountId | string,
  remote: string,
  secret?: string,
  device?: Buffer,
): Promise<CountedAttempt> {
  const db = house.store.database;
  const now = house.clock.now();
  const network = networkOf(remote);
  const since = new Date(now.getTime() - knownDays * day * 1000);
  const knows = {
    network: typeof who === 'number' && (await isKnownNetwork(db, who, network, since)),
    device: typeof who === 'number' && device !== undefined && (await isKnownDevice(db, who, device, since)),
  };
  const known = knows.network || knows.device;
  const place = knows.device ? device!.toString('base64url') : network;
  const subject = known ? `account ${who} ${place}` : `account ${typeof who === 'number' ? who : nameMark(house, who)}`;
  const strange = known ? [] : [`network ${network}`, ...(secret === undefined ? [] : [secretSubject(house, secret)])];
  const counted: string[] = [];
  try {
    for (const each of [subject, ...strange]) {
      await pass(each, each === subject ? ofAccount : each.startsWith('network') ? ofNetwork : ofSecret);
      counted.push(each);
    }
  } catch (error) {
    for (const each of counted) await uncountAttempt(db, each, now);
    throw error;
  }

  async function pass(each: string, slowing: Slowing): Promise<void> {
    const openAt = await countAttempt(db, each, slowing, now);
    if (openAt !== null) throw new SlowDown(waitUntil(openAt, now), each === subject && !known);
  }

  return {
    knows,
    async succeeded() {
      await clearAttempts(db, subject);
      for (const each of strange) await uncountAttempt(db, each, now);
      if (typeof who !== 'number') return;
      await rememberNetwork(db, who, network, now);
      if (device !== undefined) await rememberDevice(db, who, device, now);
    },
  };
}

/** A browser that has just proved more than a sign-in would. */
export async function knowDevice(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  { accountId }: Actor,
  device: string,
): Promise<void> {
  await rememberDevice(store.database, accountId, hashToken(device), clock.now());
}

/** Counts an attempt at something short that belongs to nobody, by network alone. @throws SlowDown */
export async function throttleNetwork(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  what: string,
  remote: string,
): Promise<void> {
  const now = clock.now();
  const openAt = await countAttempt(store.database, `${what} ${networkOf(remote)}`, ofNetwork, now);
  if (openAt !== null) throw new SlowDown(waitUntil(openAt, now));
}

function waitUntil(openAt: Date, now: Date): number {
  return Math.max(1, Math.ceil((openAt.getTime() - now.getTime()) / 1000));
}

function secretSubject({ keys }: Pick<House, 'keys'>, secret: string): string {
  return `secret ${createHmac('sha256', keys.numen).update(`tried\0${secret}`).digest('base64url').slice(0, 22)}`;
}

function nameMark({ keys }: Pick<House, 'keys'>, name: string): string {
  return createHmac('sha256', keys.numen).update(`name\0${name}`).digest('base64url').slice(0, 22);
}
