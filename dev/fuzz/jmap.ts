/**
 * Fuzzes requests of JMAP: `node dev/fuzz/jmap.ts [seconds] [seed]`. Calls of every method with arguments that are right, wrong,
 * or of any shape, at a real house: whatever comes must be answered at its own level, and never by `serverFail`.
 */
import fc from 'fast-check';
import { jmapDoor, mailboxIds, message, put, usual } from '../../scenarios/jmap/door.ts';
import { methods } from '../../server/protocols/jmap/methods.ts';

/** Runs for about that many seconds; throws at the first failure, with the seed that shows it. Gives the number of requests. */
export async function fuzz(seconds: number, seed: number): Promise<number> {
  const door = await jmapDoor();
  try {
    const client = door.client(await door.account('fuzz'));
    const box = await mailboxIds(client);
    const emails: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      emails.push((await put(client, message(`From: a@b\nSubject: s${index}\n\nx\n`), box.inbox!)).id);
    }
    const { state } = await client.call('Email/get', { ids: [] });
    const known = [...emails, ...Object.values(box), client.accountId, state];
    const end = performance.now() + seconds * 1000;
    let requests = 0;
    for (let round = 0; performance.now() < end; round += 1) {
      await fc.assert(
        fc.asyncProperty(fc.array(call(known, client.accountId), { minLength: 1, maxLength: 4 }), async methodCalls => {
          requests += 1;
          const response = await client.fetch('/jmap/api/', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ using: usual, methodCalls }),
          });
          const text = await response.text();
          if (response.status >= 500 || text.includes('serverFail') || door.faults.length > 0) {
            throw new Error(`${JSON.stringify(methodCalls)} → ${response.status} ${text} ${door.faults.join('\n')}`);
          }
        }),
        { seed: seed + round, numRuns: 50 },
      );
    }
    return requests;
  } finally {
    await door.close();
  }
}

const argumentNames = [
  'ids',
  'properties',
  'bodyProperties',
  'fetchAllBodyValues',
  'maxBodyValueBytes',
  'filter',
  'sort',
  'position',
  'anchor',
  'anchorOffset',
  'limit',
  'calculateTotal',
  'collapseThreads',
  'sinceState',
  'sinceQueryState',
  'maxChanges',
  'upToId',
  'create',
  'update',
  'destroy',
  'ifInState',
  'emails',
  'blobIds',
  'emailIds',
  'onDestroyRemoveEmails',
  'onSuccessUpdateEmail',
  'typeNames',
  'offset',
  'length',
  '#ids',
  'fromAccountId',
  'send',
  'onSuccessActivateScript',
  'onSuccessDeactivateScript',
  'onSuccessDestroyOriginal',
  'blobId',
] as const;

const objectNames = [
  'mailboxIds',
  'keywords',
  'subject',
  'from',
  'bodyStructure',
  'textBody',
  'bodyValues',
  'attachments',
  'header:X-A:asText',
  'name',
  'parentId',
  'role',
  'undoStatus',
  'emailId',
  'identityId',
  'envelope',
  'data',
  'isEnabled',
  'textSignature',
  'operator',
  'conditions',
  'inMailbox',
  'hasKeyword',
  'text',
  'before',
  'header',
  'property',
  'isAscending',
  'keyword',
  'partId',
  'blobId',
  'type',
  'email',
  'keywords/$seen',
  'shareWith',
  'mayReadItems',
  'forEmailId',
  'disposition',
  'actionMode',
  'deviceClientId',
  'url',
  'keys',
  'expires',
];

/** Any JSON, leaning to the words that mean something. */
function value(known: readonly string[]): fc.Arbitrary<unknown> {
  const leaf = fc.oneof(
    fc.constantFrom(
      ...known,
      '#k',
      'AND',
      'NOT',
      '$seen',
      'receivedAt',
      'subject',
      '2026-11-24T08:00:00Z',
      'text/plain',
      '',
      '\0',
      'é',
      'a/b',
    ),
    fc.constantFrom(null, true, false, 0, 1, -1, 1.5, 2 ** 53, 1e300, -0),
    fc.string({ unit: 'binary', maxLength: 20 }).map(text => text.toWellFormed()),
  );
  const name = fc.oneof(fc.constantFrom(...objectNames, ...known, '#k', 'k'), fc.string({ maxLength: 8 }));
  const { tree } = fc.letrec(tie => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
    ),
  }));
  return tree;
}

/** Arguments of the kind each verb takes, so that what is within them is reached. */
function argumentsOf(method: string, known: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const any = value(known);
  const name = fc.oneof(fc.constantFrom(...known), fc.constantFrom('#k', 'k'));
  const object = fc.dictionary(fc.constantFrom(...objectNames), any, { maxKeys: 5 });
  const mailboxIds = fc.constantFrom(...known).map(id => ({ [id]: true }));
  const draft = fc.tuple(object, mailboxIds).map(([given, ids]) => ({ mailboxIds: ids, ...given }));
  const names = fc.array(name, { maxLength: 4 });
  const sort = fc.array(object, { maxLength: 2 });
  const shapes: Record<string, Record<string, fc.Arbitrary<unknown>>> = {
    get: {
      ids: names,
      properties: fc.array(fc.constantFrom('id', 'header:To:asAddresses', 'bodyValues', 'subject')),
      filter: object,
    },
    set: {
      create: fc.dictionary(fc.constantFrom('k', 'l'), draft),
      update: fc.dictionary(name, object),
      destroy: names,
    },
    query: {
      filter: object,
      sort,
      position: fc.integer(),
      anchor: name,
      limit: fc.nat(),
      collapseThreads: fc.boolean(),
    },
    changes: { sinceState: fc.constantFrom('1', '3', '4-2', 'x'), maxChanges: fc.nat(5) },
    queryChanges: { sinceQueryState: fc.constantFrom('1', '3', '4-2', 'x'), filter: object, sort, upToId: name },
    import: { emails: fc.dictionary(name, draft) },
    parse: { blobIds: names },
    upload: { create: fc.dictionary(fc.constantFrom('k', 'l'), object) },
  };
  return fc.record(shapes[method.split('/')[1]!] ?? {}, { requiredKeys: [] });
}

function call(known: readonly string[], accountId: string): fc.Arbitrary<[string, Record<string, unknown>, string]> {
  const wild = fc.dictionary(fc.constantFrom(...argumentNames), value(known), { maxKeys: 4 });
  return fc
    .constantFrom(...methods.keys())
    .chain(name =>
      fc
        .tuple(
          fc.oneof({ weight: 3, arbitrary: argumentsOf(name, known) }, { weight: 1, arbitrary: wild }),
          fc.constantFrom('a', 'b'),
        )
        .map(([given, callId]) => [name, { accountId, ...given }, callId]),
    );
}

if (import.meta.main) {
  const [seconds = 20, seed = Date.now() % 1e9] = process.argv.slice(2).map(Number);
  console.log(`${await fuzz(seconds, seed)} requests, seed ${seed}`);
}
