/**
 * Watches over accounts: where a sign arises (a sign-in from a new network, much mail in an hour, a filter that changed,
 * a bounce, a suspect mail to colleagues) the account is named here, and nothing more is done there. Some seconds later all
 * that were named are looked at together, with one question to the database, and those that look hijacked are held.
 */
import type { AccountId } from '../../model/account.ts';
import { type RecentLife, readLives } from '../../store/phishing-lives.ts';
import { listMainAddresses } from '../../store/phishing-people.ts';
import type { House } from '../house.ts';
import { holdAccount } from '../submission/hold-account.ts';
import { filterEffects } from './filter-effects.ts';
import { type AccountLife, judgeAccount, type Place } from './hijack.ts';

export type AccountWatch = {
  /** Something happened to the account that is worth a look. Costs nothing here. */
  look(accountId: AccountId): void;
  /** Looks now at all that were named. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

type WatchHouse = Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'log' | 'support'>;

export type AccountWatchOptions = {
  /** Where a network is, by the operator's table; null where it does not say. */
  readonly placeOf: (network: string) => Place | null;
  /** Resolves some seconds later, or when the signal says so. */
  readonly pause: (signal: AbortSignal) => Promise<void>;
};

/** Milliseconds an account is left alone once somebody has looked. */
const trustFor = 24 * 3_600_000;

export function createAccountWatch(house: WatchHouse, { placeOf, pause }: AccountWatchOptions): AccountWatch {
  const closing = new AbortController();
  let named = new Set<AccountId>();
  let round: Promise<void> | null = null;
  let judging = Promise.resolve();

  /** One look after the other: who waits for it has seen all that was named before. */
  function settle(): Promise<void> {
    judging = judging.then(judgeNamed);
    return judging;
  }

  async function judgeNamed(): Promise<void> {
    const accounts = [...named];
    named = new Set();
    if (accounts.length === 0) return;
    try {
      await judgeAccounts(house, accounts, placeOf);
    } catch (error) {
      house.log.error('account-watch', { error: error as Error });
    }
  }

  async function later(): Promise<void> {
    while (named.size > 0 && !closing.signal.aborted) {
      await pause(closing.signal);
      await settle();
    }
    round = null;
  }

  return {
    look(accountId) {
      if (closing.signal.aborted) return;
      named.add(accountId);
      round ??= later();
    },
    settle,
    async close() {
      closing.abort();
      await round;
      await settle();
    },
  };
}

/** Judges the recent life of these accounts, and holds what those send that look hijacked. */
async function judgeAccounts(
  house: WatchHouse,
  accountIds: readonly AccountId[],
  placeOf: AccountWatchOptions['placeOf'],
): Promise<void> {
  const { store, clock } = house;
  const now = clock.now();
  const lives = await readLives(store.database, accountIds, now, new Date(now.getTime() - trustFor));
  const addresses = await listMainAddresses(
    store.database,
    lives.filter(({ script }) => script !== null).map(({ accountId }) => accountId),
  );
  for (const life of lives) {
    const { hold, signs } = judgeAccount(lifeOf(house, life, addresses.get(life.accountId) ?? '', placeOf, now));
    if (signs.length > 0) {
      house.log.info('account-signs', {
        account: life.accountId,
        signs: signs.map(({ name }) => name).join(' '),
        hold,
      });
    }
    if (hold) await holdAccount(house, life.accountId, 'hijack', signs);
  }
}

function lifeOf(
  { domains }: WatchHouse,
  life: RecentLife,
  address: string,
  placeOf: AccountWatchOptions['placeOf'],
  now: Date,
): AccountLife {
  const inside = (other: string) => domains.includes(other.slice(other.lastIndexOf('@') + 1).toLowerCase());
  const { signIns, networksBefore } = life;
  return {
    now,
    signIns: signIns.map(({ at, network }) => ({ at, network, place: placeOf(network) })),
    // An account that has only just begun has no habits to depart from.
    usualNetworks: new Set(networksBefore ?? signIns.map(({ network }) => network)),
    sentByHour: life.sentByHour,
    usualPerHour: life.usualPerHour,
    bounces: life.bounces,
    sentToday: life.sentToday,
    suspectMail: life.phishing,
    filters: filterEffects(life.script, address, inside, now),
  };
}
