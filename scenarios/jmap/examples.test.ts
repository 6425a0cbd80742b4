/**
 * The examples of RFC 8620 and RFC 8621, in their order, asked of this server with messages and words of our own: answers
 * have the members the texts show, and the values that follow from what was asked.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { writePrincipalId } from '../../server/formats/object-id/object-id.ts';
import { alike, anything, count, date, id, text } from './alike.ts';
import { type Answer, type Call, jmapDoor, mailboxIds, message, put, usual } from './door.ts';

const posted: string[] = [];
const door = await jmapDoor({ mailboxDepth: 10 }, {}, () => ({
  push: { applicationServerKey: 'B0', admit() {}, sendCode: (_, { code }) => posted.push(code), wake() {} },
}));
after(() => door.close());
const joe = door.client(await door.account('joe'));
const jane = door.client(await door.account('jane'));
const box = await mailboxIds(joe);
const janesBox = await mailboxIds(jane);
const { accountId } = joe;

/** Several calls as a text writes them; the answers in its form. */
const ask = (...calls: Call[]): Promise<Answer[]> => joe.calls(calls);
const state = async (): Promise<string> => (await joe.call('Email/get', { ids: [] })).state;
/** What a /set says beside what it did. */
const set = (more: object) => ({
  accountId,
  oldState: text,
  newState: text,
  created: null,
  updated: null,
  destroyed: null,
  notCreated: null,
  notUpdated: null,
  notDestroyed: null,
  ...more,
});

const first = await put(
  joe,
  message(
    'From: "Jane" <jane@ac-amiens.test>\nSubject: La grande annonce\nMessage-ID: <a@x>\n' +
      'Content-Type: multipart/mixed; boundary=b\n\n--b\n\nComme vous le savez.\n' +
      '--b\nContent-Type: application/pdf\nContent-Disposition: attachment\n\n%PDF\n--b--\n',
  ),
  box.inbox!,
  { receivedAt: '2026-06-27T00:20:35Z', keywords: { $seen: true, $flagged: true } },
);
const second = await put(
  joe,
  message('From: joe@ac-amiens.test\nSubject: Babyfoot\nMessage-ID: <b@x>\n\nLe tournoi est au gymnase.\n'),
  box.inbox!,
  { receivedAt: '2026-06-26T10:00:00Z' },
);
const answer = await put(
  joe,
  message('Subject: Re: Babyfoot\nMessage-ID: <c@x>\nIn-Reply-To: <b@x>\n\nJ’en suis : a < b.\n'),
  box.archive!,
  { receivedAt: '2026-06-26T11:00:00Z' },
);

test('8620 section 2: the session', async () => {
  await jane.call('Mailbox/set', {
    update: { [janesBox.archive!]: { shareWith: { [writePrincipalId(joe.actor.accountId)]: { mayReadItems: true } } } },
  });
  const session = (await (await joe.fetch('/.well-known/jmap')).json()) as Answer;
  alike(session, {
    capabilities: anything,
    accounts: {
      [accountId]: { name: joe.actor.address, isPersonal: true, isReadOnly: false, accountCapabilities: anything },
      [jane.accountId]: {
        name: jane.actor.address,
        isPersonal: false,
        isReadOnly: true,
        accountCapabilities: anything,
      },
    },
    primaryAccounts: anything,
    username: joe.actor.address,
    apiUrl: text,
    downloadUrl: text,
    uploadUrl: text,
    eventSourceUrl: text,
    state: text,
  });
  alike(session.capabilities['urn:ietf:params:jmap:core'], {
    maxSizeUpload: count,
    maxConcurrentUpload: count,
    maxSizeRequest: count,
    maxConcurrentRequests: count,
    maxCallsInRequest: count,
    maxObjectsInGet: count,
    maxObjectsInSet: count,
    collationAlgorithms: ['i;ascii-casemap', 'i;unicode-casemap'],
  });
  const mail = session.accounts[accountId].accountCapabilities['urn:ietf:params:jmap:mail'];
  assert.equal(mail.maxMailboxDepth, 10);
  assert.equal(session.primaryAccounts['urn:ietf:params:jmap:mail'], accountId);
  await jane.call('Mailbox/set', { update: { [janesBox.archive!]: { shareWith: null } } });
});

