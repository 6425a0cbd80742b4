import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, jmapDoor, mailboxIds, message, put } from '../../../scenarios/jmap/door.ts';

const door = await jmapDoor();
after(() => door.close());
const marie = door.client(await door.account('marie'));
const box = await mailboxIds(marie);

const state = async (): Promise<string> => (await marie.call('Email/get', { ids: [] })).state;

test('mailboxes are made as a tree, parents and children in one call', async () => {
  const { created, oldState, newState } = await marie.call('Mailbox/set', {
    create: {
      b: { name: '6e B', parentId: '#a' },
      a: { name: 'Classes', sortOrder: 3, isSubscribed: true },
    },
  });
  assert.equal(created.a.totalEmails, 0);
  assert.equal(created.a.name, undefined);
  const { list } = await marie.call('Mailbox/get', { ids: [created.b.id], properties: ['name', 'parentId', 'role'] });
  assert.deepEqual(list, [{ id: created.b.id, name: '6e B', parentId: created.a.id, role: null }]);
  const changes = await marie.call('Mailbox/changes', { sinceState: oldState });
  assert.deepEqual(changes.created.sort(), [created.a.id, created.b.id].sort());
  assert.equal(changes.newState, newState);
  assert.deepEqual((await marie.call('Mailbox/changes', { sinceState: newState })).updated, []);
});

test('a mailbox that will not do is refused with the property that is wrong', async () => {
  const error = async (given: object) => (await marie.call('Mailbox/set', { create: { x: given } })).notCreated.x;
  assert.deepEqual((await error({})).properties, ['name']);
  assert.deepEqual((await error({ name: 'a/b' })).properties, ['name']);
  assert.deepEqual((await error({ name: 'Envoyés' })).properties, ['name']);
  assert.deepEqual((await error({ name: 'x', role: 'sent' })).properties, ['role']);
  assert.deepEqual((await error({ name: 'x', parentId: 'M1-zz' })).properties, ['parentId']);
  assert.deepEqual((await error({ name: 'x', totalEmails: 3 })).properties, ['totalEmails']);
  const inbox = await marie.call('Mailbox/set', { destroy: [box.inbox], update: { [box.trash!]: { name: 'Bin' } } });
  assert.equal(inbox.notDestroyed[box.inbox!].type, 'forbidden');
  assert.deepEqual(inbox.updated, { [box.trash!]: null });
  assert.equal((await marie.fails('Mailbox/set', { ifInState: '1', destroy: [] })).type, 'stateMismatch');
});

test('a mailbox with children or letters goes only when told', async () => {
  const { created } = await marie.call('Mailbox/set', {
    create: { p: { name: 'P' }, c: { name: 'C', parentId: '#p' } },
  });
  const [p, c] = [created.p.id, created.c.id];
  await put(marie, message('Subject: x\n\n.\n'), c);
  const refused = await marie.call('Mailbox/set', { destroy: [p] });
  assert.equal(refused.notDestroyed[p].type, 'mailboxHasChild');
  const full = await marie.call('Mailbox/set', { destroy: [p, c] });
  assert.equal(full.notDestroyed[c].type, 'mailboxHasEmail');
  const gone = await marie.call('Mailbox/set', { destroy: [p, c], onDestroyRemoveEmails: true });
  assert.deepEqual(gone.destroyed, [c, p]);
  assert.deepEqual(
    (await marie.call('Mailbox/changes', { sinceState: gone.oldState })).destroyed.sort(),
    [p, c].sort(),
  );
});

test('a mailbox query filters, sorts as a tree, and tells what changed', async () => {
  const args = {
    sort: [{ property: 'name' }],
    sortAsTree: true,
    filter: { operator: 'NOT', conditions: [{ hasAnyRole: true }] },
  };
  const { ids, queryState, total } = await marie.call('Mailbox/query', { ...args, calculateTotal: true });
  assert.equal(total, ids.length);
  const { list } = await marie.call('Mailbox/get', { ids, properties: ['name'] });
  assert.deepEqual(
    list.map((one: Answer) => one.name),
    ['Classes', '6e B'],
  );
  const { created } = await marie.call('Mailbox/set', { create: { z: { name: 'Avant' } } });
  const changes = await marie.call('Mailbox/queryChanges', { ...args, sinceQueryState: queryState });
  assert.deepEqual(changes.added[0], { id: created.z.id, index: 0 });
  assert.equal(
    (await marie.fails('Mailbox/query', { filter: { operator: 'XOR', conditions: [] } })).type,
    'unsupportedFilter',
  );
  assert.equal((await marie.fails('Mailbox/query', { sort: [{ property: 'mood' }] })).type, 'unsupportedSort');
});

