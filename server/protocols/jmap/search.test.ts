import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, jmapDoor, mailboxIds, message, put } from '../../../scenarios/jmap/door.ts';

const door = await jmapDoor();
after(() => door.close());
const marie = door.client(await door.account('marie'));
const box = await mailboxIds(marie);

/** Ten messages a minute apart, in threads of two; the name of each is its number. */
const ids: string[] = [];
for (let index = 0; index < 10; index += 1) {
  const answers = index % 2 === 1 ? `In-Reply-To: <m${index - 1}@x>\n` : '';
  const made = await put(
    marie,
    message(
      `From: =?utf-8?Q?P=C3=A8re_${index}?= <p${9 - index}@ac.test>\nTo: t${index}@ac.test\nSubject: sujet ${index >> 1}\n` +
        `Message-ID: <m${index}@x>\n${answers}X-Rank: r${index}\n\n${'Le conseil de classe '.repeat(index + 1)}n° ${index} : œuvre d’été & fête\n`,
    ),
    index < 8 ? box.inbox! : box.archive!,
    {
      receivedAt: `2026-11-2${index >> 1}T08:0${index}:00Z`,
      keywords: index % 3 === 0 ? { $seen: true } : { projet: true },
    },
  );
  ids.push(made.id);
}
const ranks = (found: readonly string[]) => found.map(id => ids.indexOf(id));

async function query(args: Record<string, unknown> = {}): Promise<number[]> {
  const sort = [{ property: 'receivedAt' }];
  return ranks((await marie.call('Email/query', { sort, ...args })).ids);
}
const filtered = (filter: object) => query({ filter });

test('each condition of a filter finds what it says', async () => {
  const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  assert.deepEqual(await filtered({}), all);
  assert.deepEqual(await filtered({ inMailbox: box.archive }), [8, 9]);
  assert.deepEqual(await filtered({ inMailbox: 'M1-zz' }), []);
  assert.deepEqual(await filtered({ inMailboxOtherThan: [box.inbox, box.sent] }), [8, 9]);
  assert.deepEqual(await filtered({ before: '2026-11-21T08:02:00Z' }), [0, 1]);
  assert.deepEqual(await filtered({ after: '2026-11-24T08:08:00Z' }), [8, 9]);
  assert.deepEqual(await filtered({ hasKeyword: '$SEEN' }), [0, 3, 6, 9]);
  assert.deepEqual(await filtered({ notKeyword: 'projet' }), [0, 3, 6, 9]);
  assert.deepEqual(await filtered({ allInThreadHaveKeyword: 'projet' }), [4, 5]);
  assert.deepEqual(await filtered({ someInThreadHaveKeyword: '$seen' }), [0, 1, 2, 3, 6, 7, 8, 9]);
  assert.deepEqual(await filtered({ noneInThreadHaveKeyword: '$seen' }), [4, 5]);
  assert.deepEqual(await filtered({ hasAttachment: true }), []);
  assert.deepEqual(await filtered({ subject: 'SUJET 3' }), [6, 7]);
  assert.deepEqual(await filtered({ from: '"pere 7"' }), [7]);
  assert.deepEqual(await filtered({ from: 'p7@ac.test' }), [2]);
  assert.deepEqual(await filtered({ to: 't3' }), [3]);
  assert.deepEqual(await filtered({ cc: 'x' }), []);
  assert.deepEqual(await filtered({ body: 'oeuvre "n° 4"' }), [4]);
  assert.deepEqual(await filtered({ text: 'fete "sujet 1"' }), [2, 3]);
  assert.deepEqual(await filtered({ text: '"classe le conseil" 5' }), [5]);
  assert.deepEqual(await filtered({ text: 'onseil' }), [], 'a word is found by its beginning');
  assert.deepEqual(await filtered({ subject: 'suj 4' }), [8, 9]);
  assert.deepEqual(await filtered({ subject: '"suj" 4' }), [], 'in quotes it is whole');
  assert.deepEqual(await filtered({ text: 'r5' }), [], 'fields nobody reads are no answer');
  assert.deepEqual(await filtered({ header: ['X-Rank', 'R5'] }), [5]);
  assert.deepEqual(await filtered({ header: ['in-reply-to'] }), [1, 3, 5, 7, 9]);
  const sizes = await marie.call('Email/get', { ids, properties: ['size'] });
  const size = sizes.list[5].size;
  assert.deepEqual(await filtered({ minSize: size }), [5, 6, 7, 8, 9]);
  assert.deepEqual(await filtered({ maxSize: size }), [0, 1, 2, 3, 4]);
});

