/** What a query of cards asks, and in what order. rfc/9610#3.3 */
import { fold } from '../../../formats/message/fold.ts';
import { isObject, type Json, type JsonObject } from '../../../formats/vcard/jscontact/json.ts';
import type { CardQuestion, Queried } from '../../../services/contacts/query.ts';
import { MethodFault } from '../faults.ts';
import type { Context } from '../method.ts';
import { bookIdOf } from '../names.ts';
import { id, instant, listOf, nullable, plainObject, record, text } from '../read.ts';
import { type Comparison, compareTexts, readComparison } from '../standard/compare.ts';

export const questionShape = { filter: nullable(plainObject), sort: nullable(listOf(readComparison)) };

type Asked = { readonly filter: Record<string, unknown> | null; readonly sort: readonly Comparison[] | null };
type Test = (card: Queried) => boolean;

/** @throws MethodFault unsupportedFilter, unsupportedSort; InvalidArgument */
export function readQuestion(context: Context, { filter, sort }: Asked): CardQuestion {
  const need = { cards: false };
  const test = filter === null ? () => true : readFilter(context, filter, 'filter', need);
  const compare = readSort(sort ?? [], need);
  return { needsCards: need.cards, test, compare };
}

function readFilter(context: Context, filter: Record<string, unknown>, path: string, need: { cards: boolean }): Test {
  if (Object.hasOwn(filter, 'operator')) {
    const { operator, conditions } = record({ operator: text, conditions: listOf(plainObject) })(filter, path);
    const tests = conditions.map((one, index) => readFilter(context, one, `${path}/conditions/${index}`, need));
    if (operator === 'AND') return card => tests.every(passes => passes(card));
    if (operator === 'OR') return card => tests.some(passes => passes(card));
    if (operator === 'NOT') return card => !tests.some(passes => passes(card));
    throw new MethodFault('unsupportedFilter', `${path}/operator`);
  }
  const tests = Object.entries(filter).map(([name, value]) =>
    readCondition(context, name, value, `${path}/${name}`, need),
  );
  return card => tests.every(passes => passes(card));
}

function readCondition(context: Context, name: string, value: unknown, path: string, need: { cards: boolean }): Test {
  switch (name) {
    case 'inAddressBook': {
      const bookId = bookIdOf(context, id(value, path));
      return card => card.bookId === bookId;
    }
    case 'uid': {
      const uid = text(value, path);
      return card => card.uid === uid;
    }
    case 'kind': {
      const kind = text(value, path);
      return card => card.kind === kind;
    }
    case 'hasMember': {
      const member = text(value, path);
      need.cards = true;
      return ({ kind, js }) => {
        const members = kind === 'group' ? js().members : undefined;
        return isObject(members) && members[member] === true;
      };
    }
    case 'createdBefore':
    case 'createdAfter':
    case 'updatedBefore':
    case 'updatedAfter': {
      const at = instant(value, path).getTime();
      const of = name.startsWith('created') ? ('created' as const) : ('updated' as const);
      need.cards = true;
      return card => (name.endsWith('Before') ? momentOf(card, of) < at : momentOf(card, of) >= at);
    }
    case 'text': {
      const words = wordsOf(text(value, path));
      return card => words.every(word => card.words.includes(word));
    }
    default: {
      const find = textsOf[name];
      if (find === undefined) throw new MethodFault('unsupportedFilter', path);
      const words = wordsOf(text(value, path));
      need.cards = true;
      return ({ words: all, js }) => {
        if (kept.has(name) && all.length < 20_000 && !words.every(word => all.includes(word))) return false;
        const texts = find(js()).map(fold);
        return words.every(word => texts.some(one => one.includes(word)));
      };
    }
  }
}

const wordsOf = (asked: string): string[] =>
  fold(asked)
    .split(/\s+/)
    .filter(word => word !== '');

function momentOf({ js, createdAt, updatedAt }: Queried, of: 'created' | 'updated'): number {
  const instant = js()[of];
  const said = typeof instant === 'string' ? Date.parse(instant) : Number.NaN;
  return Number.isNaN(said) ? (of === 'created' ? createdAt : updatedAt).getTime() : said;
}

const objects = (map: Json | undefined): JsonObject[] => (isObject(map) ? Object.values(map).filter(isObject) : []);
const members = (of: readonly JsonObject[], ...names: readonly string[]): string[] =>
  of.flatMap(one => names.flatMap(name => (typeof one[name] === 'string' ? [one[name]] : [])));
const parts = (of: Json | undefined): JsonObject[] =>
  isObject(of) && Array.isArray(of.components) ? (of.components as readonly Json[]).filter(isObject) : [];
const nameParts = (js: JsonObject, kind: string): string[] =>
  members(
    parts(js.name).filter(one => one.kind === kind),
    'value',
  );

/** Texts that a condition of that name looks in. */
const textsOf: Readonly<Record<string, (js: JsonObject) => string[]>> = {
  name: js => [...members(parts(js.name), 'value'), ...(isObject(js.name) ? members([js.name], 'full') : [])],
  'name/given': js => nameParts(js, 'given'),
  'name/surname': js => nameParts(js, 'surname'),
  'name/surname2': js => nameParts(js, 'surname2'),
  nickname: js => members(objects(js.nicknames), 'name'),
  organization: js => members(objects(js.organizations), 'name'),
  email: js => members(objects(js.emails), 'address', 'label'),
  phone: js => members(objects(js.phones), 'number', 'label'),
  onlineService: js => members(objects(js.onlineServices), 'service', 'uri', 'user', 'label'),
  address: js => objects(js.addresses).flatMap(one => [...members(parts(one), 'value'), ...members([one], 'full')]),
  note: js => members(objects(js.notes), 'note'),
};

/** Conditions whose texts are all among the words kept beside a card. */
const kept: ReadonlySet<string> = new Set(['name/given', 'name/surname', 'nickname', 'organization', 'note']);

type Compare = CardQuestion['compare'];

function readSort(sort: readonly Comparison[], need: { cards: boolean }): Compare {
  const steps = sort.map(({ property, isAscending, collation }): Compare => {
    const direction = isAscending ? 1 : -1;
    if (property === 'created' || property === 'updated') {
      need.cards = true;
      return (a, b) => direction * (momentOf(a, property) - momentOf(b, property));
    }
    const [, kind] = /^name\/(given|surname|surname2)$/.exec(property) ?? [];
    if (kind === undefined) throw new MethodFault('unsupportedSort', property);
    need.cards = true;
    const texts = compareTexts(collation);
    return (a, b) => direction * texts(nameParts(a.js(), kind)[0] ?? '', nameParts(b.js(), kind)[0] ?? '');
  });
  return (a, b) => {
    for (const step of steps) {
      const order = step(a, b);
      if (order !== 0) return order;
    }
    return a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : a.id - b.id;
  };
}