test('8620 sections 3.3 to 3.6: calls answered in order, unknown ones as errors, requests that will not do as problems', async () => {
  const answers = await ask(['Core/echo', { accountId: undefined, arg1: 'un' } as never, 'c1'], ['method3', {}, 'c3']);
  assert.equal(answers[0][0], 'Core/echo');
  assert.deepEqual(answers[1], ['error', { type: 'unknownMethod' }, 'c3']);
  const problem = async (body: string) => {
    const headers = { 'content-type': 'application/json' };
    const response = await joe.fetch('/jmap/api/', { method: 'POST', headers, body });
    return (await response.json()) as Answer;
  };
  const using = [...usual, 'https://example.com/apis/foobar'];
  alike(await problem(JSON.stringify({ using, methodCalls: [] })), {
    type: 'urn:ietf:params:jmap:error:unknownCapability',
    status: 400,
    detail: text,
  });
  alike(await problem(`"${'x'.repeat(10_000_001)}"`), {
    type: 'urn:ietf:params:jmap:error:limit',
    limit: 'maxSizeRequest',
    status: 413,
    detail: text,
  });
});

test('8620 section 3.7: what one call answers another asks with', async () => {
  const since = await state();
  const made = await put(joe, message('Subject: neuf\n\n.\n'), box.junk!);
  const [changes, got] = await ask(
    ['Email/changes', { sinceState: since }, 't0'],
    ['Email/get', { '#ids': { resultOf: 't0', name: 'Email/changes', path: '/created' }, properties: ['size'] }, 't1'],
  );
  alike(changes[1], {
    accountId,
    oldState: since,
    newState: text,
    hasMoreChanges: false,
    created: [made.id],
    updated: [],
    destroyed: [],
  });
  alike(got, ['Email/get', { accountId, state: text, list: [{ id: made.id, size: made.size }], notFound: [] }, 't1']);
});

test('8620 section 4: an echo', async () => {
  const response = await joe.call('Core/echo', { hello: true, high: 5 });
  assert.deepEqual(response, { hello: true, high: 5 });
});

test('8620 section 5.7: records found, changed whole and in part, made and pointed to, brought forward, copied', async () => {
  const music = { operator: 'OR', conditions: [{ hasKeyword: 'musique' }, { hasKeyword: 'film' }] };
  const sort = [{ property: 'subject' }];
  const todo = await put(joe, message('Subject: Piano\n\n.\n'), box.junk!, {
    keywords: { musique: true, mozart: true },
  });
  const [query, got] = await ask(
    ['Email/query', { filter: music, sort, position: 0, limit: 10 }, '0'],
    ['Email/get', { '#ids': { resultOf: '0', name: 'Email/query', path: '/ids' }, properties: ['keywords'] }, '1'],
  );
  alike(query[1], { accountId, queryState: text, canCalculateChanges: true, position: 0, ids: [todo.id] });
  assert.deepEqual(got[1].list, [{ id: todo.id, keywords: { musique: true, mozart: true } }]);
  const ifInState = got[1].state;
  const whole = { keywords: { musique: true, chopin: true, mozart: true } };
  alike(
    await joe.call('Email/set', { ifInState, update: { [todo.id]: whole } }),
    set({ updated: { [todo.id]: null } }),
  );
  assert.equal((await joe.fails('Email/set', { ifInState, update: {} })).type, 'stateMismatch');
  const part = { 'keywords/liszt': true, 'keywords/mozart': null };
  await joe.call('Email/set', { update: { [todo.id]: part } });
  const [{ keywords }] = (await joe.call('Email/get', { ids: [todo.id], properties: ['keywords'] })).list;
  assert.deepEqual(keywords, { musique: true, chopin: true, liszt: true });
  const scales = await joe.call('Mailbox/set', {
    create: { k15: { name: 'Gammes' }, k16: { name: 'Majeures', parentId: '#k15' } },
  });
  assert.deepEqual(Object.keys(scales.created), ['k15', 'k16']);
  await joe.call('Email/set', { destroy: [todo.id] });
  const [changes, changed] = await ask(
    ['Email/changes', { sinceState: ifInState, maxChanges: 50 }, '0'],
    ['Email/queryChanges', { filter: music, sort, sinceQueryState: query[1].queryState, maxChanges: 50 }, '1'],
  );
  assert.deepEqual([changes[1].created, changes[1].updated, changes[1].destroyed], [[], [], [todo.id]]);
  alike(changed[1], { accountId, oldQueryState: text, newQueryState: text, removed: [todo.id], added: [] });
});

