/**
 * The HR feed, from bytes read to accounts opened: diff, guard, apply in one transaction. What is read comes from
 * `formats/hr/`; the same feed twice changes nothing.
 */

import { type HrFeed, type HrPerson, type HrRefusal, period } from '../../formats/hr/person.ts';
import { type AddressRule, localPart } from '../../formats/person-name/address-rule.ts';
import type { AccountId, AccountState, PersonId } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { closingDay, firstState, stateWithLastDay } from '../../model/service-period.ts';
import { setDepartures } from '../../store/account-states.ts';
import type { Queryable } from '../../store/database.ts';
import { findEliminated, forgetEliminated } from '../../store/eliminated-people.ts';
import { bequeathAddresses } from '../../store/lives.ts';
import {
  countInService,
  insertPeople,
  listPeople,
  lockPeople,
  type PersonRow,
  replaceAssignments,
  updatePeople,
} from '../../store/people.ts';
import { listSchools } from '../../store/schools.ts';
import { giveByRule, openAccounts } from '../accounts/open.ts';
import { record } from '../audit/record.ts';
import type { House, Keys } from '../house.ts';
import { type Operator, requireRole } from './authority.ts';
import { type Difference, diffFeed, type FeedDiff, type FeedScope, type KnownPerson } from './diff-feed.ts';
import { type GuardLimits, guard, usualGuard } from './guard.ts';
import { hashHrKey, hashNumen, openBirthDate, sealBirthDate } from './secrets.ts';

export type ImportOptions = {
  readonly scope: FeedScope;
  readonly addressRule: AddressRule;
  /** `preview` shows the diff and does nothing; `confirm` applies what the guard would hold. */
  readonly mode?: 'apply' | 'preview' | 'confirm';
  readonly guard?: GuardLimits;
  /** Whoever is said without a NUMEN keeps theirs: it is never read back, so a program cannot repeat it. */
  readonly keepsNumen?: boolean;
  /** Runs in the transaction that applies, before it changes anything: what it throws leaves all as it was. */
  readonly beforeApplying?: (tx: Queryable, diff: FeedDiff) => Promise<void>;
};

export type ImportOutcome = {
  readonly kind: 'applied' | 'previewed' | 'held';
  readonly diff: FeedDiff;
  /** Why the guard holds the feed, or would. */
  readonly held: { readonly fr: string; readonly en: string } | null;
  /** Accounts opened by this run, by HR key. */
  readonly opened: ReadonlyMap<string, AccountId>;
};

/** `hashOf`: the keyed hash of a NUMEN in hexadecimal. */
type Parts = Pick<House, 'store' | 'clock' | 'log' | 'keys' | 'random' | 'domains' | 'limits'> & {
  readonly hashOf: (numen: string) => string;
};

/** Each NUMEN is hashed once a feed, though it is compared first and written later. */
function hashedOnce(keys: Keys): Parts['hashOf'] {
  const known = new Map<string, string>();
  return numen => {
    const before = known.get(numen);
    if (before !== undefined) return before;
    const hash = hashNumen(keys, numen).toString('hex');
    known.set(numen, hash);
    return hash;
  };
}

/** Takes in a feed. Expects the schools it names to be known already. */
export async function importFeed(
  parts: Pick<House, 'store' | 'clock' | 'log' | 'keys' | 'random' | 'domains' | 'limits'>,
  operator: Operator,
  feed: HrFeed,
  options: ImportOptions,
): Promise<ImportOutcome> {
  requireRole(operator, ['administrator']);
  const today = parisDate(parts.clock.now());
  const house = { ...parts, hashOf: hashedOnce(parts.keys) };
  const outcome = await house.store.database.transaction(async tx => {
    await lockPeople(tx);
    const diff = await compare(tx, house, feed, options, today);
    const held = guard(diff, options.guard ?? usualGuard);
    if (options.mode === 'preview') return { kind: 'previewed' as const, diff, held, opened: new Map() };
    if (held !== null && options.mode !== 'confirm') return { kind: 'held' as const, diff, held, opened: new Map() };
    await options.beforeApplying?.(tx, diff);
    const opened = await apply(tx, house, diff, options, today);
    const confirmed = held !== null;
    await record(tx, house, {
      kind: 'hr-feed',
      actor: operator,
      subject: null,
      facts: { ...countsOf(diff), confirmed },
    });
    return { kind: 'applied' as const, diff, held, opened };
  });
  house.log.info('hr-feed', { outcome: outcome.kind, ...countsOf(outcome.diff) });
  return outcome;
}

