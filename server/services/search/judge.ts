/**
 * Whether a message meets a criterion, as far as what is known of it tells: true, false, or undefined where more has to be
 * read. Cheap things are tried on all messages first, and only those still undecided cost more.
 */
import type { Criterion, DateRelation, TextField } from './criterion.ts';

/** What the view knows. */
export type ViewFacts = {
  readonly uid: number;
  readonly modseq: number;
  readonly flags: number;
  readonly keywords: readonly string[];
  readonly emailId: number;
};

/** What the rows know. Days are counted where the date was written; texts are folded. */
export type RowFacts = {
  readonly bytes: number;
  readonly receivedAt: number;
  readonly receivedDay: number;
  readonly sentDay: number;
  readonly savedDay: number;
  readonly threadId: number;
  /** The texts of the envelope. */
  text(field: Exclude<TextField, 'body' | 'text'>): string;
};

/** What only the octets know; texts are folded. */
export type OctetFacts = {
  readonly body: string;
  /** Header and body. */
  readonly whole: string;
  /** The values of the fields of that name. */
  header(name: string): readonly string[];
};

export type Known = {
  readonly view: ViewFacts;
  /** Whether a text is in a message, as far as the index tells. */
  readonly texts?: (emailId: number, field: 'body' | 'text', text: string) => boolean | undefined;
  readonly row?: RowFacts;
  readonly octets?: OctetFacts;
};

export function judge(criterion: Criterion, known: Known): boolean | undefined {
  const { view, row, octets } = known;
  switch (criterion.kind) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'flag':
      return ((view.flags & criterion.bit) !== 0) === criterion.set;
    case 'keyword':
      return view.keywords.includes(criterion.keyword);
    case 'uids':
      return isWithin(criterion.ranges, view.uid);
    case 'modseq':
      return view.modseq >= criterion.least;
    case 'email':
      return view.emailId === criterion.id;
    case 'thread':
      return row && row.threadId === criterion.id;
    case 'size':
      return row && (criterion.relation === 'larger' ? row.bytes > criterion.octets : row.bytes < criterion.octets);
    case 'day':
      return row && relates(row[dayOf[criterion.date]], criterion.relation, criterion.day);
    case 'instant':
      return row && (criterion.relation === 'before' ? row.receivedAt < criterion.at : row.receivedAt >= criterion.at);
    case 'text':
      if (criterion.field === 'body' || criterion.field === 'text') {
        const indexed = known.texts?.(view.emailId, criterion.field, criterion.text);
        if (indexed !== undefined) return indexed;
        return octets?.[criterion.field === 'body' ? 'body' : 'whole'].includes(criterion.text);
      }
      return row?.text(criterion.field).includes(criterion.text);
    case 'header':
      return octets?.header(criterion.name).some(value => value.includes(criterion.text));
    case 'not': {
      const judged = judge(criterion.criterion, known);
      return judged === undefined ? undefined : !judged;
    }
    case 'and':
      return combine(criterion.criteria, known, false);
    case 'or':
      return combine(criterion.criteria, known, true);
  }
}

/** `decisive` decides the whole: false for "and", true for "or". */
function combine(criteria: readonly Criterion[], known: Known, decisive: boolean): boolean | undefined {
  let open = false;
  for (const criterion of criteria) {
    const judged = judge(criterion, known);
    if (judged === decisive) return decisive;
    if (judged === undefined) open = true;
  }
  return open ? undefined : !decisive;
}

const dayOf = { received: 'receivedDay', sent: 'sentDay', saved: 'savedDay' } as const;

function relates(day: number, relation: DateRelation, wanted: number): boolean {
  if (relation === 'on') return day === wanted;
  return relation === 'before' ? day < wanted : day >= wanted;
}

function isWithin(ranges: readonly { readonly from: number; readonly to: number }[], number: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.to < number) low = middle + 1;
    else high = middle;
  }
  return low < ranges.length && ranges[low]!.from <= number;
}

/** Every criterion within, itself included. */
export function* criteriaWithin(criterion: Criterion): Generator<Criterion> {
  yield criterion;
  if (criterion.kind === 'not') yield* criteriaWithin(criterion.criterion);
  if (criterion.kind === 'and' || criterion.kind === 'or')
    for (const each of criterion.criteria) yield* criteriaWithin(each);
}