test('8620 section 7.2: a device subscribes, proves itself, asks for longer', async () => {
  const call = (name: string, args: Record<string, unknown>) => joe.call(name, args);
  const url = 'https://example.com/push/?device=X8980fc&client=12c6d086';
  const made = await call('PushSubscription/set', { create: { '4f29': { deviceClientId: 'a889', url, types: null } } });
  alike(made.created, { '4f29': { id, keys: null, expires: date } });
  const subscription = made.created['4f29'].id;
  const [verificationCode] = posted;
  const proven = await call('PushSubscription/set', { update: { [subscription]: { verificationCode } } });
  assert.deepEqual(proven.updated, { [subscription]: null });
  const longer = await call('PushSubscription/set', {
    update: { [subscription]: { expires: '2028-08-13T00:00:00Z' } },
  });
  alike(longer.updated, { [subscription]: { expires: date } });
  alike(await call('PushSubscription/get', { ids: null }), {
    list: [{ id: subscription, deviceClientId: 'a889', verificationCode, expires: date, types: null }],
    notFound: [],
  });
});

test('8621 section 2.6: mailboxes, what changed of them, and what may not be done', async () => {
  const { state: since, list } = await joe.call('Mailbox/get', { ids: null });
  alike(
    list.find((one: Answer) => one.role === 'inbox'),
    {
      id: box.inbox,
      name: text,
      parentId: null,
      role: 'inbox',
      sortOrder: count,
      totalEmails: 2,
      unreadEmails: 1,
      totalThreads: 2,
      unreadThreads: 1,
      myRights: {
        mayAddItems: true,
        mayRename: false,
        maySubmit: true,
        mayDelete: false,
        maySetKeywords: true,
        mayRemoveItems: true,
        mayCreateChild: true,
        maySetSeen: true,
        mayReadItems: true,
        mayShare: true,
      },
      isSubscribed: anything,
      shareWith: null,
    },
  );
  await joe.call('Email/set', { update: { [first.id]: { 'keywords/$seen': null } } });
  const from = (path: string) => ({ resultOf: '0', name: 'Mailbox/changes', path });
  const [changes, created, updated] = await ask(
    ['Mailbox/changes', { sinceState: since }, '0'],
    ['Mailbox/get', { '#ids': from('/created') }, '1'],
    ['Mailbox/get', { '#ids': from('/updated'), '#properties': from('/updatedProperties') }, '2'],
  );
  alike(changes[1], {
    accountId,
    oldState: since,
    newState: text,
    hasMoreChanges: false,
    updatedProperties: ['totalEmails', 'unreadEmails', 'totalThreads', 'unreadThreads'],
    created: [],
    updated: [box.inbox],
    destroyed: [],
  });
  assert.deepEqual(created[1].list, []);
  assert.deepEqual(updated[1].list, [
    { id: box.inbox, totalEmails: 2, unreadEmails: 2, totalThreads: 2, unreadThreads: 2 },
  ]);
  const renamed = await joe.call('Mailbox/set', {
    ifInState: changes[1].newState,
    update: { [box.archive!]: { name: 'Peut-être important' } },
    destroy: [box.inbox],
  });
  alike(
    renamed,
    set({
      updated: { [box.archive!]: null },
      notDestroyed: { [box.inbox!]: { type: 'forbidden', description: text } },
    }),
  );
});

