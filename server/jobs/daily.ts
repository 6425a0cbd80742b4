/**
 * What happens by the clock, once a day for the whole house whichever node does it: the lives of accounts, eliminations and
 * their proof; and, as they are asked for, packages. A node that dies leaves the day to another; a day that was missed is
 * caught up by the next, for each work looks at dates and not at yesterday.
 */
import type { AddressRule } from '../formats/person-name/address-rule.ts';
import { parisDate } from '../model/clock.ts';
import { eliminate, prove, sweepBlobs } from '../services/departure/eliminate.ts';
import { dropPackages, makePackage, type PartsOf } from '../services/departure/packages.ts';
import type { House } from '../services/house.ts';
import { live } from '../services/lifecycle/live.ts';
import type { LifeRules } from '../services/lifecycle/rules.ts';
import { endLoans } from '../services/mailboxes/lend.ts';
import { settlePosts } from '../services/people/posts.ts';
import { claimDay, finishDay } from '../store/lives.ts';

export type DailyOptions = {
  readonly house: House;
  readonly rules: LifeRules;
  readonly addressRule: AddressRule;
  readonly packagesDirectory: string;
  readonly partsOf: PartsOf;
  /** Milliseconds between looks. */
  readonly lookEvery: number;
  /** What else each day does: reports written, memories and counts past their time let go. */
  readonly also?: Readonly<Record<string, () => Promise<unknown>>>;
};

export type Daily = {
  /** Does now what is to be done; resolves when it is. */
  look(): Promise<void>;
  close(): Promise<void>;
};

/** Milliseconds after which a node that took a day and says nothing is taken for dead. */
const claimFor = 3_600_000;

export function startDaily(options: DailyOptions): Daily {
  const { house, rules, addressRule, packagesDirectory } = options;
  const works: Record<string, () => Promise<unknown>> = {
    ...options.also,
    lives: async () => {
      await live(house, rules, addressRule);
      await settlePosts(house);
      await endLoans(house);
    },
    endings: async () => {
      await dropPackages(house, packagesDirectory);
      await eliminate(house, rules);
      await sweepBlobs(house);
      await prove(house);
    },
  };
  let looking: Promise<void> | null = null;
  let closed = false;

  function look(): Promise<void> {
    looking ??= lookOnce().finally(() => {
      looking = null;
    });
    return looking;
  }

  async function lookOnce(): Promise<void> {
    for (const [name, work] of Object.entries(works)) await attempt(name, () => onceToday(name, work));
    await attempt('packages', async () => {
      while (!closed && (await makePackage(house, packagesDirectory, options.partsOf)));
    });
  }

  async function onceToday(name: string, work: () => Promise<unknown>): Promise<void> {
    const now = house.clock.now();
    const day = parisDate(now);
    const until = new Date(now.getTime() + claimFor);
    if (closed || !(await claimDay(house.store.database, { name, day, now, until }))) return;
    await work();
    await finishDay(house.store.database, name, day, house.clock.now());
  }

  /** One work that fails is told loudly, keeps none of the others, and is tried again when its claim is over. */
  async function attempt(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      house.log.error('daily-work-failed', { work: name, error: error as Error });
    }
  }

  const timer = setInterval(() => void look(), options.lookEvery);
  timer.unref();
  return {
    look,
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
    },
  };
}