const letter = message(`From: "Renée Lefèvre" <renee@ac.test>
To: Équipe: Anne <anne@ac.test>, paul@ac.test;
Subject: =?utf-8?Q?R=C3=A9union?= du
 lundi
Date: Tue, 24 Nov 2026 08:20:00 +0100
Message-ID: <1@ac.test>
In-Reply-To: <0@ac.test>
References: <0@ac.test> <00@ac.test>
List-Post: <mailto:liste@ac.test>
X-Twice: one
X-Twice:  two
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Ch=C3=A8re coll=C3=A8gue,
--a
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: base64

PHA+Q2jocmU8L3A+
--a--
--m
Content-Type: application/pdf; name="note.pdf"
Content-Disposition: attachment; filename="note.pdf"
Content-ID: <c1>
Content-Transfer-Encoding: base64

AAECAw==
--m--
`);

test('every property of a message, and its parts, are told', async () => {
  const made = await put(marie, letter, box.inbox!, {
    keywords: { $seen: true, Projet: true },
    receivedAt: '2026-11-24T07:21:00Z',
  });
  const { list } = await marie.call('Email/get', {
    ids: [made.id],
    properties: [
      'threadId',
      'mailboxIds',
      'keywords',
      'size',
      'receivedAt',
      'messageId',
      'inReplyTo',
      'references',
      'sender',
      'from',
      'to',
      'subject',
      'sentAt',
      'hasAttachment',
      'preview',
      'bodyStructure',
      'textBody',
      'htmlBody',
      'attachments',
      'bodyValues',
      'header:X-Twice',
      'header:x-twice:all',
      'header:List-Post:asURLs',
      'header:To:asGroupedAddresses',
      'header:Subject:asText',
    ],
    bodyProperties: ['partId', 'type', 'charset', 'size', 'cid', 'name', 'disposition'],
    fetchAllBodyValues: true,
  });
  assert.deepEqual(list[0], {
    id: made.id,
    threadId: made.threadId,
    mailboxIds: { [box.inbox!]: true },
    keywords: { $seen: true, projet: true },
    size: letter.length,
    receivedAt: '2026-11-24T07:21:00Z',
    messageId: ['1@ac.test'],
    inReplyTo: ['0@ac.test'],
    references: ['0@ac.test', '00@ac.test'],
    sender: null,
    from: [{ name: 'Renée Lefèvre', email: 'renee@ac.test' }],
    to: [
      { name: 'Anne', email: 'anne@ac.test' },
      { name: null, email: 'paul@ac.test' },
    ],
    subject: 'Réunion du lundi',
    sentAt: '2026-11-24T08:20:00+01:00',
    hasAttachment: true,
    preview: 'Chère collègue,',
    bodyStructure: {
      partId: null,
      type: 'multipart/mixed',
      charset: null,
      size: 0,
      cid: null,
      name: null,
      disposition: null,
      subParts: [
        {
          partId: null,
          type: 'multipart/alternative',
          charset: null,
          size: 0,
          cid: null,
          name: null,
          disposition: null,
          subParts: [
            {
              partId: '1.1',
              type: 'text/plain',
              charset: 'utf-8',
              size: 17,
              cid: null,
              name: null,
              disposition: null,
              subParts: null,
            },
            {
              partId: '1.2',
              type: 'text/html',
              charset: 'iso-8859-1',
              size: 12,
              cid: null,
              name: null,
              disposition: null,
              subParts: null,
            },
          ],
        },
        {
          partId: '2',
          type: 'application/pdf',
          charset: null,
          size: 4,
          cid: 'c1',
          name: 'note.pdf',
          disposition: 'attachment',
          subParts: null,
        },
      ],
    },
    textBody: [
      { partId: '1.1', type: 'text/plain', charset: 'utf-8', size: 17, cid: null, name: null, disposition: null },
    ],
    htmlBody: [
      { partId: '1.2', type: 'text/html', charset: 'iso-8859-1', size: 12, cid: null, name: null, disposition: null },
    ],
    attachments: [
      {
        partId: '2',
        type: 'application/pdf',
        charset: null,
        size: 4,
        cid: 'c1',
        name: 'note.pdf',
        disposition: 'attachment',
      },
    ],
    bodyValues: {
      '1.1': { value: 'Chère collègue,', isEncodingProblem: false, isTruncated: false },
      '1.2': { value: '<p>Chère</p>', isEncodingProblem: false, isTruncated: false },
    },
    'header:X-Twice': '  two',
    'header:x-twice:all': [' one', '  two'],
    'header:List-Post:asURLs': ['mailto:liste@ac.test'],
    'header:To:asGroupedAddresses': [
      {
        name: 'Équipe',
        addresses: [
          { name: 'Anne', email: 'anne@ac.test' },
          { name: null, email: 'paul@ac.test' },
        ],
      },
    ],
    'header:Subject:asText': 'Réunion du lundi',
  });
});