/** How many of each kind. */
export function countsOf(diff: FeedDiff): Record<string, number> {
  const { inService: _, ...lists } = diff;
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.length]));
}

async function compare(
  tx: Queryable,
  house: Parts,
  feed: HrFeed,
  options: ImportOptions,
  today: string,
): Promise<FeedDiff> {
  const { keys } = house;
  const whole = options.scope === 'complete';
  const named = whole ? undefined : namesIn(feed, house.hashOf);
  const known: KnownPerson[] = (await listPeople(tx, named)).map(person => ({
    ...person,
    birthDate: openBirthDate(keys, person.hrKey, person.birthDate),
    numen: person.numen?.toString('hex') ?? null,
  }));
  const schools = new Set((await listSchools(tx)).map(school => school.uai));
  const living = await withoutEliminated(tx, house, feed, today);
  return diffFeed(withoutUnaddressable(living, options.addressRule), known, {
    scope: options.scope,
    today,
    schools,
    hashNumen: house.hashOf,
    keepsNumen: options.keepsNumen,
    ...(whole ? {} : { inService: await countInService(tx, today) }),
  });
}

/** A feed of some is compared with those it names alone, and with who bears their NUMENs. */
function namesIn({ people }: HrFeed, hash: (numen: string) => string): { hrKeys: string[]; numens: string[] } {
  return {
    hrKeys: people.map(person => person.hrKey),
    numens: people.flatMap(({ numen }) => (numen === null ? [] : [hash(numen)])),
  };
}

/** HR may go on naming those who left long ago: whoever is eliminated is not taken in again for that. */
async function withoutEliminated(
  tx: Queryable,
  { keys }: { readonly keys: Keys },
  feed: HrFeed,
  today: string,
): Promise<HrFeed> {
  const over = (person: HrPerson) => firstState(period(person.assignments).lastDay, today) === 'closed';
  const past = feed.people.filter(over).map(person => hashHrKey(keys, person.hrKey));
  const gone = await findEliminated(tx, past);
  if (gone.size === 0) return feed;
  const isGone = (person: HrPerson) => over(person) && gone.has(hashHrKey(keys, person.hrKey).toString('hex'));
  return { ...feed, people: feed.people.filter(person => !isGone(person)) };
}

/** Refuses those whose name gives no address: HR must write it in Latin letters. */
function withoutUnaddressable(feed: HrFeed, rule: AddressRule): HrFeed {
  const refused: HrRefusal[] = [];
  const people = feed.people.filter(person => {
    if (localPart(person.givenName, person.familyName, rule) !== null) return true;
    const why = 'ce nom ne donne aucune adresse : écrivez-le en lettres latines';
    refused.push({ line: person.line, hrKey: person.hrKey, column: 'nom_usage', why });
    return false;
  });
  return { people, refused: [...feed.refused, ...refused] };
}

async function apply(
  tx: Queryable,
  house: Parts,
  diff: FeedDiff,
  options: ImportOptions,
  today: string,
): Promise<Map<string, AccountId>> {
  const opened = await welcome(tx, house, diff.new, options.addressRule, today);
  await rewrite(tx, house, [...diff.leaving, ...diff.returning, ...diff.changed], options, today);
  await endMissing(tx, house, diff.missing, today);
  return opened;
}