test('8621 section 3.3: threads', async () => {
  const got = await joe.call('Thread/get', { ids: [first.threadId, second.threadId] });
  alike(got, {
    accountId,
    state: text,
    list: [
      { id: first.threadId, emailIds: [first.id] },
      { id: second.threadId, emailIds: [second.id, answer.id] },
    ],
    notFound: [],
  });
});

test('8621 sections 4.1.2.3 and 4.1.2.4: addresses of a field, alone and in groups', async () => {
  const field =
    'To: "  James Dupont" <james@ac.test>, Amies:\n  jane@ac.test, =?UTF-8?Q?Ren=C3=A9e_F?=\n  <renee@ac.test>;\n';
  const made = await put(joe, message(`${field}Subject: s\n\n.\n`), box.junk!);
  const properties = ['to', 'header:To:asGroupedAddresses'];
  const [told] = (await joe.call('Email/get', { ids: [made.id], properties })).list;
  const james = { name: 'James Dupont', email: 'james@ac.test' };
  const others = [
    { name: null, email: 'jane@ac.test' },
    { name: 'Renée F', email: 'renee@ac.test' },
  ];
  assert.deepEqual(told.to, [james, ...others]);
  assert.deepEqual(told['header:To:asGroupedAddresses'], [
    { name: null, addresses: [james] },
    { name: 'Amies', addresses: others },
  ]);
});

test('8621 section 4.1.4: which parts are the text, which the HTML, which attached', async () => {
  const part = (type: string, more = '') => `Content-Type: ${type}\n${more}\n`;
  const inline = 'Content-Disposition: inline\n';
  const attached = 'Content-Disposition: attachment\n';
  const many = (subtype: string, boundary: string, parts: string[]) =>
    `${part(`multipart/${subtype}; boundary=${boundary}`)}${parts.map(one => `--${boundary}\n${one}\n`).join('')}--${boundary}--\n`;
  const whole = many('mixed', 'm1', [
    `${part('text/plain', inline)}A`,
    many('mixed', 'm2', [
      many('alternative', 'a', [
        many('mixed', 'm3', [
          `${part('text/plain', inline)}B`,
          `${part('image/jpeg', inline)}C`,
          `${part('text/plain', inline)}D`,
        ]),
        many('related', 'r', [`${part('text/html')}E`, `${part('image/jpeg')}F`]),
      ]),
      `${part('image/jpeg', attached)}G`,
      `${part('application/x-excel')}H`,
      `${part('message/rfc822')}Subject: J\n\nJ`,
    ]),
    `${part('text/plain', inline)}K`,
  ]);
  const made = await put(joe, message(`Subject: parties\n${whole}`), box.junk!);
  const properties = ['textBody', 'htmlBody', 'attachments'];
  const [told] = (await joe.call('Email/get', { ids: [made.id], properties, bodyProperties: ['blobId'] })).list;
  const letters = async (parts: Answer[]) =>
    Promise.all(
      parts.map(async ({ blobId }) => {
        const bytes = await joe.fetch(`/jmap/download/${accountId}/${blobId}/x`);
        return (await bytes.text()).trim().at(-1);
      }),
    );
  assert.deepEqual(await letters(told.textBody), ['A', 'B', 'C', 'D', 'K']);
  assert.deepEqual(await letters(told.htmlBody), ['A', 'E', 'K']);
  assert.deepEqual(await letters(told.attachments), ['C', 'F', 'G', 'H', 'J']);
});