test('conditions combine', async () => {
  assert.deepEqual(await filtered({ inMailbox: box.inbox, hasKeyword: 'projet', subject: 'sujet 2' }), [4, 5]);
  const any = { operator: 'OR', conditions: [{ subject: 'sujet 0' }, { inMailbox: box.archive }] };
  assert.deepEqual(await filtered(any), [0, 1, 8, 9]);
  assert.deepEqual(await filtered({ operator: 'NOT', conditions: [any, { body: 'n° 4' }] }), [2, 3, 5, 6, 7]);
  assert.deepEqual(await filtered({ operator: 'AND', conditions: [any, { text: '"n° 8"' }] }), [8]);
  assert.equal((await marie.fails('Email/query', { filter: { mood: 1 } })).type, 'unsupportedFilter');
  assert.equal((await marie.fails('Email/query', { filter: { before: 'x' } })).type, 'invalidArguments');
  const many = { operator: 'OR', conditions: Array.from({ length: 300 }, () => ({ minSize: 1 })) };
  assert.equal((await marie.fails('Email/query', { filter: many })).type, 'unsupportedFilter');
});

test('every order sorts as it says', async () => {
  const sorted = (property: string, more: object = {}) =>
    query({ sort: [{ property, ...more }, { property: 'receivedAt' }] });
  const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  assert.deepEqual(await query({ sort: [] }), all.toReversed(), 'the newest first where nothing is asked');
  assert.deepEqual(await sorted('size'), all);
  assert.deepEqual(await sorted('from', { isAscending: false }), all.toReversed());
  assert.deepEqual(await sorted('to'), all);
  assert.deepEqual(await sorted('subject', { isAscending: false }), [8, 9, 6, 7, 4, 5, 2, 3, 0, 1]);
  assert.deepEqual(
    await sorted('hasKeyword', { keyword: '$seen', isAscending: false }),
    [0, 3, 6, 9, 1, 2, 4, 5, 7, 8],
  );
  assert.deepEqual(await sorted('allInThreadHaveKeyword', { keyword: 'projet' }), [0, 1, 2, 3, 6, 7, 8, 9, 4, 5]);
  assert.deepEqual(await sorted('someInThreadHaveKeyword', { keyword: '$seen' }), [4, 5, 0, 1, 2, 3, 6, 7, 8, 9]);
  assert.deepEqual(await sorted('sentAt'), all, 'received where it has no date');
  assert.equal((await marie.fails('Email/query', { sort: [{ property: 'mood' }] })).type, 'unsupportedSort');
  assert.equal(
    (await marie.fails('Email/query', { sort: [{ property: 'from', collation: 'i;odd' }] })).type,
    'unsupportedSort',
  );
});

test('a window is cut by position, by anchor, and one email of each thread is kept', async () => {
  assert.deepEqual(await query({ position: 3, limit: 2 }), [3, 4]);
  assert.deepEqual(await query({ position: -3 }), [7, 8, 9]);
  assert.deepEqual(await query({ position: -30, limit: 1 }), [0]);
  assert.deepEqual(await query({ position: 30 }), []);
  assert.deepEqual(await query({ anchor: ids[5], anchorOffset: -1, limit: 3 }), [4, 5, 6]);
  assert.deepEqual(await query({ anchor: ids[1], anchorOffset: -9, limit: 1 }), [0]);
  assert.equal((await marie.fails('Email/query', { anchor: 'E1-zz' })).type, 'anchorNotFound');
  const collapsed = await marie.call('Email/query', { collapseThreads: true, calculateTotal: true, limit: 3 });
  assert.deepEqual(ranks(collapsed.ids), [9, 7, 5]);
  assert.equal(collapsed.total, 5);
  assert.equal((await marie.call('Email/query', {})).total, undefined);
  assert.equal((await marie.call('Email/query', { limit: 10_000 })).limit, 5000);
});

test('a list known before is brought forward by its changes, whatever the question', async () => {
  const questions: Record<string, unknown>[] = [
    { filter: { inMailbox: box.inbox }, sort: [{ property: 'receivedAt', isAscending: false }] },
    { filter: { hasKeyword: '$seen' }, sort: [{ property: 'size' }], collapseThreads: true },
    { filter: { someInThreadHaveKeyword: '$flagged' }, sort: [{ property: 'from' }] },
    { filter: { minSize: 300 }, sort: [{ property: 'subject' }, { property: 'receivedAt' }] },
    { sort: [{ property: 'someInThreadHaveKeyword', keyword: '$flagged' }], collapseThreads: true },
  ];
  const known = await Promise.all(questions.map(question => marie.call('Email/query', question)));
  const extra = await put(
    marie,
    message('Subject: sujet 9\nMessage-ID: <z@x>\nIn-Reply-To: <m2@x>\n\n.\n'),
    box.inbox!,
    { receivedAt: '2026-11-22T08:00:00Z' },
  );
  await marie.call('Email/set', {
    update: {
      [ids[1]!]: { 'keywords/$seen': true, 'keywords/$flagged': true },
      [ids[6]!]: { 'keywords/$seen': null, mailboxIds: { [box.archive!]: true } },
      [ids[8]!]: { mailboxIds: { [box.inbox!]: true } },
    },
    destroy: [ids[4]],
  });
  for (const [index, question] of questions.entries()) {
    const now = await marie.call('Email/query', { ...question, calculateTotal: true });
    const changes = await marie.call('Email/queryChanges', {
      ...question,
      sinceQueryState: known[index]!.queryState,
      calculateTotal: true,
    });
    const list = known[index]!.ids.filter((id: string) => !changes.removed.includes(id));
    for (const { id, index: at } of changes.added) list.splice(at, 0, id);
    assert.deepEqual(list, now.ids, JSON.stringify(question));
    assert.equal(changes.newQueryState, now.queryState);
    assert.equal(changes.total, now.total);
  }
  const settled = questions[3]!;
  const [upToId] = (await marie.call('Email/query', settled)).ids;
  const upTo = await marie.call('Email/queryChanges', { ...settled, sinceQueryState: known[3]!.queryState, upToId });
  assert.deepEqual(upTo.added, []);
  const call = { ...questions[0], sinceQueryState: known[0]!.queryState };
  assert.equal((await marie.fails('Email/queryChanges', { ...call, maxChanges: 1 })).type, 'tooManyChanges');
  assert.equal(
    (await marie.fails('Email/queryChanges', { ...call, sinceQueryState: '0x' })).type,
    'cannotCalculateChanges',
  );
  await marie.call('Email/set', { destroy: [extra.id] });
});