test('the same answers come from what is stored and from the message itself', async () => {
  const [id] = (await marie.call('Email/query', { filter: { subject: 'reunion' } })).ids;
  const properties = [
    'from',
    'to',
    'cc',
    'bcc',
    'subject',
    'sentAt',
    'messageId',
    'inReplyTo',
    'hasAttachment',
    'preview',
  ];
  const stored = (await marie.call('Email/get', { ids: [id], properties })).list[0];
  const { headers: _, ...read } = (await marie.call('Email/get', { ids: [id], properties: [...properties, 'headers'] }))
    .list[0];
  assert.deepEqual(stored, read);
});

test('parts come down as they were, and a truncated text says so', async () => {
  const [id] = (await marie.call('Email/query', { filter: { subject: 'reunion' } })).ids;
  const { list } = await marie.call('Email/get', {
    ids: [id],
    properties: ['attachments', 'blobId', 'textBody', 'bodyValues'],
    fetchTextBodyValues: true,
    maxBodyValueBytes: 3,
  });
  assert.deepEqual(
    list[0].bodyValues['1.1'],
    { value: 'Ch', isEncodingProblem: false, isTruncated: true },
    'è is two octets, and 3 would end in it',
  );
  const get = async (blobId: string) =>
    Buffer.from(await (await marie.fetch(`/jmap/download/${marie.accountId}/${blobId}/x`)).arrayBuffer());
  assert.deepEqual(await get(list[0].attachments[0].blobId), Buffer.from([0, 1, 2, 3]));
  assert.deepEqual(await get(list[0].blobId), letter);
});

