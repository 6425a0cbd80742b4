/**
 * The day's work on accounts: expected → provisional → active → leaving → closed, by dates alone. It can be run for any
 * day, twice for the same day, and after days when nothing ran: one look at the dates gives what those days would have
 * given. What a person did or was told is never redone.
 */
import type { AddressRule } from '../../formats/person-name/address-rule.ts';
import { parisDate } from '../../model/clock.ts';
import { addDays, graceDays, noticeDays, stateOn } from '../../model/service-period.ts';
import { insertEvent } from '../../store/account-events.ts';
import type { Transaction } from '../../store/database.ts';
import {
  bequeathAddresses,
  type Life,
  lockLivesToMove,
  lockReturners,
  moveLives,
  partFromOwners,
  releaseAddresses,
} from '../../store/lives.ts';
import { settleRoles } from '../../store/roles.ts';
import { openAccounts } from '../accounts/open.ts';
import { type Act, record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { remind } from './remind.ts';
import type { LifeRules } from './rules.ts';

export type DayReport = {
  readonly day: string;
  /** First days come: letters may be used, mail is collected. */
  readonly begun: number;
  readonly leaving: number;
  /** Departures called off. */
  readonly staying: number;
  readonly closed: number;
  /** Back after a closing, each with a new account under the old address. */
  readonly returned: number;
  readonly addressesReleased: number;
  readonly reminded: number;
};

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'log' | 'domains' | 'limits'>;

/** Lives the day that the house's clock shows in Paris. */
export async function live(house: Parts, rules: LifeRules, addressRule: AddressRule): Promise<DayReport> {
  const day = parisDate(house.clock.now());
  const moved = await house.store.database.transaction(
    async tx => {
      const counts = await moveAll(tx, house, rules, day);
      const returned = await welcomeBack(tx, house, day, addressRule);
      await settleRoles(tx, day);
      const addressesReleased = await releaseAddresses(tx, addDays(day, -rules.farewellDays), day);
      await record(tx, house, ...counts.acts, ...returned);
      return { ...counts, returned: returned.length, addressesReleased };
    },
    { statementTimeout: 0 },
  );
  const { acts: _, ...counts } = moved;
  const report = { day, ...counts, reminded: await remind(house, rules, day) };
  house.log.info('day-lived', report);
  return report;
}

async function moveAll(
  tx: Transaction,
  house: Parts,
  rules: LifeRules,
  day: string,
): Promise<Pick<DayReport, 'begun' | 'leaving' | 'staying' | 'closed'> & { acts: Act[] }> {
  const lives = await lockLivesToMove(tx, day, noticeDays);
  const moves = lives.flatMap(life => {
    const state = stateOn(life.state, life, day);
    const readOnly = readsOnly(life, rules, day);
    return state === life.state && readOnly === life.readOnly ? [] : [{ life, state, readOnly }];
  });
  await moveLives(
    tx,
    moves.map(({ life, state, readOnly }) => ({ accountId: life.accountId, state, readOnly })),
    day,
  );
  const entering = (to: string) => moves.filter(({ life, state }) => state === to && life.state !== to);
  const closed = entering('closed');
  const at = house.clock.now();
  for (const { life } of closed) {
    const event = { at, kind: 'closed', door: null, network: null, detail: { lastDay: life.lastDay! } } as const;
    await insertEvent(tx, life.accountId, event);
  }
  return {
    begun: entering('provisional').length,
    leaving: entering('leaving').length,
    staying: entering('active').length,
    closed: closed.length,
    acts: closed.map(({ life }) => ({
      kind: 'closed-by-date',
      actor: 'house',
      subject: life.accountId,
      facts: { lastDay: life.lastDay, from: life.state },
    })),
  };
}

/** In a strict house nothing is sent after the last day. */
function readsOnly({ lastDay }: Life, { departure }: LifeRules, day: string): boolean {
  return departure === 'strict' && lastDay !== null && lastDay < day;
}

/**
 * Whoever comes back after a closing gets an empty account under the address they had (R2); what the closed one holds is
 * not given back (R29) and waits for its elimination.
 */
async function welcomeBack(tx: Transaction, house: Parts, day: string, rule: AddressRule): Promise<Act[]> {
  const returners = await lockReturners(tx, day, graceDays);
  if (returners.length === 0) return [];
  await partFromOwners(
    tx,
    returners.map(each => each.accountId),
  );
  const opened = await openAccounts(tx, house, returners, day, rule, heirs =>
    bequeathAddresses(
      tx,
      returners.map(({ accountId, personId }) => ({ from: accountId, to: heirs.get(personId)! })),
    ),
  );
  return returners.map(({ accountId, personId }) => ({
    kind: 'returned',
    actor: 'house',
    subject: opened.get(personId)!,
    facts: { former: accountId },
  }));
}