test('words found are marked where they stand, the rest is escaped', async () => {
  const { list, notFound } = await marie.call('SearchSnippet/get', {
    filter: {
      operator: 'AND',
      conditions: [{ text: 'ete' }, { subject: 'sujet' }, { operator: 'NOT', conditions: [{ text: 'conseil' }] }],
    },
    emailIds: [ids[0], 'E1-zz'],
  });
  assert.deepEqual(list, [{ emailId: ids[0], subject: '<mark>sujet</mark> 0', preview: list[0].preview }]);
  assert.equal(list[0]!.preview, 'Le conseil de classe n° 0 : œuvre d’<mark>été</mark> &amp; fête ');
  assert.deepEqual(notFound, ['E1-zz']);
  const long = await put(
    marie,
    message(`Subject: long\n\n${'é&'.repeat(300)} élève ${'è<'.repeat(300)}\n`),
    box.inbox!,
  );
  const { preview } = (await marie.call('SearchSnippet/get', { filter: { body: 'eleve' }, emailIds: [long.id] }))
    .list[0];
  assert.ok(Buffer.byteLength(preview) <= 255);
  assert.match(preview, /<mark>élève<\/mark>/);
  await marie.call('Email/set', { destroy: [long.id] });
  const none = await marie.call('SearchSnippet/get', { filter: { hasKeyword: '$seen' }, emailIds: [ids[0]] });
  assert.deepEqual(none.list[0], { emailId: ids[0], subject: null, preview: null });
});

test('the first example of RFC 8621: a list, its threads, their emails, in one request', async () => {
  const responses = await marie.calls([
    [
      'Email/query',
      {
        filter: { inMailbox: box.inbox },
        sort: [{ property: 'receivedAt', isAscending: false }],
        collapseThreads: true,
        position: 0,
        limit: 10,
        calculateTotal: true,
      },
      't0',
    ],
    ['Email/get', { '#ids': { resultOf: 't0', name: 'Email/query', path: '/ids' }, properties: ['threadId'] }, 't1'],
    ['Thread/get', { '#ids': { resultOf: 't1', name: 'Email/get', path: '/list/*/threadId' } }, 't2'],
    [
      'Email/get',
      {
        '#ids': { resultOf: 't2', name: 'Thread/get', path: '/list/*/emailIds' },
        properties: ['from', 'receivedAt', 'subject', 'preview'],
      },
      't3',
    ],
  ]);
  assert.deepEqual(
    responses.map((one: Answer) => one[0]),
    ['Email/query', 'Email/get', 'Thread/get', 'Email/get'],
  );
  assert.equal(responses[3][1].list.length, responses[2][1].list.flatMap((one: Answer) => one.emailIds).length);
});

test('the index answers as the messages do, those too long for it included', async () => {
  const paul = door.client(await door.account('paul'));
  const inbox = (await mailboxIds(paul)).inbox!;
  const long = `${'remplissage '.repeat(9000)}aiguille`;
  for (let index = 0; index < 40; index += 1) {
    const text = index === 7 ? long : index % 10 === 0 ? 'Une réunion\ndemain' : 'Rien : trépas';
    await put(paul, message(`From: a@ac.test\nTo: b@ac.test\nSubject: n${index} Œuvre\n\n${text}\n`), inbox);
  }
  const count = async (filter: object) =>
    (await paul.call('Email/query', { filter, calculateTotal: true })).total as number;
  assert.equal(await count({ body: 'reun' }), 4);
  assert.equal(await count({ body: '"réunion demain"' }), 4, 'over the end of a line');
  assert.equal(await count({ body: 'pas' }), 0);
  assert.equal(await count({ text: 'aiguille' }), 1);
  assert.equal(await count({ subject: 'oeuvre n7' }), 1);
  assert.equal(await count({ operator: 'NOT', conditions: [{ text: 'reunion' }] }), 36);
  assert.equal(await count({ header: ['subject', 'uvre'] }), 40);
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