test('keywords and mailboxes change by patch or as a whole, and only those', async () => {
  const made = await put(marie, message('Subject: patch\n\n.\n'), box.inbox!);
  const update = (patch: object) => marie.call('Email/set', { update: { [made.id]: patch } });
  const get = async () =>
    (await marie.call('Email/get', { ids: [made.id], properties: ['keywords', 'mailboxIds'] })).list[0];
  const before = await state();
  const done = await update({ 'keywords/$flagged': true, 'keywords/été': null, [`mailboxIds/${box.archive}`]: true });
  assert.ok(done.notUpdated[made.id].properties[0].startsWith('keywords'));
  await update({ 'keywords/$flagged': true, 'keywords/a~1b': true, [`mailboxIds/${box.archive}`]: true });
  assert.deepEqual(await get(), {
    id: made.id,
    keywords: { $flagged: true, 'a/b': true },
    mailboxIds: { [box.inbox!]: true, [box.archive!]: true },
  });
  assert.deepEqual((await marie.call('Email/changes', { sinceState: before })).updated, [made.id]);
  await update({ keywords: { $seen: true }, mailboxIds: { [box.archive!]: true } });
  assert.deepEqual(await get(), { id: made.id, keywords: { $seen: true }, mailboxIds: { [box.archive!]: true } });
  const error = async (patch: object) => (await update(patch)).notUpdated[made.id];
  assert.equal((await error({ subject: 'x' })).type, 'invalidProperties');
  assert.equal((await error({ keywords: {}, 'keywords/$seen': true })).type, 'invalidPatch');
  assert.equal((await error({ 'keywords/$seen': 3 })).type, 'invalidPatch');
  assert.deepEqual((await error({ mailboxIds: {} })).properties, ['mailboxIds']);
  assert.deepEqual((await error({ [`mailboxIds/${box.archive}`]: null })).properties, ['mailboxIds']);
  assert.deepEqual((await error({ mailboxIds: { 'M1-zz': true } })).properties, ['mailboxIds']);
  const gone = await marie.call('Email/set', { destroy: [made.id, 'E1-zz'], update: { [made.id]: {} } });
  assert.deepEqual(gone.destroyed, [made.id]);
  assert.equal(gone.notUpdated[made.id].type, 'willDestroy');
  assert.equal(gone.notDestroyed['E1-zz'].type, 'notFound');
  assert.deepEqual((await marie.call('Email/get', { ids: [made.id] })).notFound, [made.id]);
  assert.deepEqual((await marie.call('Email/changes', { sinceState: gone.oldState })).destroyed, [made.id]);
});

test('a draft with a text, its HTML, a picture in it and a file is a message others read', async () => {
  const upload = async (text: string) =>
    ((await (await marie.fetch(`/jmap/upload/${marie.accountId}/`, { method: 'POST', body: text })).json()) as Answer)
      .blobId;
  const [picture, file] = [await upload('PNG'), await upload('PDF')];
  const { created } = await marie.call('Email/set', {
    create: {
      d: {
        mailboxIds: { [box.drafts!]: true },
        keywords: { $draft: true, $seen: true },
        from: [{ name: 'Marie Durand', email: 'marie@ac-amiens.test' }],
        to: [{ name: 'Œdipe, Roi', email: 'o@ac.test' }, { email: 'p@ac.test' }],
        subject: 'Élèves absents',
        inReplyTo: ['1@ac.test'],
        'header:X-Note:asText': 'été',
        bodyValues: { t: { value: 'Bonjour\né' }, h: { value: '<p>Bonjour</p>' } },
        textBody: [{ partId: 't' }],
        htmlBody: [{ partId: 'h', type: 'text/html' }],
        attachments: [
          { blobId: picture, type: 'image/png', cid: 'p1', disposition: 'inline' },
          { blobId: file, type: 'application/pdf', name: 'Relevé.pdf' },
        ],
      },
    },
  });
  const { list } = await marie.call('Email/get', {
    ids: [created.d.id],
    properties: [
      'from',
      'to',
      'subject',
      'keywords',
      'inReplyTo',
      'header:X-Note:asText',
      'bodyStructure',
      'bodyValues',
      'messageId',
      'sentAt',
    ],
    bodyProperties: ['type', 'name', 'cid', 'disposition'],
    fetchTextBodyValues: true,
  });
  const { messageId, sentAt, bodyStructure, ...rest } = list[0];
  assert.deepEqual(rest, {
    id: created.d.id,
    from: [{ name: 'Marie Durand', email: 'marie@ac-amiens.test' }],
    to: [
      { name: 'Œdipe, Roi', email: 'o@ac.test' },
      { name: null, email: 'p@ac.test' },
    ],
    subject: 'Élèves absents',
    keywords: { $draft: true, $seen: true },
    inReplyTo: ['1@ac.test'],
    'header:X-Note:asText': 'été',
    bodyValues: { '1.1': { value: 'Bonjour\né', isEncodingProblem: false, isTruncated: false } },
  });
  assert.match(messageId[0], /@ac-amiens\.test$/);
  assert.match(sentAt, /\+01:00$/);
  const types = (part: Answer): unknown =>
    part.subParts === null ? part.type : [part.type, ...part.subParts.map(types)];
  assert.deepEqual(types(bodyStructure), [
    'multipart/mixed',
    ['multipart/alternative', 'text/plain', ['multipart/related', 'text/html', 'image/png']],
    'application/pdf',
  ]);
});