test('8621 section 4.2.1: one email of two, with its HTML cut', async () => {
  const html = `<p>Bonjour ${'!'.repeat(400)}</p>`;
  const list = '--b\nContent-Type: text/plain\n\n-- de la liste\n';
  const made = await put(
    joe,
    message(
      'From: "Jo" <jo@ac.test>\nSubject: Dîner jeudi ?\nList-Post: <mailto:fete@ac.test>\n' +
        `Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n${html}\n${list}--b--\n`,
    ),
    box.junk!,
  );
  const got = await joe.call('Email/get', {
    ids: ['E0-zz', made.id],
    properties: [
      'threadId',
      'mailboxIds',
      'from',
      'subject',
      'receivedAt',
      'header:List-POST:asURLs',
      'htmlBody',
      'bodyValues',
    ],
    bodyProperties: ['partId', 'blobId', 'size', 'type'],
    fetchHTMLBodyValues: true,
    maxBodyValueBytes: 256,
  });
  const [one] = got.list;
  alike(got, {
    accountId,
    state: text,
    list: [
      {
        id: made.id,
        threadId: made.threadId,
        mailboxIds: { [box.junk!]: true },
        from: [{ name: 'Jo', email: 'jo@ac.test' }],
        subject: 'Dîner jeudi ?',
        receivedAt: date,
        'header:List-POST:asURLs': ['mailto:fete@ac.test'],
        htmlBody: [
          { partId: id, blobId: id, size: html.length, type: 'text/html' },
          { partId: id, blobId: id, size: 14, type: 'text/plain' },
        ],
        bodyValues: {
          [one.htmlBody[0].partId]: {
            value: (value: unknown) => String(value).startsWith('<p>Bonjour') && String(value).length <= 256,
            isEncodingProblem: false,
            isTruncated: true,
          },
          [one.htmlBody[1].partId]: { value: '-- de la liste', isEncodingProblem: false, isTruncated: false },
        },
      },
    ],
    notFound: ['E0-zz'],
  });
});

const inbox = { filter: { inMailbox: box.inbox }, sort: [{ isAscending: false, property: 'receivedAt' }] };
const listed = { ...inbox, collapseThreads: true, position: 0, limit: 30, calculateTotal: true };

test('8621 section 4.4.2: three orders at once', async () => {
  const { ids } = await joe.call('Email/query', {
    filter: { operator: 'OR', conditions: [{ inMailbox: box.inbox }, { inMailbox: box.archive }] },
    sort: [
      { property: 'someInThreadHaveKeyword', keyword: '$flagged', isAscending: false },
      { property: 'subject', collation: 'i;ascii-casemap' },
      { property: 'receivedAt', isAscending: false },
    ],
  });
  assert.deepEqual(ids, [first.id, answer.id, second.id]);
});

