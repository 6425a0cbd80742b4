/** Posts that no rule opens: a direction, a service, a project; opened and abolished by the house, and handed over like others. */
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { findSchoolName } from '../../store/mailing-lists.ts';
import { abolishPost as abolish, findPost, holdersOn, insertPost, listHolders, listPosts } from '../../store/posts.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import type { Operator } from './authority.ts';
import { describeHandover, type HandoverState } from './handover.ts';
import { requireAct } from './permissions.ts';
import { office, openAccountsOf } from './post-accounts.ts';
import { settleRights } from './post-rights.ts';
import { settlePosts } from './posts.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'limits' | 'log'>;

/** What a post that is opened by hand is called: a kind is the beginning of its address, `<kind>.<uai>@`. */
const kindPattern = /^[a-z][a-z0-9-]{1,40}$/;

export type PostWish = {
  readonly uai: string;
  /** `direction`, `cdi`, `projet-erasmus`: also the beginning of its address. */
  readonly kind: string;
  readonly name: string;
  readonly allowedBytes?: number | undefined;
};

/**
 * Opens a post that the rule does not: its mailbox, and its holders where the directory knows them.
 * @throws Refusal not-permitted; policy: no such school, a kind that makes no address, or there is or was one
 */
export async function openPost(house: Parts, operator: Operator, wish: PostWish): Promise<void> {
  const { uai, kind, name, allowedBytes } = wish;
  requireAct(operator, 'name-holders', uai);
  if (!kindPattern.test(kind)) throw new Refusal('policy', 'a kind of letters, digits and hyphens');
  const day = parisDate(house.clock.now());
  await house.store.database.transaction(async tx => {
    if ((await findSchoolName(tx, uai)) === null) throw new Refusal('policy', 'no such school');
    const postId = await insertPost(tx, { uai, kind, name });
    if (postId === null) throw new Refusal('policy', 'there is or was such a post');
    await openAccountsOf(tx, house, kind, [{ uai, postId }], day, allowedBytes);
    await record(tx, house, {
      kind: 'post-holder',
      actor: operator,
      subject: null,
      facts: { uai, post: kind, opened: true },
    });
  });
  await settlePosts(house);
}

/**
 * Ends a post: its holders lose it at once, mail to it is refused, what it holds waits for the archives' word as that of any
 * closed account. @throws Refusal not-permitted; policy: no such post, or the office of a school that is there
 */
export async function abolishPost(
  house: Parts,
  operator: Operator,
  { uai, kind }: Pick<PostWish, 'uai' | 'kind'>,
): Promise<void> {
  requireAct(operator, 'name-holders', uai);
  const { store, clock } = house;
  const day = parisDate(clock.now());
  const post = kind === office ? null : await findPost(store.database, kind, uai);
  if (post === null) throw new Refusal('policy', 'no such post');
  const changes = await store.database.transaction(async tx => {
    await abolish(tx, post, day);
    const settled = await settleRights(tx, day);
    const facts = { uai, post: kind, abolished: true };
    await record(tx, house, { kind: 'post-holder', actor: operator, subject: null, facts });
    return settled;
  });
  for (const change of changes) store.changes.announce(change);
}

/** The posts of a school. @throws Refusal not-permitted */
export async function listPostsOf(
  house: Parts,
  operator: Operator,
  uai: string,
): Promise<Awaited<ReturnType<typeof listPosts>>> {
  requireAct(operator, 'see', uai);
  return await listPosts(house.store.database, uai);
}

/** What a post holds for whoever takes it over: its holders may know, and whoever may name them. @throws Refusal not-permitted, policy */
export async function readHandover(
  house: Parts,
  operator: Operator,
  { uai, kind = office }: { readonly uai: string; readonly kind?: string | undefined },
): Promise<HandoverState> {
  const post = await findPost(house.store.database, kind, uai);
  if (post === null) throw new Refusal('policy', 'no such post');
  const today = parisDate(house.clock.now());
  const rows = await listHolders(house.store.database, kind, uai);
  const holds = operator !== 'console' && holdersOn(rows, today).some(each => each.accountId === operator.accountId);
  if (!holds) requireAct(operator, 'name-holders', uai);
  return await describeHandover(house, { ...post, kind });
}