test('a draft that will not do is refused with what is wrong', async () => {
  const mailboxIds = { [box.drafts!]: true };
  const error = async (given: object) => (await marie.call('Email/set', { create: { d: given } })).notCreated.d;
  assert.deepEqual((await error({})).properties, ['mailboxIds']);
  assert.deepEqual((await error({ mailboxIds, subject: 3 })).properties, ['subject']);
  assert.deepEqual((await error({ mailboxIds, size: 3 })).properties, ['size']);
  assert.deepEqual((await error({ mailboxIds, headers: [] })).properties, ['headers']);
  assert.deepEqual((await error({ mailboxIds, subject: 'a', 'header:Subject': ' b' })).properties, [
    'subject',
    'header:Subject',
  ]);
  assert.deepEqual((await error({ mailboxIds, 'header:Content-Type': ' a' })).properties, ['header:Content-Type']);
  assert.deepEqual((await error({ mailboxIds, 'header:X-A': ' a\r\nBcc: b' })).properties, ['header:X-A']);
  assert.deepEqual((await error({ mailboxIds, from: [{ email: 'a@b>\r\nX: y' }] })).properties, ['from/0/email']);
  assert.deepEqual((await error({ mailboxIds, bodyStructure: { partId: 'a' }, textBody: [] })).properties, [
    'bodyStructure',
    'textBody',
  ]);
  assert.deepEqual((await error({ mailboxIds, textBody: [{ partId: 'a' }] })).properties, ['bodyValues/a']);
  const missing = await error({ mailboxIds, attachments: [{ blobId: 'Bnone' }] });
  assert.deepEqual([missing.type, missing.notFound], ['blobNotFound', ['Bnone']]);
});

test('an email made, changed and destroyed by its creation id in one request', async () => {
  const [set] = await marie.calls([
    [
      'Email/set',
      {
        create: {
          a: { mailboxIds: { [box.drafts!]: true }, subject: 'a' },
          b: { mailboxIds: { [box.drafts!]: true } },
        },
        update: { '#a': { 'keywords/$flagged': true } },
        destroy: ['#b', '#c'],
      },
    ],
  ]);
  const { created, updated, destroyed, notDestroyed } = set[1];
  assert.deepEqual(updated, { [created.a.id]: null });
  assert.deepEqual(destroyed, [created.b.id]);
  assert.deepEqual(notDestroyed, { '#c': { type: 'notFound' } });
});

test('a message within a message is read without being stored', async () => {
  const outer = message(
    'Subject: outer\nContent-Type: message/rfc822\n\nSubject: inner\nContent-Type: text/plain\n\nwithin\n',
  );
  const made = await put(marie, outer, box.inbox!);
  const { list } = await marie.call('Email/get', { ids: [made.id], properties: ['attachments'] });
  const { blobId } = list[0].attachments[0];
  const { parsed, notFound } = await marie.call('Email/parse', {
    blobIds: [blobId, 'Bnone'],
    properties: ['subject', 'bodyValues', 'textBody', 'id'],
    fetchTextBodyValues: true,
  });
  assert.equal(parsed[blobId].subject, 'inner');
  assert.equal(parsed[blobId].bodyValues['1'].value, 'within\n');
  assert.deepEqual(notFound, ['Bnone']);
  const text = await marie.fetch(`/jmap/download/${marie.accountId}/${parsed[blobId].textBody[0].blobId}/x`);
  assert.equal(await text.text(), 'within\r\n');
});

