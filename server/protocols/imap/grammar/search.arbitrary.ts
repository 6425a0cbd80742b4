/** Spellings of searches. */
import fc from 'fast-check';
import { fetchItem } from './fetch.arbitrary.ts';
import type { MailboxFilter } from './mailbox-filter.ts';
import type { ReturnOptions } from './search.ts';
import type { SearchKey } from './search-key.ts';
import {
  list,
  maybe,
  means,
  oneOf,
  phrase,
  row,
  type Spelled,
  type Spelling,
  word,
  wordOf,
} from './spelling.arbitrary.ts';
import {
  astring,
  atom,
  date,
  mailbox,
  number64,
  nz,
  objectId,
  partialRange,
  sequenceSet,
} from './strings.arbitrary.ts';

const textKey = (['bcc', 'body', 'cc', 'from', 'subject', 'text', 'to'] as const).map(field =>
  means(
    phrase`${wordOf([field], each => each.toUpperCase())} ${astring}`,
    ([, text]): SearchKey => ({ kind: 'text', field, text }),
  ),
);
const dateKey = (['internal', 'sent', 'saved'] as const).flatMap(kind =>
  (['before', 'on', 'since'] as const).map(relation =>
    means(
      phrase`${wordOf([`${kind === 'internal' ? '' : kind}${relation}`], each => each.toUpperCase())} ${date}`,
      ([, day]): SearchKey => ({ kind: 'date', date: kind, relation, day }),
    ),
  ),
);
const flagKey = ['Answered', 'Deleted', 'Draft', 'Flagged', 'Seen'].flatMap(name => [
  word<SearchKey>(name.toUpperCase(), { kind: 'flag', flag: `\\${name}`, set: true }),
  word<SearchKey>(`UN${name.toUpperCase()}`, { kind: 'flag', flag: `\\${name}`, set: false }),
]);
const entry = means(phrase`"/flags/\\\\${atom}" ${wordOf(['priv', 'shared', 'all'] as const)}`, ([name, type]) => ({
  name: `/flags/\\${name}`,
  type,
}));
const leafKey: Spelling<SearchKey> = oneOf<SearchKey>(
  ...textKey,
  ...dateKey,
  ...flagKey,
  word('ALL', { kind: 'all' }),
  word('RECENT', { kind: 'recent' }),
  word('OLD', { kind: 'not', key: { kind: 'recent' } }),
  word('NEW', { kind: 'and', keys: [{ kind: 'recent' }, { kind: 'flag', flag: '\\Seen', set: false }] }),
  word('SAVEDATESUPPORTED', { kind: 'save-date-supported' }),
  means(sequenceSet, set => ({ kind: 'sequence', set })),
  means(phrase`UID ${sequenceSet}`, ([set]) => ({ kind: 'uid', set })),
  means(phrase`HEADER ${astring} ${astring}`, ([name, text]) => ({ kind: 'header', name, text })),
  means(phrase`LARGER ${number64}`, ([octets]) => ({ kind: 'size', relation: 'larger', octets })),
  means(phrase`SMALLER ${number64}`, ([octets]) => ({ kind: 'size', relation: 'smaller', octets })),
  means(phrase`OLDER ${nz}`, ([seconds]) => ({ kind: 'within', relation: 'older', seconds })),
  means(phrase`YOUNGER ${nz}`, ([seconds]) => ({ kind: 'within', relation: 'younger', seconds })),
  means(phrase`EMAILID ${objectId}`, ([id]) => ({ kind: 'email-id', id })),
  means(phrase`THREADID ${objectId}`, ([id]) => ({ kind: 'thread-id', id })),
  means(phrase`KEYWORD ${atom}`, ([flag]) => ({ kind: 'flag', flag, set: true })),
  means(phrase`UNKEYWORD ${atom}`, ([flag]) => ({ kind: 'flag', flag, set: false })),
  means(phrase`UIDAFTER ${nz}`, ([uid]) => ({ kind: 'uid-after', uid })),
  means(phrase`UIDBEFORE ${nz}`, ([uid]) => ({ kind: 'uid-before', uid })),
  means(phrase`FILTER ${atom}`, ([name]) => ({ kind: 'filter', name })),
  means(phrase`MODSEQ ${number64}`, ([modseq]) => ({ kind: 'modseq', modseq })),
  means(phrase`MODSEQ ${entry} ${number64}`, ([entry, modseq]) => ({ kind: 'modseq', modseq, entry })),
);

const andOf = (keys: SearchKey[]): SearchKey => (keys.length === 1 ? keys[0]! : { kind: 'and', keys });
const searchKey: Spelling<SearchKey> = fc.letrec<{ key: Spelled<SearchKey> }>(tie => ({
  key: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leafKey,
    means(phrase`NOT ${tie('key')}`, ([key]): SearchKey => ({ kind: 'not', key })),
    means(phrase`OR ${tie('key')} ${tie('key')}`, (keys): SearchKey => ({ kind: 'or', keys })),
    means(list(tie('key'), { minLength: 1, maxLength: 3 }), andOf),
  ),
})).key;
const searchKeys = means(row(searchKey, ' ', { minLength: 1, maxLength: 3 }), andOf);
const charset = oneOf(word('UTF-8', null), word('us-ascii', null), word('"UTF-8"', null));
export const program = oneOf(
  searchKeys,
  means(phrase`CHARSET ${charset} ${searchKeys}`, ([, key]) => key),
);
export const criteria = means(phrase`${charset} ${searchKeys}`, ([, key]) => key);

const returnOption: Spelling<ReturnOptions> = oneOf<ReturnOptions>(
  word('MIN', { min: true }),
  word('max', { max: true }),
  word('ALL', { all: true }),
  word('COUNT', { count: true }),
  word('SAVE', { save: true }),
  word('CONTEXT', { context: true }),
  word('UPDATE', { update: { items: [] } }),
  means(phrase`UPDATE ${list(fetchItem)}`, ([items]) => ({ update: { items } })),
  means(phrase`PARTIAL ${partialRange}`, ([partial]) => ({ partial })),
);
export const returns = means(maybe(phrase`RETURN ${list(returnOption, { maxLength: 4 })} `), each =>
  each ? { returns: Object.assign({}, ...each[0]) as ReturnOptions } : {},
);

export const filter: Spelling<MailboxFilter> = oneOf<MailboxFilter>(
  means(wordOf(['selected', 'selected-delayed', 'inboxes', 'personal', 'subscribed'] as const), kind => ({ kind })),
  means(
    phrase`${wordOf(['subtree', 'subtree-one', 'mailboxes'] as const)} ${oneOf(
      list(mailbox),
      means(mailbox, each => [each]),
    )}`,
    ([kind, mailboxes]) => ({ kind, mailboxes }),
  ),
);
