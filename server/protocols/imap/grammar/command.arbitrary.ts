/** A spelling for every command; see `spelling.arbitrary.ts`. */
import fc from 'fast-check';
import { encodeModifiedUtf7 } from '../../../formats/mailbox-name/modified-utf7.ts';
import type { Command } from './command.ts';
import { fetchItem, fetchItems } from './fetch.arbitrary.ts';
import type { NotifyEvent } from './notify.ts';
import { criteria, filter, program, returns } from './search.arbitrary.ts';
import { list, maybe, means, oneOf, phrase, row, type Spelling, word, wordOf } from './spelling.arbitrary.ts';
import { statusItems } from './status.ts';
import {
  astring,
  capitals,
  flag,
  given,
  knownSet,
  mailbox,
  number,
  number64,
  nz,
  partialRange,
  sequenceSet,
  string,
} from './strings.arbitrary.ts';

const uid = means(maybe(word('UID ', true as const)), each => each ?? false);
const status = list(wordOf(statusItems));

const messageEvents = oneOf<NotifyEvent[]>(
  word('MessageNew MessageExpunge', [{ kind: 'MessageNew', items: [] }, { kind: 'MessageExpunge' }]),
  means(phrase`MessageNew ${list(fetchItem)} MessageExpunge FlagChange`, ([items]) => [
    { kind: 'MessageNew', items },
    { kind: 'MessageExpunge' },
    { kind: 'FlagChange' },
  ]),
  word('mailboxname SUBSCRIPTIONCHANGE', [{ kind: 'MailboxName' }, { kind: 'SubscriptionChange' }]),
  word('ServerMetadataChange SomethingElse', [
    { kind: 'ServerMetadataChange' },
    { kind: 'unknown', name: 'SomethingElse' },
  ]),
);
const events = oneOf<NotifyEvent[]>(
  word('NONE', []),
  means(phrase`(${messageEvents})`, ([each]) => each),
);

const modeOf = (sign: string | undefined): 'add' | 'remove' | 'replace' =>
  sign === '+' ? 'add' : sign === '-' ? 'remove' : 'replace';

const rightsMode = fc
  .tuple(fc.constantFrom('', '+', '-'), fc.stringMatching(/^[a-z0-9]{1,6}$/))
  .map(([sign, rights]) => ({
    pieces: [sign + rights],
    value: { mode: modeOf(sign), rights },
  }));

const metadataEntry = means(
  phrase`/${wordOf(['shared', 'private'] as const)}/${fc.stringMatching(/^[a-z]{1,8}$/).map(value => ({ pieces: [value], value }))}`,
  ([scope, name]) => `/${scope}/${name}`,
);
const nil = word('NIL', undefined);
const metadataValue = oneOf<Buffer | undefined>(
  nil,
  means(string, text => Buffer.from(text)),
);

const knowing = maybe(phrase` ${knownSet}`);
const matching = maybe(phrase` (${knownSet} ${knownSet})`);
const qresync = means(
  phrase`QRESYNC (${nz} ${number64}${knowing}${matching})`,
  ([uidValidity, modseq, known, matches]) => ({
    qresync: given({
      uidValidity,
      modseq,
      knownUids: known?.[0],
      matches: matches && { numbers: matches[0], uids: matches[1] },
    }),
  }),
);
const selectParameters = means(
  maybe(phrase` ${list(oneOf<object>(word('CONDSTORE', { condstore: true as const }), qresync))}`),
  each => Object.assign({}, ...(each?.[0] ?? [])),
);

const changedSince = means(phrase`CHANGEDSINCE ${number64}`, ([changedSince]) => ({ changedSince }));
const fetchModifiers = oneOf<object>(
  word('', {}),
  means(phrase` (${changedSince})`, ([each]) => each),
);
const uidFetchModifiers = oneOf<object>(
  fetchModifiers,
  means(phrase` (${changedSince} VANISHED)`, ([each]) => ({ ...each, vanished: true })),
  means(phrase` (PARTIAL ${partialRange})`, ([partial]) => ({ partial })),
);

const bare = (['capability', 'check', 'close', 'getjmapaccess', 'idle', 'logout', 'namespace', 'noop'] as const)
  .concat(['starttls', 'unauthenticate', 'unselect'] as never)
  .map(kind => word<Command>(kind.toUpperCase(), { kind }));

const mailboxCommands = (
  [
    ['DELETE', 'delete'],
    ['SUBSCRIBE', 'subscribe'],
    ['UNSUBSCRIBE', 'unsubscribe'],
    ['GETACL', 'get-acl'],
    ['MYRIGHTS', 'my-rights'],
    ['GETQUOTAROOT', 'get-quota-root'],
  ] as const
).map(([name, kind]) => means(phrase`${word(name, null)} ${mailbox}`, ([, mailbox]): Command => ({ kind, mailbox })));

