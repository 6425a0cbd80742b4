/** A rule while it is edited: new pieces, what is missing, another order. */
import { type ConditionShape, type RuleActionShape, type RuleShape, rule } from '@vaguemestre/contract/filters.ts';

export type ConditionKind = ConditionShape['kind'];
export type ActionKind = RuleActionShape['kind'];

export const conditionKinds: readonly ConditionKind[] = [
  'from',
  'recipient',
  'to',
  'cc',
  'subject',
  'body',
  'attachment',
  'list',
  'size',
  'spam',
  'header',
];
export const actionKinds: readonly ActionKind[] = ['move', 'copy', 'mark', 'forward', 'discard', 'refuse'];

export function newRule(id: string): RuleShape {
  return {
    id,
    name: '',
    enabled: true,
    when: 'all',
    conditions: [newCondition('from')],
    actions: [newAction('move')],
    last: true,
  };
}

/** `before`: what was written stays where the other kind has a place for it. */
export function newCondition(kind: ConditionKind, before?: ConditionShape): ConditionShape {
  const values = before !== undefined && 'values' in before ? before.values : [];
  const match = before !== undefined && 'match' in before ? before.match : 'contains';
  const not = before?.not === true ? { not: true } : {};
  switch (kind) {
    case 'list':
    case 'attachment':
      return { ...not, kind };
    case 'spam':
      return { ...not, kind, least: 5 };
    case 'size':
      return { kind, than: 'over', bytes: 5_000_000 };
    case 'body':
      return { ...not, kind, values };
    case 'header':
      return { ...not, kind, name: '', match, values };
    default:
      return { ...not, kind, match, values };
  }
}

export function newAction(kind: ActionKind): RuleActionShape {
  switch (kind) {
    case 'move':
    case 'copy':
      return { kind, mailbox: '' };
    case 'mark':
      return { kind, flags: ['\\Seen'] };
    case 'forward':
      return { kind, address: '', keep: true };
    case 'discard':
      return { kind };
    case 'refuse':
      return { kind, reason: '' };
  }
}

/** What stands in the way of keeping it; null where nothing does. `domains`: of the house. */
export function faultOf(
  draft: RuleShape,
  { forwardsOutside, domains }: { forwardsOutside: boolean; domains: readonly string[] },
): 'incomplete' | 'outside' | null {
  if (!rule.safeParse(draft).success) return 'incomplete';
  const leads = draft.actions.some(
    action => action.kind === 'forward' && !domains.includes(action.address.split('@').at(-1)!.toLowerCase()),
  );
  return leads && !forwardsOutside ? 'outside' : null;
}

/** Values as they are typed, a semicolon between. */
export function readValues(text: string): string[] {
  return text
    .split(';')
    .map(value => value.trim())
    .filter(value => value !== '');
}

/** The list with one of its items at another place. */
export function moveItem<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const moved = [...items];
  const [item] = moved.splice(from, 1);
  if (item !== undefined) moved.splice(Math.max(0, Math.min(to, moved.length)), 0, item);
  return moved;
}
