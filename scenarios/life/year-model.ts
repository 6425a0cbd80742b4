/**
 * The plain model of the years of an account: a few lines a rule, one person at a time, sharing no code with the house. Days
 * are counted from 1970.
 */
import { dayNumber } from '../../dev/academie/calendar.ts';
import type { Person } from '../../dev/academie/person.ts';

type State = 'expected' | 'provisional' | 'active' | 'leaving' | 'suspended' | 'closed' | 'purged';

type Spell = { first: number; last: number | null };

export type ModelPerson = {
  state: State;
  spells: Spell[];
  activated: boolean;
  suspended: boolean;
  closedOn: number | null;
  /** Fewest days told, by closing. */
  told: Map<number, number>;
  /** Messages of the house in the mailbox of the account the person has now. */
  mails: number;
  accounts: number;
};

const never = Number.POSITIVE_INFINITY;

export class YearModel {
  readonly people = new Map<string, ModelPerson>();

  feed(day: string, scope: 'complete' | 'partial', people: readonly Person[]): void {
    const today = dayNumber(day);
    const named = new Set(people.map(person => person.hrKey));
    for (const person of people) {
      const spells = person.assignments.map(each => ({
        first: dayNumber(each.firstDay),
        last: each.lastDay === null ? null : dayNumber(each.lastDay),
      }));
      const known = this.people.get(person.hrKey);
      if (known !== undefined) {
        known.spells = spells;
        // Nothing is known of them any more: they are new to the house, on the day HR names them again.
        if (known.state === 'purged' && last(spells) + 30 >= today) comeBack(known);
      } else {
        const over = last(spells) + 30 < today;
        this.people.set(person.hrKey, newcomer(spells, over ? 'closed' : 'expected'));
      }
    }
    if (scope === 'partial') return;
    for (const [key, person] of this.people) {
      if (named.has(key) || last(person.spells) < today) continue;
      // HR's last word is today, whatever was to begin later.
      person.spells = [{ first: Math.min(...person.spells.map(spell => spell.first)), last: today }];
    }
  }

  activate(key: string): void {
    const person = this.people.get(key);
    if (person === undefined || !['expected', 'provisional'].includes(person.state)) return;
    person.activated = true;
    person.state = 'active';
  }

  /** As the support sees it: only an open account is shut. */
  suspend(key: string): boolean {
    const person = this.people.get(key);
    if (person === undefined || !['active', 'leaving'].includes(person.state)) return false;
    person.suspended = true;
    person.mails += 1;
    person.state = 'suspended';
    return true;
  }

  reopen(key: string, day: string): boolean {
    const person = this.people.get(key);
    if (person?.state !== 'suspended' || last(person.spells) + 30 < dayNumber(day)) return false;
    person.suspended = false;
    person.mails += 1;
    person.state = 'active';
    return true;
  }

  /** The day's work. */
  live(day: string): void {
    const today = dayNumber(day);
    for (const person of this.people.values()) {
      const end = last(person.spells);
      if (person.state === 'purged') continue;
      if (person.state === 'closed') {
        if (end + 30 >= today) comeBack(person);
        continue;
      }
      if (end + 30 < today) {
        person.state = 'closed';
        person.closedOn = today;
        continue;
      }
      if (person.suspended) continue;
      if (!person.activated) {
        const next = Math.min(...person.spells.filter(each => (each.last ?? never) >= today).map(each => each.first));
        const first = next === never ? Math.min(...person.spells.map(each => each.first)) : next;
        if (first <= today) person.state = 'provisional';
        continue;
      }
      person.state = end <= today + 30 ? 'leaving' : 'active';
      tell(person, end + 30, today);
    }
  }

  eliminate(day: string, delay: number): void {
    const today = dayNumber(day);
    for (const person of this.people.values()) {
      if (person.state === 'closed' && person.closedOn! < today - delay) person.state = 'purged';
    }
  }
}

function newcomer(spells: Spell[], state: State): ModelPerson {
  const closedOn = state === 'closed' ? last(spells) + 30 : null;
  return { state, spells, activated: false, suspended: false, closedOn, told: new Map(), mails: 0, accounts: 1 };
}

function comeBack(person: ModelPerson): void {
  Object.assign(person, newcomer(person.spells, 'expected'), { accounts: person.accounts + 1 });
}

function tell(person: ModelPerson, closing: number, today: number): void {
  if (person.state === 'active') {
    if (person.told.size > 0) person.mails += 1;
    person.told.clear();
    return;
  }
  const before = person.told.get(closing);
  const nearest = [1, 3, 7, 15, 30].find(days => closing - today <= days) ?? never;
  if (before !== undefined && nearest >= before) return;
  person.told.set(closing, nearest);
  person.mails += 1;
}

/** The last day of all; none is never. */
function last(spells: readonly Spell[]): number {
  return Math.max(...spells.map(spell => spell.last ?? never));
}
