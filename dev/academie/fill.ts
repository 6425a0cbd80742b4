/**
 * Brings the invented académie into a house by the doors real data takes: the schools, the HR file, letters, activations
 * with the cast's own passwords, and mailboxes appended message by message. Each step looks at what is there first, so
 * that a filling cut short goes on where it stopped.
 */
import { readHrCsv } from '../../server/formats/hr/csv.ts';
import { type AddressRule, usualRule } from '../../server/formats/person-name/address-rule.ts';
import type { AccountId, AccountState, Address } from '../../server/model/account.ts';
import { parisZone } from '../../server/model/clock.ts';
import { flagBits } from '../../server/model/email.ts';
import type { MailboxId } from '../../server/model/mailbox.ts';
import { activate } from '../../server/services/accounts/activate.ts';
import { suspend } from '../../server/services/accounts/change-state.ts';
import { provision } from '../../server/services/accounts/provision.ts';
import type { Actor } from '../../server/services/actor.ts';
import type { House } from '../../server/services/house.ts';
import { type Appended, append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { create } from '../../server/services/mailboxes/create.ts';
import { list } from '../../server/services/mailboxes/list.ts';
import { grantRole } from '../../server/services/people/grant-role.ts';
import { importFeed } from '../../server/services/people/import-feed.ts';
import { importSchools } from '../../server/services/people/import-schools.ts';
import { listAddresses } from '../../server/store/accounts.ts';
import { listPeople } from '../../server/store/people.ts';
import { correspondent } from './addresses.ts';
import { type CastMember, cast } from './cast.ts';
import { hrFile } from './hr-file.ts';
import { type MailItem, mailbox } from './mail.ts';
import { randomFrom } from './random.ts';
import { schools } from './schools.ts';

/** Somebody of the cast, as the house knows them. */
export type Resident = CastMember & { accountId: AccountId; address: Address; found: AccountState };

const seed = 'académie de démonstration';
const messagesPerAppend = 100;
/** The demo's letters never expire while somebody looks at it. */
const letterDays = 365;
const letter = 'Lettre-2026';

export type Filling = {
  /** Hears of progress, in French. */
  readonly progress: (step: string) => void;
  /** Ends the filling between two steps, by throwing. */
  readonly stopped: AbortSignal;
};

/** @param today the day the académie is made up for, the same in a filling that goes on */
export async function fill(house: House, today: string, { progress: tell, stopped }: Filling): Promise<Resident[]> {
  const random = randomFrom(seed);
  const all = schools(random.fork('schools'), 12);
  await importSchools(house, 'console', all);
  const members = cast(today);
  const rule: AddressRule = usualRule;
  const before = await residents(house, members);
  if (before.length < members.length) {
    tell('dossier RH : 60 personnes');
    const feed = readHrCsv(Buffer.from(hrFile(members.map(member => member.person))));
    await importFeed(house, 'console', feed, { scope: 'partial', addressRule: rule, mode: 'confirm' });
  }
  await grantRoles(house, members);
  const people = await residents(house, members);
  for (const [index, resident] of people.entries()) {
    stopped.throwIfAborted();
    await settle(house, resident);
    if (index % 10 === 9) tell(`comptes : ${index + 1} sur ${people.length}`);
  }
  const writers = people.filter(one => one.state !== 'expected').map(one => correspondent(one.person, one.address));
  let written = 0;
  const wanted = people.reduce((sum, one) => sum + one.messages, 0);
  for (const resident of people) {
    const others = writers.filter(writer => writer.address !== resident.address);
    const items = mailbox(
      random.fork(resident.person.hrKey),
      correspondent(resident.person, resident.address),
      others,
      all,
      {
        messages: resident.messages,
        today,
      },
    );
    for await (const count of deposit(house, resident, items)) {
      stopped.throwIfAborted();
      written += count;
      tell(`courrier : ${written} messages sur ${wanted}`);
    }
  }
  return residents(house, members);
}

/** The cast as it stands in the directory, in the cast's order. */
export async function residents(house: Pick<House, 'store'>, members: readonly CastMember[]): Promise<Resident[]> {
  const known = new Map((await listPeople(house.store.database)).map(person => [person.hrKey, person]));
  const found = await Promise.all(
    members.map(async member => {
      const person = known.get(member.person.hrKey);
      if (person?.accountId == null || person.state === null) return [];
      const [address] = await listAddresses(house.store.database, person.accountId);
      return [{ ...member, accountId: person.accountId, address: address!, found: person.state }];
    }),
  );
  return found.flat();
}

async function grantRoles(house: House, members: readonly CastMember[]): Promise<void> {
  const known = new Map((await listPeople(house.store.database)).map(person => [person.hrKey, person.accountId]));
  for (const { person, role, scope } of members) {
    const accountId = known.get(person.hrKey);
    if (role !== null && accountId != null) await grantRole(house, 'console', accountId, { role, uai: scope ?? '' });
  }
}

/** Leads an account from where it stands to the state its part asks for. */
async function settle(house: House, { accountId, address, found, state, person, ...member }: Resident): Promise<void> {
  if (found !== 'expected' && found !== 'provisional') return;
  if (state === 'expected' || state === 'closed' || found === state) return;
  const provisionalPassword = member.provisionalPassword ?? letter;
  await provision(house, 'console', accountId, { validDays: letterDays, password: provisionalPassword });
  if (member.password === null) return;
  await activate(house, {
    identifier: address,
    provisionalPassword,
    proof:
      person.numen === null
        ? { kind: 'birth-date', birthDate: person.birthDate }
        : { kind: 'numen', numen: person.numen },
    remote: '127.0.0.1',
    charterAccepted: true,
    newPassword: member.password,
  });
  if (state === 'suspended') await suspend(house, 'console', accountId, 'enquête en cours');
}

/** Appends what the mailbox still lacks, in its order, telling how many each time. */
async function* deposit(house: House, resident: Resident, items: Iterable<MailItem>): AsyncGenerator<number> {
  if (resident.messages === 0) return;
  const actor: Actor = { accountId: resident.accountId, address: resident.address, roles: [] };
  const { mailboxes } = await list(house, actor);
  const ids = new Map(mailboxes.map(one => [one.name, one.id]));
  let present = mailboxes.reduce((sum, one) => sum + one.total, 0);
  let waiting: MailItem[] = [];
  const flush = async (): Promise<number> => {
    const byFolder = Map.groupBy(waiting, item => item.folder);
    for (const [folder, messages] of byFolder) {
      const mailboxId = ids.get(folder) ?? (await makeFolder(house, actor, folder, ids));
      const kept = await Promise.all(messages.map(item => asAppended(house, item)));
      await append(house, actor, { accountId: actor.accountId, mailboxId }, kept);
    }
    const { length } = waiting;
    waiting = [];
    return length;
  };
  for (const item of items) {
    // Counted, not compared: the same seed gives the same messages in the same order.
    if (present > 0) {
      present -= 1;
      continue;
    }
    waiting.push(item);
    if (waiting.length >= messagesPerAppend) yield await flush();
  }
  if (waiting.length > 0) yield await flush();
}

async function makeFolder(house: House, actor: Actor, name: string, ids: Map<string, MailboxId>): Promise<MailboxId> {
  const { mailboxId } = (await create(house, actor, name)).ref;
  for (const mailbox of (await list(house, actor)).mailboxes) ids.set(mailbox.name, mailbox.id);
  return mailboxId;
}

const systemFlags: Record<string, number> = {
  '\\seen': flagBits.seen,
  '\\answered': flagBits.answered,
  '\\flagged': flagBits.flagged,
  '\\draft': flagBits.draft,
};

async function asAppended(house: House, item: MailItem): Promise<Appended> {
  const flags = item.flags.map(flag => flag.toLowerCase());
  return {
    ...(await keepMessage(house, item.raw)),
    flags: flags.reduce((bits, flag) => bits | (systemFlags[flag] ?? 0), 0),
    keywords: flags.filter(flag => systemFlags[flag] === undefined),
    receivedAt: item.receivedAt,
    receivedZone: parisZone(item.receivedAt),
  };
}
