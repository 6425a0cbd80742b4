/**
 * Mailboxes that follow the post (R43): every school has its office, `ce.<uai>@`, whose holders come from the directory,
 * or are named for some days by whoever manages it. The post keeps its mail; its holders read it under their own names, by
 * the access lists of its mailboxes.
 */
import { plainName, usualRule } from '../../formats/person-name/address-rule.ts';
import type { AccountId } from '../../model/account.ts';
import type { Change } from '../../model/change.ts';
import { parisDate } from '../../model/clock.ts';
import { firstMailboxes, reportMailbox } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { writeManyRights } from '../../store/acl.ts';
import { giveAddresses } from '../../store/addresses.ts';
import type { Transaction } from '../../store/database.ts';
import { openMailAccounts } from '../../store/mail-openings.ts';
import {
  type Entry,
  endHolder as endRow,
  findHolder,
  type Holder,
  insertHolder,
  insertPostAccounts,
  insertPosts,
  listFunctions,
  listPostAccounts,
  listPostUsers,
  listHolders as listRows,
  type PostPart,
  postParts,
  readAccess,
  settleRuledHolders,
} from '../../store/posts.ts';
import { findPersonOf } from '../../store/roles.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { allRights } from '../mailboxes/permission.ts';
import type { Operator } from './authority.ts';
import { requireAct } from './permissions.ts';

/** The office of a school, from the words « chef d’établissement ». */
const office = 'ce';

/** What each part may do in all mailboxes of the post: the letters of rfc/4314#2.1; `p` over its INBOX is to write as it. */
const rightsOfPart: Readonly<Record<PostPart, string>> = { reader: 'lrs', answerer: 'lrswipkte', manager: allRights };

/** Whose function makes them answer the mail of their school, in plain letters. */
const answering = ['secretaire', 'secretariat'];

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'limits' | 'log'>;

export type PostsReport = {
  readonly opened: number;
  readonly begun: number;
  readonly ended: number;
  readonly rights: number;
};

/** Brings posts, their holders and their rights up to the day; done twice it changes nothing. */
export async function settlePosts(house: Parts): Promise<PostsReport> {
  const day = parisDate(house.clock.now());
  const { report, changes } = await house.store.database.transaction(
    async tx => {
      const opened = await openPosts(tx, house, day);
      const functions = (await listFunctions(tx)).filter(name => answers(name));
      const moved = await settleRuledHolders(tx, office, { functions, day });
      const changes = await settleRights(tx, day);
      return { report: { opened, ...moved, rights: changes.length }, changes };
    },
    { statementTimeout: 0 },
  );
  for (const change of changes) house.store.changes.announce(change);
  house.log.info('posts-settled', report);
  return report;
}

function answers(name: string): boolean {
  const plain = plainName(name, usualRule);
  return answering.some(word => plain.includes(word));
}

async function openPosts(tx: Transaction, { clock, domains, limits }: Parts, day: string): Promise<number> {
  const made = await insertPosts(tx, office);
  if (made.length === 0) return 0;
  const now = clock.now();
  const accounts = await insertPostAccounts(
    tx,
    made.map(each => each.postId),
    now,
  );
  await giveAddresses(
    tx,
    made.map(({ uai, postId }) => ({ address: officeAddress(uai, domains[0]!), accountId: accounts.get(postId)! })),
    day,
  );
  await openMailAccounts(
    tx,
    [...accounts.values()].map(accountId => ({ accountId, allowedBytes: limits.quotaBytes })),
    [...firstMailboxes, reportMailbox],
    Math.floor(now.getTime() / 1000),
  );
  return made.length;
}

function officeAddress(uai: string, domain: string): string {
  return `${office}.${uai.toLowerCase()}@${domain}`;
}

/** The rights that holders should have, over those they have; entries of others than holders are the managers' own. */
async function settleRights(tx: Transaction, day: string): Promise<Change[]> {
  const users = await listPostUsers(tx, office, day);
  if (users.length === 0) return [];
  const { mailboxes, entries } = await readAccess(tx, [...new Set(users.map(each => each.post))]);
  const held = new Map(entries.map(entry => [keyOf(entry), entry.rights]));
  const byPost = Map.groupBy(mailboxes, each => each.accountId);
  const wanted: Entry[] = users.flatMap(({ post, user, parts }) => {
    const rights = strongest(parts);
    return (byPost.get(post) ?? []).map(({ mailboxId }) => ({ accountId: post, mailboxId, grantee: user, rights }));
  });
  const differing = wanted.filter(entry => (held.get(keyOf(entry)) ?? '') !== entry.rights);
  if (differing.length === 0) return [];
  const modseqs = await writeManyRights(tx, differing);
  return [...modseqs].map(([accountId, modseq]) => ({ accountId, modseq, kinds: ['access', 'mailbox'] }));
}

