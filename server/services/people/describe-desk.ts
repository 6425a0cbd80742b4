/** Who stands at a desk and what they may do there: the table of permissions, told to the page that offers its acts. */
import { findOwner } from '../../store/people.ts';
import { listSchools, type School } from '../../store/schools.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { queueRoles } from '../queue/permission.ts';
import { reachOf, type SupportAct, supportActs } from './permissions.ts';

export type Desk = {
  readonly givenName: string;
  readonly familyName: string;
  /** Schools the roles are held over. */
  readonly schools: readonly School[];
  /** Where each act reaches: '' is the whole house, else a school; acts that reach nowhere are left out. */
  readonly acts: readonly { readonly act: SupportAct | QueueAct; readonly over: readonly string[] }[];
};

type QueueAct = 'look-at-queue' | 'settle-queue';

/** Nobody is refused: who holds no role may do nothing, and is told so. */
export async function describeDesk({ store }: Pick<House, 'store'>, actor: Actor): Promise<Desk> {
  const over = new Set(actor.roles.map(({ uai }) => uai));
  const [owner, schools] = await Promise.all([
    findOwner(store.database, actor.accountId),
    over.size === 0 ? [] : listSchools(store.database),
  ]);
  const acts = (Object.keys(supportActs) as SupportAct[]).map(act => ({ act, over: reachOf(actor, act) }));
  const queue = (['look', 'act'] as const).map(right => ({
    act: right === 'look' ? ('look-at-queue' as const) : ('settle-queue' as const),
    over: actor.roles.some(({ role, uai }) => uai === '' && queueRoles[right].includes(role)) ? [''] : [],
  }));
  return {
    givenName: owner?.givenName ?? '',
    familyName: owner?.familyName ?? '',
    schools: schools.filter(({ uai }) => over.has(uai)),
    acts: [...acts, ...queue].filter(each => each.over.length > 0),
  };
}