test('8621 section 4.10: a list, its threads and their emails in one request; then what changed of it', async () => {
  const [query, emails, threads, shown] = await ask(
    ['Email/query', listed, '0'],
    ['Email/get', { '#ids': { resultOf: '0', name: 'Email/query', path: '/ids' }, properties: ['threadId'] }, '1'],
    ['Thread/get', { '#ids': { resultOf: '1', name: 'Email/get', path: '/list/*/threadId' } }, '2'],
    [
      'Email/get',
      {
        '#ids': { resultOf: '2', name: 'Thread/get', path: '/list/*/emailIds' },
        properties: [
          'threadId',
          'mailboxIds',
          'keywords',
          'hasAttachment',
          'from',
          'subject',
          'receivedAt',
          'size',
          'preview',
        ],
      },
      '3',
    ],
  );
  const ids = [first.id, second.id];
  alike(query[1], { accountId, queryState: text, canCalculateChanges: true, position: 0, total: 2, ids });
  assert.deepEqual(emails[1].list, [
    { id: first.id, threadId: first.threadId },
    { id: second.id, threadId: second.threadId },
  ]);
  assert.deepEqual(
    threads[1].list.map((one: Answer) => one.emailIds),
    [[first.id], [second.id, answer.id]],
  );
  alike(shown[1].list[0], {
    id: first.id,
    threadId: first.threadId,
    mailboxIds: { [box.inbox!]: true },
    keywords: { $flagged: true },
    hasAttachment: true,
    from: [{ email: 'jane@ac-amiens.test', name: 'Jane' }],
    subject: 'La grande annonce',
    receivedAt: '2026-06-27T00:20:35Z',
    size: first.size,
    preview: 'Comme vous le savez.',
  });

  const unread = await joe.call('Email/set', { update: { [first.id]: { 'keywords/$seen': true } } });
  alike(unread, set({ updated: { [first.id]: null } }));
  const since = unread.oldState;
  const made = await put(joe, message('Subject: arrive\n\n.\n'), box.inbox!, { receivedAt: '2026-06-28T00:00:00Z' });
  await joe.call('Email/set', { update: { [second.id]: { mailboxIds: { [box.trash!]: true } } } });
  const { queryState: sinceQueryState } = query[1];
  const { sort, filter, collapseThreads } = listed;
  const [changes, changed] = await ask(
    ['Email/changes', { sinceState: since, maxChanges: 50 }, '3'],
    [
      'Email/queryChanges',
      { filter, sort, collapseThreads, sinceQueryState, upToId: first.id, maxChanges: 25, calculateTotal: true },
      '11',
    ],
  );
  alike(changes[1], {
    accountId,
    oldState: since,
    newState: text,
    hasMoreChanges: false,
    created: [made.id],
    updated: [first.id, second.id],
    destroyed: [],
  });
  const { added, removed, total } = changed[1];
  assert.equal(total, 2);
  assert.deepEqual(added[0], { id: made.id, index: 0 });
  assert.ok(removed.includes(second.id));
});

test('8621 section 4.10: a draft is saved, saved again in another form, and moved to another account', async () => {
  const draft = (more: object) => ({
    mailboxIds: { [box.drafts!]: true },
    keywords: { $seen: true, $draft: true },
    from: [{ name: 'Joe', email: 'joe@ac-amiens.test' }],
    subject: 'Conquérir le monde',
    receivedAt: '2026-07-10T01:03:11Z',
    sentAt: '2026-07-10T11:03:11+10:00',
    ...more,
  });
  const plan = { value: 'J’ai le meilleur des plans.', isTruncated: false };
  const saved = await joe.call('Email/set', {
    create: {
      k192: draft({
        bodyStructure: { type: 'text/plain', partId: 'bd48', 'header:Content-Language': 'fr' },
        bodyValues: { bd48: plan },
      }),
    },
  });
  assert.equal(saved.notCreated, null, JSON.stringify(saved.notCreated));
  alike(saved, set({ created: { k192: { id, blobId: id, threadId: id, size: count } } }));
  const { blobId, id: one } = saved.created.k192;
  const source = await (await joe.fetch(`/jmap/download/${accountId}/${blobId}/x`)).text();
  for (const line of [/^Date: Fri, 10 Jul 2026 11:03:11 \+1000\r$/m, /^From: "?Joe"? <joe@ac-amiens\.test>\r$/m])
    assert.match(source, line);
  assert.match(source, /^Content-Language: fr\r$/m);
  const languages = { 'header:Content-Language': 'fr' };
  const again = await joe.call('Email/set', {
    create: {
      k1546: draft({
        to: [{ name: 'Jean', email: 'jean@ac.test' }],
        bodyStructure: {
          type: 'multipart/alternative',
          subParts: [
            { partId: 'a49d', type: 'text/html', ...languages },
            { partId: 'bd48', type: 'text/plain', ...languages },
          ],
        },
        bodyValues: { bd48: plan, a49d: { value: '<p>J’ai le <b>meilleur</b> des plans.</p>', isTruncated: false } },
      }),
    },
    destroy: [one],
  });
  alike(again, set({ created: { k1546: { id, blobId: id, threadId: id, size: count } }, destroyed: [one] }));
  const { id: two, size } = again.created.k1546;
  const give = (rights: object | null) =>
    jane.call('Mailbox/set', {
      update: { [janesBox.inbox!]: { shareWith: rights && { [writePrincipalId(joe.actor.accountId)]: rights } } },
    });
  await give({ mayReadItems: true, mayAddItems: true, maySetKeywords: true });
  const [copied, gone] = await ask([
    'Email/copy',
    {
      fromAccountId: accountId,
      accountId: jane.accountId,
      create: { k45: { id: two, mailboxIds: { [janesBox.inbox!]: true } } },
      onSuccessDestroyOriginal: true,
    },
    '0',
  ]);
  alike(copied[1], {
    fromAccountId: accountId,
    accountId: jane.accountId,
    oldState: text,
    newState: text,
    created: { k45: { id, blobId: id, threadId: id, size } },
    notCreated: null,
  });
  alike(gone, ['Email/set', set({ destroyed: [two] }), '0']);
  await give(null);
});

