/**
 * The directory as a program of the HR office writes it, person by person (SCIM 2.0): each writing is a feed of one, read
 * and checked like every feed, under the same guard, which counts what came by drops since the morning. What is held waits
 * with the other feeds.
 */
import { composeHrCsv, type UncheckedPerson } from '../../formats/hr/compose-csv.ts';
import type { AddressRule } from '../../formats/person-name/address-rule.ts';
import type { Address } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { listPeople, type StoredPerson } from '../../store/people.ts';
import {
  countScimChanges,
  countScimRows,
  findScimClient,
  findScimRow,
  insertScimClient,
  listScimClients,
  listScimRows,
  noteScim,
  removeScimClient,
  type ScimClient,
  type ScimRow,
} from '../../store/scim.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { drawToken, hashToken } from '../signing-in/tokens.ts';
import { type Operator, requireRole } from './authority.ts';
import { usualGuard } from './guard.ts';
import { scimOrigin, takeInFeed } from './held-feeds.ts';
import { openBirthDate } from './secrets.ts';

export type { ScimClient } from '../../store/scim.ts';

type Parts = Pick<House, 'store' | 'clock' | 'log' | 'keys' | 'random' | 'domains' | 'limits'>;

/** Somebody as SCIM shows them: all that HR says but the NUMEN, which is never read back. */
export type Agent = Omit<UncheckedPerson, 'numen'> & {
  readonly id: number;
  readonly externalId: string | null;
  /** In service today or later. */
  readonly active: boolean;
  readonly addresses: readonly Address[];
  readonly createdAt: Date | null;
  readonly modifiedAt: Date | null;
};

/** What a program says of somebody. `active: false` ends the service today. */
export type AgentWish = UncheckedPerson & { readonly externalId: string | null; readonly active: boolean };

/** Not taken: French reasons, one a field; or kept for an administrator, under a number. */
export class NotTaken extends Error {
  readonly why: string;
  readonly feed: number | null;

  constructor(why: string, feed: number | null = null) {
    super(why);
    this.name = 'NotTaken';
    this.why = why;
    this.feed = feed;
  }
}

export async function findAgent(house: Parts, id: number): Promise<Agent | null> {
  const row = Number.isSafeInteger(id) ? await findScimRow(house.store.database, id) : null;
  return row === null ? null : ((await asAgents(house, [row]))[0] ?? null);
}

export type AgentsAsked = {
  /** How many to pass over. */
  readonly after: number;
  readonly atMost: number;
  readonly hrKey?: string;
  readonly externalId?: string;
};

export async function listAgents(house: Parts, asked: AgentsAsked): Promise<Agent[]> {
  const { after, atMost, hrKey = null, externalId = null } = asked;
  return await asAgents(house, await listScimRows(house.store.database, { after, atMost, hrKey, externalId }));
}

export async function countAgents({ store }: Parts): Promise<number> {
  return await countScimRows(store.database);
}

/**
 * Writes somebody, new or known by HR key.
 * @throws NotTaken: a field is not to be believed, or the guard holds it
 */
export async function writeAgent(
  house: Parts,
  client: ScimClient,
  addressRule: AddressRule,
  wish: AgentWish,
  deleted = false,
): Promise<Agent> {
  const today = parisDate(house.clock.now());
  const assignments = wish.active ? resumed(wish.assignments, today) : endedBy(wish.assignments, today);
  if (assignments.length === 0) throw new NotTaken('assignments : au moins une affectation est attendue');
  const { database } = house.store;
  const since = new Date(`${today}T00:00:00Z`);
  const already = await countScimChanges(database, new Date(since.getTime() - 3_600_000 * 2));
  const source = { bytes: composeHrCsv([{ ...wish, assignments }]), origin: scimOrigin };
  let change = false;
  const taken = await takeInFeed(house, 'console', source, {
    scope: 'partial',
    addressRule,
    keepsNumen: true,
    guard: { ...usualGuard, already },
    async beforeApplying(_, diff) {
      change = diff.new.length === 0 && diff.unchanged.length === 0;
      const [refused] = diff.refused;
      if (refused !== undefined)
        throw new NotTaken(refused.column === null ? refused.why : `${refused.column} : ${refused.why}`);
    },
  });
  if (taken.kind === 'held') throw new NotTaken(taken.held!.fr, taken.feed);
  await database.transaction(async tx => {
    const at = house.clock.now();
    await noteScim(tx, { hrKey: wish.hrKey, externalId: wish.externalId, at, change, deleted });
    const facts = { client: client.id, change, deleted };
    await record(tx, house, { kind: 'hr-scim', actor: 'house', subject: null, facts });
  });
  const [person] = await listPeople(database, { hrKeys: [wish.hrKey], numens: [] });
  const row: ScimRow | null = await findScimRow(database, person!.personId);
  const [agent] = row === null ? [] : await asAgents(house, [row]);
  return (
    agent ?? { ...asAgent(house, person!, today), externalId: null, addresses: [], createdAt: null, modifiedAt: null }
  );
}