const selection = wordOf(['subscribed', 'remote', 'special-use'] as const);
const pattern = means(string, each => each).filter(({ value }) => encodeModifiedUtf7(value) === value);
const listReturn = oneOf<object>(
  word('SUBSCRIBED', { subscribed: true }),
  word('children', { children: true }),
  word('SPECIAL-USE', { specialUse: true }),
  word('MYRIGHTS', { myRights: true }),
  means(phrase`STATUS ${status}`, ([status]) => ({ status })),
  means(phrase`METADATA ${list(metadataEntry)}`, ([metadata]) => ({ metadata })),
);
const patterns = oneOf(
  means(pattern, each => ({ patterns: [each], several: false })),
  means(list(pattern), patterns => ({ patterns, several: true })),
);

/** Every command but APPEND and REPLACE, which are a dialogue. */
export const command: Spelling<Command> = oneOf<Command>(
  ...bare,
  ...mailboxCommands,
  means(phrase`LOGIN ${astring} ${astring}`, ([user, password]) => ({ kind: 'login', user, password })),
  means(phrase`AUTHENTICATE ${capitals}${maybe(phrase` ${word('=', '=')}`)}`, ([mechanism, initial]) =>
    given({ kind: 'authenticate', mechanism, initial: initial?.[0] }),
  ),
  means(phrase`SELECT ${mailbox}${selectParameters}`, ([mailbox, more]) => ({
    kind: 'select',
    readOnly: false,
    mailbox,
    ...more,
  })),
  means(phrase`EXAMINE ${mailbox}`, ([mailbox]) => ({ kind: 'select', readOnly: true, mailbox })),
  means(
    phrase`CREATE ${mailbox}${maybe(phrase` (USE ${list(wordOf(['\\Drafts', '\\Sent', '\\Junk']), {})})`)}`,
    ([mailbox, use]) => ({
      kind: 'create',
      mailbox,
      use: use?.[0] ?? [],
    }),
  ),
  means(phrase`RENAME ${mailbox} ${mailbox}`, ([from, to]) => ({ kind: 'rename', from, to })),
  means(phrase`${uid}COPY ${sequenceSet} ${mailbox}`, ([uid, set, mailbox]) => ({ kind: 'copy', uid, set, mailbox })),
  means(phrase`${uid}MOVE ${sequenceSet} ${mailbox}`, ([uid, set, mailbox]) => ({ kind: 'move', uid, set, mailbox })),
  means(phrase`FETCH ${sequenceSet} ${fetchItems}${fetchModifiers}`, ([set, items, more]) => ({
    kind: 'fetch',
    uid: false,
    set,
    items,
    ...more,
  })),
  means(phrase`UID FETCH ${sequenceSet} ${fetchItems}${uidFetchModifiers}`, ([set, items, more]) => ({
    kind: 'fetch',
    uid: true,
    set,
    items,
    ...more,
  })),
  means(
    phrase`${uid}STORE ${sequenceSet} ${maybe(phrase`(UNCHANGEDSINCE ${number64}) `)}${maybe(wordOf(['+', '-'] as const))}FLAGS${maybe(word('.SILENT', true))} ${oneOf(list(flag, { maxLength: 4 }), row(flag, ' ', { minLength: 1, maxLength: 3 }))}`,
    ([uid, set, condition, sign, silent, flags]) =>
      given({
        kind: 'store',
        uid,
        set,
        mode: modeOf(sign),
        silent: silent ?? false,
        flags,
        unchangedSince: condition?.[0],
      }),
  ),
  means(phrase`${uid}SEARCH ${returns}${program}`, ([uid, returns, key]) => ({ kind: 'search', uid, ...returns, key })),
  means(
    phrase`${uid}SORT ${returns}${list(means(phrase`${maybe(word('REVERSE ', true))}${wordOf(['ARRIVAL', 'CC', 'DATE', 'DISPLAYFROM', 'DISPLAYTO', 'FROM', 'SIZE', 'SUBJECT', 'TO'] as const)}`, ([reverse, key]) => ({ key, reverse: reverse ?? false })))} ${criteria}`,
    ([uid, returns, sort, key]) => ({ kind: 'sort', uid, ...returns, criteria: sort, key }),
  ),
  means(
    phrase`${uid}THREAD ${wordOf(['REFERENCES', 'ORDEREDSUBJECT'] as const)} ${criteria}`,
    ([uid, algorithm, key]) => ({
      kind: 'thread',
      uid,
      algorithm,
      key,
    }),
  ),
  means(phrase`ESEARCH ${maybe(phrase`IN ${list(filter)} `)}${returns}${program}`, ([sources, returns, key]) => ({
    kind: 'multi-search',
    ...(sources && { sources: sources[0] }),
    ...returns,
    key,
  })),
  word('EXPUNGE', { kind: 'expunge' }),
  means(phrase`UID EXPUNGE ${sequenceSet}`, ([set]) => ({ kind: 'expunge', set })),
  means(phrase`STATUS ${mailbox} ${status}`, ([mailbox, items]) => ({ kind: 'status', mailbox, items })),
  means(phrase`LSUB ${pattern} ${pattern}`, ([reference, pattern]) => ({ kind: 'lsub', reference, pattern })),
  means(
    phrase`LIST ${maybe(phrase`${list(selection, { maxLength: 3 })} `)}${pattern} ${patterns}${maybe(phrase` RETURN ${list(listReturn, { maxLength: 3 })}`)}`,
    ([select, reference, { patterns, several }, returns]) => ({
      kind: 'list',
      reference,
      patterns,
      select: select?.[0] ?? [],
      returns: Object.assign({}, ...(returns?.[0] ?? [])),
      extended: select !== undefined || several || returns !== undefined,
    }),
  ),
  means(phrase`ENABLE ${row(capitals, ' ', { minLength: 1, maxLength: 3 })}`, ([capabilities]) => ({
    kind: 'enable',
    capabilities,
  })),
  means(phrase`COMPRESS ${capitals}`, ([algorithm]) => ({ kind: 'compress', algorithm })),
  means(
    phrase`LANGUAGE${row(
      means(phrase` ${astring}`, ([each]) => each),
      '',
      { maxLength: 3 },
    )}`,
    ([preferences]) => ({
      kind: 'language',
      preferences,
    }),
  ),
  means(
    phrase`COMPARATOR${row(
      means(phrase` ${astring}`, ([each]) => each),
      '',
      { maxLength: 3 },
    )}`,
    ([preferences]) => ({
      kind: 'comparator',
      preferences,
    }),
  ),
  word('ID NIL', { kind: 'id', fields: [] }),
  means(
    phrase`ID ${list(
      means(phrase`${string} ${oneOf<string | undefined>(nil, string)}`, ([name, value]) => given({ name, value })),
      { maxLength: 3 },
    )}`,
    ([fields]) => ({
      kind: 'id',
      fields,
    }),
  ),
  means(phrase`SETACL ${mailbox} ${astring} ${rightsMode}`, ([mailbox, identifier, rights]) => ({
    kind: 'set-acl',
    mailbox,
    identifier,
    ...rights,
  })),
  means(phrase`DELETEACL ${mailbox} ${astring}`, ([mailbox, identifier]) => ({
    kind: 'delete-acl',
    mailbox,
    identifier,
  })),
  means(phrase`LISTRIGHTS ${mailbox} ${astring}`, ([mailbox, identifier]) => ({
    kind: 'list-rights',
    mailbox,
    identifier,
  })),
  means(phrase`GETQUOTA ${astring}`, ([root]) => ({ kind: 'get-quota', root })),
  means(
    phrase`SETQUOTA ${astring} ${list(
      means(phrase`${capitals} ${number64}`, ([resource, limit]) => ({ resource, limit })),
      { maxLength: 3 },
    )}`,
    ([root, limits]) => ({
      kind: 'set-quota',
      root,
      limits,
    }),
  ),
  means(
    phrase`GETMETADATA ${maybe(phrase`(MAXSIZE ${number} DEPTH ${wordOf(['0', '1', 'infinity'] as const)}) `)}${mailbox} ${list(metadataEntry)}`,
    ([options, mailbox, entries]) =>
      given({ kind: 'get-metadata', mailbox, entries, maxSize: options?.[0], depth: options?.[1] ?? '0' }),
  ),
  means(
    phrase`SETMETADATA ${oneOf(mailbox, word('""', ''))} ${list(means(phrase`${metadataEntry} ${metadataValue}`, ([name, value]) => ({ name, value })))}`,
    ([mailbox, entries]) => ({ kind: 'set-metadata', mailbox, entries }),
  ),
  word('NOTIFY NONE', { kind: 'notify', status: false, groups: [] }),
  means(
    phrase`NOTIFY SET${maybe(word(' STATUS', true))} ${row(
      means(phrase`(${filter} ${events})`, ([filter, events]) => ({ filter, events })),
      ' ',
      { minLength: 1, maxLength: 3 },
    )}`,
    ([status, groups]) => ({ kind: 'notify', status: status ?? false, groups }),
  ),
  means(phrase`CANCELUPDATE ${row(string, ' ', { minLength: 1, maxLength: 3 })}`, ([tags]) => ({
    kind: 'cancel-update',
    tags,
  })),
  means(
    phrase`GENURLAUTH ${row(
      means(phrase`${astring} ${capitals}`, ([url, mechanism]) => ({ url, mechanism })),
      ' ',
      { minLength: 1, maxLength: 2 },
    )}`,
    ([urls]) => ({
      kind: 'gen-url-auth',
      urls,
    }),
  ),
  means(
    phrase`URLFETCH ${row(
      oneOf(
        means(astring, url => ({ url, wants: [] as string[] })),
        means(
          phrase`(${astring} ${row(wordOf(['BODY', 'BINARY']), ' ', { minLength: 1, maxLength: 2 })})`,
          ([url, wants]) => ({ url, wants }),
        ),
      ),
      ' ',
      { minLength: 1, maxLength: 2 },
    )}`,
    ([urls]) => ({ kind: 'url-fetch', urls }),
  ),
  means(phrase`RESETKEY${maybe(phrase` ${mailbox}${maybe(phrase` ${capitals}`)}`)}`, ([each]) =>
    given({ kind: 'reset-key', mailbox: each?.[0], mechanisms: each?.[1] ?? [] }),
  ),
);