function strongest(parts: readonly (PostPart | null)[]): string {
  const part = postParts.findLast(each => parts.includes(each));
  return part === undefined ? '' : rightsOfPart[part];
}

function keyOf({ accountId, mailboxId, grantee }: Omit<Entry, 'rights'>): string {
  return `${accountId} ${mailboxId} ${grantee}`;
}

export type HolderWish = {
  readonly uai: string;
  readonly accountId: AccountId;
  readonly part: PostPart;
  /** `YYYY-MM-DD`; absent: today. */
  readonly firstDay?: string;
  readonly lastDay?: string | null;
};

/**
 * Names somebody to a school's office for some days. Its managers name readers and answerers; managers are named by the
 * house.
 * @throws Refusal not-permitted; policy: no such office, no person, days in the wrong order
 */
export async function nameHolder(house: Parts, operator: Operator, wish: HolderWish): Promise<number> {
  const { store, clock } = house;
  const today = parisDate(clock.now());
  const { uai, accountId, part, firstDay = today, lastDay = null } = wish;
  await requireManager(house, operator, uai, part);
  const post = (await listPostAccounts(store.database, office)).find(each => each.uai === uai);
  const personId = await findPersonOf(store.database, accountId);
  if (post === undefined || personId === null) throw new Refusal('policy', 'no such office or person');
  if (lastDay !== null && lastDay < firstDay) throw new Refusal('policy', 'days in the wrong order');
  const by = operator === 'console' ? null : operator.accountId;
  const { id, changes } = await store.database.transaction(async tx => {
    const made = await insertHolder(tx, { postId: post.postId, personId, part, firstDay, lastDay, by });
    const settled = await settleRights(tx, today);
    const facts = { uai, part, firstDay, lastDay, holder: made };
    await record(tx, house, { kind: 'post-holder', actor: operator, subject: accountId, facts });
    return { id: made, changes: settled };
  });
  for (const change of changes) store.changes.announce(change);
  return id;
}

/** Ends what `nameHolder` began. What the directory says, HR ends. @throws Refusal not-permitted, policy */
export async function endHolder(house: Parts, operator: Operator, id: number): Promise<void> {
  const { store, clock } = house;
  const today = parisDate(clock.now());
  const holder = await findHolder(store.database, office, id);
  if (holder === null) throw new Refusal('policy', 'nobody to end');
  await requireManager(house, operator, holder.uai, holder.part);
  const changes = await store.database.transaction(async tx => {
    if (!(await endRow(tx, id, today))) throw new Refusal('policy', 'ended already, or the directory’s');
    const settled = await settleRights(tx, today);
    const facts = { uai: holder.uai, part: holder.part, holder: id, ended: true };
    await record(tx, house, { kind: 'post-holder', actor: operator, subject: holder.accountId, facts });
    return settled;
  });
  for (const change of changes) store.changes.announce(change);
}

/** Who holds and held a school's office. @throws Refusal not-permitted */
export async function listHolders(house: Parts, operator: Operator, uai: string): Promise<Holder[]> {
  const rows = await listRows(house.store.database, office, uai);
  if (!isManager(rows, operator, parisDate(house.clock.now()))) requireAct(operator, 'see', uai);
  return rows;
}

async function requireManager(house: Parts, operator: Operator, uai: string, part: PostPart): Promise<void> {
  if (part !== 'manager') {
    const rows = await listRows(house.store.database, office, uai);
    if (isManager(rows, operator, parisDate(house.clock.now()))) return;
  }
  requireAct(operator, 'name-holders', uai);
}

function isManager(rows: readonly Holder[], operator: Operator, day: string): boolean {
  if (operator === 'console') return true;
  return rows.some(
    ({ accountId, part, firstDay, lastDay }) =>
      accountId === operator.accountId && part === 'manager' && firstDay <= day && (lastDay === null || lastDay >= day),
  );
}