/** Ends the service of somebody, whom programs then no longer see. The directory keeps what the law wants kept. */
export async function endAgent(house: Parts, client: ScimClient, rule: AddressRule, agent: Agent): Promise<void> {
  await writeAgent(house, client, rule, { ...agent, numen: null, active: false }, true);
}

/** Assignments that a last day of today cuts short; one that has not begun ends as it begins. */
function endedBy(assignments: UncheckedPerson['assignments'], today: string): UncheckedPerson['assignments'] {
  const begun = assignments.filter(each => each.firstDay <= today);
  const kept = begun.length > 0 ? begun : assignments.slice(0, 1).map(each => ({ ...each, lastDay: each.firstDay }));
  return kept.map(each =>
    each.lastDay === null || each.lastDay > today ? { ...each, lastDay: maxDay(today, each.firstDay) } : each,
  );
}

/** Said to be active, with assignments that are all over: the main one goes on. */
function resumed(assignments: UncheckedPerson['assignments'], today: string): UncheckedPerson['assignments'] {
  if (assignments.some(each => each.lastDay === null || each.lastDay > today)) return assignments;
  return assignments.map(each => (each.main ? { ...each, lastDay: null } : each));
}

function maxDay(a: string, b: string): string {
  return a > b ? a : b;
}

async function asAgents(house: Parts, rows: readonly ScimRow[]): Promise<Agent[]> {
  const people = await listPeople(house.store.database, { hrKeys: rows.map(row => row.hrKey), numens: [] });
  const known = new Map(people.map(person => [person.hrKey, person]));
  const today = parisDate(house.clock.now());
  return rows.map(({ hrKey, externalId, addresses, createdAt, modifiedAt }) => ({
    ...asAgent(house, known.get(hrKey)!, today),
    ...{ externalId, addresses, createdAt, modifiedAt },
  }));
}

function asAgent(
  { keys }: Parts,
  person: StoredPerson,
  today: string,
): Omit<Agent, 'externalId' | 'addresses' | 'createdAt' | 'modifiedAt'> {
  const { personId, hrKey, title, givenName, familyName, birthName, population, assignments, lastDay } = person;
  return {
    ...{ id: personId, hrKey, title, givenName, familyName, birthName, population, assignments },
    function: person.function,
    birthDate: openBirthDate(keys, hrKey, person.birthDate),
    active: lastDay === null || lastDay > today,
  };
}

/** Lets a program of the HR office in. @returns its token, seen this once @throws Refusal not-permitted */
export async function admitScimClient(house: Parts, operator: Operator, name: string): Promise<string> {
  requireRole(operator, ['administrator']);
  const token = drawToken(house.random);
  await house.store.database.transaction(async tx => {
    const id = await insertScimClient(tx, { name, tokenHash: hashToken(token), at: house.clock.now() });
    await record(tx, house, { kind: 'hr-scim', actor: operator, subject: null, facts: { client: id, admitted: true } });
  });
  return token;
}

/** @throws Refusal not-permitted; policy: there is none */
export async function dismissScimClient(house: Parts, operator: Operator, id: number): Promise<void> {
  requireRole(operator, ['administrator']);
  await house.store.database.transaction(async tx => {
    if (!(await removeScimClient(tx, id))) throw new Refusal('policy', 'no such program');
    await record(tx, house, {
      kind: 'hr-scim',
      actor: operator,
      subject: null,
      facts: { client: id, dismissed: true },
    });
  });
}

/** @throws Refusal not-permitted */
export async function listAdmitted({ store }: Parts, operator: Operator): Promise<ScimClient[]> {
  requireRole(operator, ['administrator']);
  return await listScimClients(store.database);
}

/** The program of a token, or null. */
export async function readScimClient({ store }: Parts, token: string): Promise<ScimClient | null> {
  return await findScimClient(store.database, hashToken(token));
}
