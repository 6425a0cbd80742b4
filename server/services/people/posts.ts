/**
 * Mailboxes that follow the post (R43): every school has its office, `ce.<uai>@`; its direction, a service, a project have
 * theirs where one was opened. Holders come from the directory, or are named for some days by whoever manages it. The post
 * keeps its mail; its holders read it under their own names, by the access lists of its mailboxes.
 */
import { plainName, usualRule } from '../../formats/person-name/address-rule.ts';
import type { AccountId } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Transaction } from '../../store/database.ts';
import {
  endHolder as endRow,
  findHolder,
  findPost,
  type Holder,
  holdersOn,
  insertHolder,
  insertPosts,
  listFunctions,
  listHolders as listRows,
  type PostPart,
  settleRuledHolders,
} from '../../store/posts.ts';
import { findPersonOf } from '../../store/roles.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import type { Operator } from './authority.ts';
import { recordHandovers } from './handover.ts';
import { requireAct } from './permissions.ts';
import { office, openAccountsOf } from './post-accounts.ts';
import { settleRights } from './post-rights.ts';

/**
 * Kinds whose holders the directory gives: its direction manages both; the office is answered by its secretaries too. Those
 * of any other kind are named by hand.
 */
const direction = 'direction';

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
      const offices = await settleRuledHolders(tx, office, { functions, secretaries: true, day });
      const heads = await settleRuledHolders(tx, direction, { functions: [], secretaries: false, day });
      const changes = await settleRights(tx, day);
      const told = await recordHandovers(tx, house, day);
      const [begun, ended] = [offices.begun + heads.begun, offices.ended + heads.ended];
      return { report: { opened, begun, ended, rights: changes.length }, changes: [...changes, ...told] };
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
  await openAccountsOf(tx, { clock, domains, limits }, office, made, day);
  return made.length;
}

export type HolderWish = {
  readonly uai: string;
  /** Absent: the office of the school. */
  readonly kind?: string | undefined;
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
  const { uai, kind = office, accountId, part, firstDay = today, lastDay = null } = wish;
  await requireManager(house, operator, { uai, kind, part });
  const post = await findPost(store.database, kind, uai);
  const personId = await findPersonOf(store.database, accountId);
  if (post === null || personId === null) throw new Refusal('policy', 'no such office or person');
  if (lastDay !== null && lastDay < firstDay) throw new Refusal('policy', 'days in the wrong order');
  const by = operator === 'console' ? null : operator.accountId;
  const { id, changes } = await store.database.transaction(async tx => {
    const made = await insertHolder(tx, { postId: post.postId, personId, part, firstDay, lastDay, by });
    const settled = await settleRights(tx, today);
    const facts = { uai, post: kind, part, firstDay, lastDay, holder: made };
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
  const holder = await findHolder(store.database, id);
  if (holder === null) throw new Refusal('policy', 'nobody to end');
  await requireManager(house, operator, holder);
  const changes = await store.database.transaction(async tx => {
    if (!(await endRow(tx, id, today))) throw new Refusal('policy', 'ended already, or the directory’s');
    const settled = await settleRights(tx, today);
    const facts = { uai: holder.uai, part: holder.part, holder: id, ended: true };
    await record(tx, house, { kind: 'post-holder', actor: operator, subject: holder.accountId, facts });
    return settled;
  });
  for (const change of changes) store.changes.announce(change);
}

/** Who holds and held a post. @throws Refusal not-permitted */
export async function listHolders(
  house: Parts,
  operator: Operator,
  uai: string,
  kind: string = office,
): Promise<Holder[]> {
  const rows = await listRows(house.store.database, kind, uai);
  if (!isManager(rows, operator, parisDate(house.clock.now()))) requireAct(operator, 'see', uai);
  return rows;
}

async function requireManager(
  house: Parts,
  operator: Operator,
  { uai, kind, part }: { readonly uai: string; readonly kind: string; readonly part: PostPart },
): Promise<void> {
  if (part !== 'manager') {
    const rows = await listRows(house.store.database, kind, uai);
    if (isManager(rows, operator, parisDate(house.clock.now()))) return;
  }
  requireAct(operator, 'name-holders', uai);
}

function isManager(rows: readonly Holder[], operator: Operator, day: string): boolean {
  if (operator === 'console') return true;
  return holdersOn(rows, day).some(each => each.accountId === operator.accountId && each.part === 'manager');
}
