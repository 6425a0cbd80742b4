/**
 * Guessing slowed per account and per network (R34), in the database that all processes share. Failures from networks an
 * account never signed in from share one counter, each of its known networks has its own: strangers slow strangers, never
 * the owner at home or at school. A network that fails for many accounts is slowed as a whole, but not for the accounts
 * known there.
 */
import { createHmac } from 'node:crypto';
import { networkOf } from '../../formats/network/network.ts';
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import {
  clearAttempts,
  countAttempt,
  isKnownNetwork,
  rememberNetwork,
  type Slowing,
  uncountAttempt,
} from '../../store/throttle.ts';
import type { House } from '../house.ts';

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
export type CountedAttempt = { succeeded(): Promise<void> };

/** The wait, in seconds, that goes with a `slow-down`. */
export class SlowDown extends Refusal {
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super('slow-down', `${retryAfter} s`);
    this.retryAfter = retryAfter;
  }
}

/**
 * Lets an attempt through, counted, or refuses it.
 * @param who the account, or the name that was tried where nobody bears it: both are slowed alike, or the difference
 * would tell which names exist
 * @param secret what was tried, to see one password tried for many people; counted by a keyed hash of its own
 * @throws SlowDown
 */
export async function throttle(
  house: Pick<House, 'store' | 'clock' | 'keys'>,
  who: AccountId | string,
  remote: string,
  secret?: string,
): Promise<CountedAttempt> {
  const db = house.store.database;
  const now = house.clock.now();
  const network = networkOf(remote);
  const since = new Date(now.getTime() - knownDays * day * 1000);
  const known = typeof who === 'number' && (await isKnownNetwork(db, who, network, since));
  const subject = known
    ? `account ${who} ${network}`
    : `account ${typeof who === 'number' ? who : nameMark(house, who)}`;
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

  async function pass(subject: string, slowing: Slowing): Promise<void> {
    const openAt = await countAttempt(db, subject, slowing, now);
    if (openAt !== null) throw new SlowDown(waitUntil(openAt, now));
  }

  return {
    async succeeded() {
      await clearAttempts(db, subject);
      for (const each of strange) await uncountAttempt(db, each, now);
      if (typeof who === 'number') await rememberNetwork(db, who, network, house.clock.now());
    },
  };
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
