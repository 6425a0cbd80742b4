/**
 * Elimination (R29): what a closed account held is removed for good, once the archives allow it or a delay set by the house
 * is over. A record says what went; later the proof says that nothing is left, in any table, and no bytes in any container
 * but those that somebody else's messages name.
 */
import type { AccountId } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { addDays } from '../../model/service-period.ts';
import { forgetPersonal } from '../../store/acts.ts';
import { listContainers as listContainerFiles } from '../../store/blobs/containers.ts';
import { type Swept, sweep } from '../../store/blobs/sweep.ts';
import type { Transaction } from '../../store/database.ts';
import {
  countNamingPerson,
  forgetReserved,
  listOwnedEliminated,
  partFromOwner,
  removePerson,
} from '../../store/eliminated-people.ts';
import {
  beginElimination,
  completeElimination,
  composeReferences,
  countNaming,
  forgetContainers,
  listContainers,
  listNamings,
  listOrphans,
  listToEliminate,
  listUnproven,
  type Naming,
  noteContainers,
  removeNaming,
  removeTold,
  setProved,
} from '../../store/eliminations.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import type { LifeRules } from '../lifecycle/rules.ts';
import { hashHrKey } from '../people/secrets.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'log' | 'keys'>;

/** Years an address stays reserved after its release (R2). */
const reservedYears = 10;

/** Eliminates the accounts whose time has come. @returns their numbers */
export async function eliminate(house: Parts, { eliminationDays }: LifeRules): Promise<AccountId[]> {
  const { database } = house.store;
  const today = parisDate(house.clock.now());
  const closedBefore = eliminationDays === null ? null : addDays(today, -eliminationDays);
  const namings = await listNamings(database);
  const gone: AccountId[] = [];
  for (const accountId of await listOwnedEliminated(database)) {
    await database.transaction(tx => eliminateOwner(tx, house, accountId));
  }
  const released = `${Number(today.slice(0, 4)) - reservedYears}${today.slice(4)}`;
  await database.transaction(tx => forgetReserved(tx, released));
  for (const { accountId, grounds } of await listToEliminate(database, closedBefore)) {
    const done = await database.transaction(tx => eliminateOne(tx, house, namings, accountId, grounds, today), {
      statementTimeout: 0,
    });
    if (done) gone.push(accountId);
  }
  return gone;
}

async function eliminateOne(
  tx: Transaction,
  house: Parts,
  namings: readonly Naming[],
  accountId: AccountId,
  grounds: string,
  today: string,
): Promise<boolean> {
  const counts = await beginElimination(tx, accountId, { at: house.clock.now(), grounds });
  if (counts === null) return false;
  // Asked all at once, they are done in this order: one connection, one after the other.
  const removals = await Promise.all(namings.map(naming => removeNaming(tx, naming, accountId)));
  const removed = Object.fromEntries(
    namings.flatMap(({ table, column }, index) => {
      const rows = removals[index]!;
      return rows > 0 ? [[`${table}.${column}`, rows]] : [];
    }),
  );
  await forgetPersonal(tx, accountId);
  const ofOwner = await eliminateOwner(tx, house, accountId);
  await completeElimination(tx, accountId, { ...removed, ...ofOwner }, today);
  await record(tx, house, { kind: 'eliminated', actor: 'house', subject: accountId, facts: { grounds, ...counts } });
  house.log.info('eliminated', { account: accountId, grounds, ...counts });
  return true;
}

/** What HR said of the owner goes with the account, unless they are back and have another. @returns rows removed */
async function eliminateOwner(
  tx: Transaction,
  { keys }: Pick<House, 'keys'>,
  accountId: AccountId,
): Promise<Record<string, number>> {
  const owner = await partFromOwner(tx, accountId);
  if (owner === null || !owner.alone) return {};
  return await removePerson(tx, { accountId, personId: owner.personId, hrKey: hashHrKey(keys, owner.hrKey) });
}

/** Milliseconds a blob or container that looks dead is left: longer than any transaction, and than any upload. */
const grace = 86_400_000;

/** Sweeps away what nobody names, and copies everything else out of containers that hold bytes of the eliminated. */
export async function sweepBlobs({ store, clock, log }: Pick<House, 'store' | 'clock' | 'log'>): Promise<Swept> {
  const { database } = store;
  const blobs = store.blobs.containers;
  const references = await composeReferences(database);
  const orphans = await listOrphans(database, references);
  const hashes = orphans.map(({ hash }) => hash);
  await noteContainers(database, hashes);
  await removeTold(database, hashes);
  const noted = await listContainers(database);
  const swept = await sweep({ database, blobs, references, clock, grace, rewrite: new Set(noted), log });
  const left = new Set((await listContainerFiles(blobs.directory)).map(file => file.container));
  await forgetContainers(
    database,
    noted.filter(container => !left.has(container)),
  );
  return swept;
}

/** What is still there of an eliminated account. */
export type Remains = {
  /** By `table.column`, how many. */
  readonly rows: Readonly<Record<string, number>>;
  /** Blobs on record that nobody names any more. */
  readonly blobs: number;
  /** Containers that may still hold bytes of some eliminated account. */
  readonly containers: number;
};

/** What is left of each eliminated account of which nothing was proven yet; empty and zero is the proof. */
export async function findRemains({ store }: Pick<House, 'store'>): Promise<Map<AccountId, Remains>> {
  const { database } = store;
  const [unproven, namings, orphans, containers] = await Promise.all([
    listUnproven(database),
    listNamings(database),
    composeReferences(database).then(references => listOrphans(database, references)),
    listContainers(database),
  ]);
  const remains = new Map<AccountId, Remains>();
  for (const accountId of unproven) {
    const rows: Record<string, number> = await countNamingPerson(database, accountId);
    for (const naming of namings) {
      const count = await countNaming(database, naming, accountId);
      if (count > 0) rows[`${naming.table}.${naming.column}`] = count;
    }
    const blobs = orphans.filter(orphan => orphan.accountId === accountId).length;
    remains.set(accountId, { rows, blobs, containers: containers.length });
  }
  return remains;
}

/** Proves what can be proven. @returns the accounts of which nothing is left */
export async function prove(house: Parts): Promise<AccountId[]> {
  const proved: AccountId[] = [];
  for (const [accountId, { rows, blobs, containers }] of await findRemains(house)) {
    if (Object.keys(rows).length > 0 || blobs > 0 || containers > 0) {
      house.log.info('elimination-unproven', { account: accountId, rows, blobs, containers });
      continue;
    }
    await house.store.database.transaction(tx => setProved(tx, accountId, house.clock.now()));
    house.log.info('elimination-proved', { account: accountId });
    proved.push(accountId);
  }
  return proved;
}
