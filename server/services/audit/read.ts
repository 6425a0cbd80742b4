import { type ActRow, listLastActs } from '../../store/acts.ts';
import { listNames, type NamedAccount } from '../../store/find-people.ts';
import type { House } from '../house.ts';
import type { Operator } from '../people/authority.ts';
import { requireAct } from '../people/permissions.ts';

export type ReadAct = Omit<ActRow, 'actor' | 'subject' | 'personal' | 'facts'> & {
  readonly actor: 'console' | 'house' | NamedAccount;
  readonly subject: NamedAccount | null;
  readonly facts: Readonly<Record<string, unknown>>;
  /** In people's words; null where there were none, or they have been forgotten. */
  readonly words: Readonly<Record<string, string>> | null;
};

const page = 50;

/** A page of the journal of acts, the newest first, with the names of those it is about. @throws Refusal not-permitted */
export async function readJournal(
  { store }: Pick<House, 'store'>,
  operator: Operator,
  wanted: { readonly before?: number; readonly subject?: number },
): Promise<{ acts: ReadAct[]; more: boolean }> {
  requireAct(operator, 'read-journal');
  const { before = null, subject = null } = wanted;
  const rows = await listLastActs(store.database, { before, subject, atMost: page + 1 });
  const numbers = rows.flatMap(({ actor, subject }) => [Number(actor), subject].filter(id => Number.isInteger(id)));
  const names = await listNames(store.database, [...new Set(numbers)] as NamedAccount['accountId'][]);
  const known = new Map<number, NamedAccount>(names.map(each => [each.accountId, each]));
  const name = (id: number): NamedAccount =>
    known.get(id) ?? { accountId: id as NamedAccount['accountId'], givenName: '', familyName: '', address: null };
  const acts = rows.slice(0, page).map(
    ({ actor, subject, facts, words, personal: _, ...row }): ReadAct => ({
      ...row,
      actor: actor === 'console' || actor === 'house' ? actor : name(Number(actor)),
      subject: subject === null ? null : name(subject),
      facts: JSON.parse(facts) as Record<string, unknown>,
      words: words === null ? null : (JSON.parse(words) as Record<string, string>),
    }),
  );
  return { acts, more: rows.length > page };
}