test('threads tell their emails, the oldest first, and change when one comes or goes', async () => {
  const before = await state();
  const first = await put(marie, message('Subject: fil\nMessage-ID: <f1@x>\n\n.\n'), box.inbox!);
  door.clock.advance(60_000);
  const second = await put(
    marie,
    message('Subject: Re: fil\nMessage-ID: <f2@x>\nIn-Reply-To: <f1@x>\n\n.\n'),
    box.sent!,
  );
  assert.equal(second.threadId, first.threadId);
  const { list, notFound } = await marie.call('Thread/get', { ids: [first.threadId, 'T1-zz'] });
  assert.deepEqual(list, [{ id: first.threadId, emailIds: [first.id, second.id] }]);
  assert.deepEqual(notFound, ['T1-zz']);
  assert.deepEqual((await marie.call('Thread/changes', { sinceState: before })).created, [first.threadId]);
  const middle = await state();
  await marie.call('Email/set', { update: { [first.id]: { 'keywords/$seen': true } } });
  assert.deepEqual((await marie.call('Thread/changes', { sinceState: middle })).updated, []);
  await marie.call('Email/set', { destroy: [second.id] });
  assert.deepEqual((await marie.call('Thread/changes', { sinceState: middle })).updated, [first.threadId]);
  await marie.call('Email/set', { destroy: [first.id] });
  assert.deepEqual((await marie.call('Thread/changes', { sinceState: middle })).destroyed, [first.threadId]);
});

test('unread threads count wherever one of their emails is unread, but in the trash', async () => {
  const { created } = await marie.call('Mailbox/set', { create: { u: { name: 'U' }, v: { name: 'V' } } });
  const [u, v] = [created.u.id, created.v.id];
  const read = await put(marie, message('Subject: t\nMessage-ID: <t1@x>\n\n.\n'), u, { keywords: { $seen: true } });
  const since = await state();
  const unread = await put(marie, message('Subject: t\nMessage-ID: <t2@x>\nIn-Reply-To: <t1@x>\n\n.\n'), v);
  const counts = async (id: string) => {
    const { totalEmails, unreadEmails, totalThreads, unreadThreads } = (await marie.call('Mailbox/get', { ids: [id] }))
      .list[0];
    return [totalEmails, unreadEmails, totalThreads, unreadThreads];
  };
  assert.deepEqual(await counts(u), [1, 0, 1, 1]);
  assert.deepEqual(await counts(v), [1, 1, 1, 1]);
  const changes = await marie.call('Mailbox/changes', { sinceState: since });
  assert.deepEqual(changes.updated.sort(), [u, v].sort(), 'the other mailbox’s unread threads changed too');
  assert.deepEqual(changes.updatedProperties, ['totalEmails', 'unreadEmails', 'totalThreads', 'unreadThreads']);
  await marie.call('Email/set', { update: { [unread.id]: { mailboxIds: { [box.trash!]: true } } } });
  assert.deepEqual(await counts(u), [1, 0, 1, 0]);
  assert.equal((await counts(box.trash!))[3], 1);
  await marie.call('Email/set', { destroy: [read.id, unread.id] });
});

test('changes come in portions of any size that add up to the whole', async () => {
  const since = await state();
  const ids: string[] = [];
  for (let index = 0; index < 7; index += 1)
    ids.push((await put(marie, message(`Subject: n${index}\n\n.\n`), box.junk!)).id);
  await marie.call('Email/set', { update: Object.fromEntries(ids.map(id => [id, { 'keywords/$seen': true }])) });
  await marie.call('Email/set', { destroy: ids.slice(0, 2) });
  for (const maxChanges of [1, 2, 3, 100]) {
    const known = new Set<string>();
    let at = since;
    for (let more = true; more; ) {
      const changes = await marie.call('Email/changes', { sinceState: at, maxChanges });
      const told = [...changes.created, ...changes.updated, ...changes.destroyed];
      assert.ok(told.length <= maxChanges && new Set(told).size === told.length);
      for (const id of changes.updated) assert.ok(known.has(id), 'updated, hence known');
      for (const id of changes.created) known.add(id);
      for (const id of changes.destroyed) known.delete(id);
      at = changes.newState;
      more = changes.hasMoreChanges;
    }
    assert.deepEqual([...known].sort(), ids.slice(2).sort());
    assert.equal(at, await state());
  }
  assert.equal((await marie.fails('Email/changes', { sinceState: '99999' })).type, 'cannotCalculateChanges');
  assert.equal((await marie.fails('Email/changes', { sinceState: 'x' })).type, 'cannotCalculateChanges');
  assert.equal((await marie.fails('Email/changes', { sinceState: since, maxChanges: 0 })).type, 'invalidArguments');
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