test('8621 section 5.2: where the words stand', async () => {
  const other = await put(joe, message('Subject: rien\n\nrien\n'), box.archive!);
  const body = 'Les résultats de foo/bar rendent souvent <1 élément.';
  const bar = await put(joe, message(`Subject: méthode\n\n${body}\n`), box.archive!);
  const ball = await put(joe, message('Subject: Le Foosball\n\nCette année le foosball est au stade.\n'), box.archive!);
  const got = await joe.call('SearchSnippet/get', { filter: { text: 'foo' }, emailIds: [other.id, ball.id, bar.id] });
  alike(got, {
    accountId,
    list: [
      { emailId: other.id, subject: null, preview: null },
      {
        emailId: ball.id,
        subject: 'Le <mark>Foo</mark>sball',
        preview: (value: unknown) => String(value).includes('le <mark>foo</mark>sball est'),
      },
      {
        emailId: bar.id,
        subject: null,
        preview: (value: unknown) => String(value).includes('<mark>foo</mark>/bar rendent souvent &lt;1'),
      },
    ],
    notFound: null,
  });
});

test('8621 section 6.4: identities', async () => {
  await joe.call('Identity/set', {
    create: { i: { email: joe.actor.address, name: 'Joe B', textSignature: '-- \nJoe' } },
  });
  const { list, ...rest } = await joe.call('Identity/get');
  alike(rest, { accountId, state: text, notFound: [] });
  const identity = { id, email: joe.actor.address, replyTo: null, bcc: null, htmlSignature: anything };
  alike(list, [
    { ...identity, name: text, textSignature: text, mayDelete: false },
    { ...identity, name: 'Joe B', textSignature: '-- \nJoe', mayDelete: true },
  ]);
});

test('8621 section 7.6: a draft is sent, and becomes a letter sent in the same call; one that may not says why', async () => {
  const [{ id: identityId }] = (await joe.call('Identity/get')).list;
  const draft = await put(joe, message('From: joe@ac-amiens.test\nSubject: va\n\n.\n'), box.drafts!, {
    keywords: { $draft: true },
  });
  const address = (email: string) => ({ email, parameters: null });
  const envelope = { mailFrom: address(joe.actor.address), rcptTo: [address(jane.actor.address)] };
  const [sent, moved] = await ask([
    'EmailSubmission/set',
    {
      create: { k1490: { identityId, emailId: draft.id, envelope } },
      onSuccessUpdateEmail: {
        '#k1490': {
          [`mailboxIds/${box.drafts}`]: null,
          [`mailboxIds/${box.sent}`]: true,
          'keywords/$draft': null,
        },
      },
    },
    '0',
  ]);
  alike(sent[1], set({ created: { k1490: { id, threadId: draft.threadId, sendAt: date, undoStatus: 'final' } } }));
  alike(moved, ['Email/set', set({ updated: { [draft.id]: null } }), '0']);
  const foreign = { ...envelope, mailFrom: address('other@ac.test') };
  const refused = await joe.call('EmailSubmission/set', {
    create: { k1490: { identityId, emailId: draft.id, envelope: foreign } },
  });
  assert.equal(refused.notCreated.k1490.type, 'forbiddenMailFrom');
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