async function welcome(
  tx: Queryable,
  house: Parts,
  people: readonly HrPerson[],
  rule: AddressRule,
  today: string,
): Promise<Map<string, AccountId>> {
  if (people.length === 0) return new Map();
  const ids = await insertPeople(
    tx,
    people.map(person => row(house, person)),
  );
  await replaceAssignments(
    tx,
    people.map(({ hrKey, assignments }) => ({ personId: ids.get(hrKey)!, assignments })),
  );
  const newcomers = people.map(({ hrKey, givenName, familyName, assignments }) => ({
    personId: ids.get(hrKey)!,
    givenName,
    familyName,
    lastDay: period(assignments).lastDay,
  }));
  // Whoever comes back after an elimination gets their own address back (R2), and nothing else.
  const keyed = people.map(({ hrKey }) => ({ hrKey, hash: hashHrKey(house.keys, hrKey) }));
  const former = await findEliminated(
    tx,
    keyed.map(each => each.hash),
  );
  const inherit = async (heirs: ReadonlyMap<PersonId, AccountId>): Promise<void> => {
    const back = keyed.flatMap(({ hrKey, hash }) => {
      const from = former.get(hash.toString('hex'));
      return from === undefined ? [] : [{ from, to: heirs.get(ids.get(hrKey)!)! }];
    });
    await bequeathAddresses(tx, back);
    await forgetEliminated(tx, [...former.values()]);
  };
  const accounts = await openAccounts(tx, house, newcomers, today, rule, former.size === 0 ? undefined : inherit);
  return new Map(people.map(({ hrKey }) => [hrKey, accounts.get(ids.get(hrKey)!)!]));
}

async function rewrite(
  tx: Queryable,
  house: Parts,
  differences: readonly Difference[],
  { addressRule: rule, keepsNumen = false }: ImportOptions,
  today: string,
): Promise<void> {
  if (differences.length === 0) return;
  await updatePeople(
    tx,
    differences.map(({ known, said }) => {
      const written = row(house, said);
      return keepsNumen && said.numen === null ? { ...written, numen: known.numen } : written;
    }),
  );
  await replaceAssignments(
    tx,
    differences.map(({ known, said }) => ({ personId: known.personId, assignments: said.assignments })),
  );
  const renamed = differences.flatMap(({ known, said }) =>
    known.accountId !== null &&
    localPart(known.givenName, known.familyName, rule) !== localPart(said.givenName, said.familyName, rule)
      ? [{ accountId: known.accountId, givenName: said.givenName, familyName: said.familyName }]
      : [],
  );
  if (renamed.length > 0) await giveByRule(tx, house.domains[0]!, renamed, today, rule);
  await setDepartures(
    tx,
    differences.flatMap(({ known, said }) => departure(known, period(said.assignments).lastDay, today)),
  );
}

/** Who is no longer named by a complete feed had today as last day: thirty days remain to put an error right. */
async function endMissing(tx: Queryable, house: Parts, missing: readonly KnownPerson[], today: string): Promise<void> {
  if (missing.length === 0) return;
  const ended = missing.map(person => ({
    ...person,
    lastDay: today,
    assignments: person.assignments.map(each => {
      const open = each.lastDay === null || each.lastDay > today;
      return open ? { ...each, lastDay: each.firstDay > today ? each.firstDay : today } : each;
    }),
  }));
  await updatePeople(
    tx,
    ended.map(person => ({ ...columns(person), ...sealed(house, person) })),
  );
  await replaceAssignments(tx, ended);
  await setDepartures(
    tx,
    ended.flatMap(person => departure(person, today, today)),
  );
}

function departure(
  known: KnownPerson,
  lastDay: string | null,
  today: string,
): { accountId: AccountId; state: AccountState; closesOn: string | null }[] {
  if (known.accountId === null || known.state === null) return [];
  const state = stateWithLastDay(known.state, lastDay, today);
  return [{ accountId: known.accountId, state, closesOn: closingDay(lastDay) }];
}

function row(house: Pick<Parts, 'keys' | 'random' | 'hashOf'>, person: HrPerson): PersonRow {
  return {
    ...columns({ ...person, ...period(person.assignments) }),
    birthDate: sealBirthDate(house.keys, house.random, person.hrKey, person.birthDate).toString('hex'),
    numen: person.numen === null ? null : house.hashOf(person.numen),
  };
}

function sealed(
  house: { keys: Keys; random: House['random'] },
  known: KnownPerson,
): Pick<PersonRow, 'birthDate' | 'numen'> {
  const birthDate = sealBirthDate(house.keys, house.random, known.hrKey, known.birthDate).toString('hex');
  return { birthDate, numen: known.numen };
}

/** The columns that are kept as HR writes them. */
function columns(person: Omit<PersonRow, 'birthDate' | 'numen'>): Omit<PersonRow, 'birthDate' | 'numen'> {
  const { hrKey, title, givenName, familyName, birthName, population, firstDay, lastDay } = person;
  return { hrKey, title, givenName, familyName, birthName, population, function: person.function, firstDay, lastDay };
}
