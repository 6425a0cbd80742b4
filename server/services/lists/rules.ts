import type { Population } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { type ListRule, listListRules, putListRule, removeListRule } from '../../store/mailing-lists.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { type Operator, requireRole } from '../people/authority.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'log'>;

/** The lists of the house; everybody may know that they exist. */
export async function listLists({ store }: Pick<House, 'store'>): Promise<ListRule[]> {
  return await listListRules(store.database);
}

/** Makes a list, or says anew whom it reaches and who may write. @throws Refusal not-permitted; policy: no such name */
export async function putList(house: Parts, operator: Operator, rule: ListRule): Promise<void> {
  requireRole(operator, ['administrator']);
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(rule.name)) throw new Refusal('policy', 'a name of letters, digits and hyphens');
  await house.store.database.transaction(async tx => {
    await putListRule(tx, rule);
    const reach = (words: readonly (string | Population)[] | null) => words?.join(' ') ?? null;
    const facts = {
      list: rule.name,
      populations: reach(rule.populations),
      functions: reach(rule.functions),
      schoolWriters: rule.schoolWriters,
      houseWriters: rule.houseWriters,
    };
    await record(tx, house, { kind: 'list-rules', actor: operator, subject: null, facts });
  });
}

/** @throws Refusal not-permitted; policy: there is none */
export async function removeList(house: Parts, operator: Operator, name: string): Promise<void> {
  requireRole(operator, ['administrator']);
  await house.store.database.transaction(async tx => {
    if (!(await removeListRule(tx, name))) throw new Refusal('policy', 'no such list');
    await record(tx, house, {
      kind: 'list-rules',
      actor: operator,
      subject: null,
      facts: { list: name, removed: true },
    });
  });
}
