import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, jmapDoor, mailboxIds, message, put } from '../../../scenarios/jmap/door.ts';

const door = await jmapDoor();
after(() => door.close());
const marie = door.client(await door.account('marie'));
const box = await mailboxIds(marie);

const state = async (): Promise<string> => (await marie.call('Email/get', { ids: [] })).state;

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

test('messages that exist already come in as they are, each by itself', async () => {
  const { blobId } = await put(marie, message('Subject: déjà là\n\n.\n'), box.inbox!);
  const empty = (await marie.call('Blob/upload', { create: { e: { data: [{ 'data:asText': '' }] } } })).created.e.id;
  const before = await state();
  const emails = {
    good: { blobId, mailboxIds: { [box.junk!]: true }, keywords: { $seen: true }, receivedAt: '2020-01-01T00:00:00Z' },
    nowhere: { blobId, mailboxIds: {} },
    unknown: { blobId: `U${'0'.repeat(64)}`, mailboxIds: { [box.junk!]: true } },
    empty: { blobId: empty, mailboxIds: { [box.junk!]: true } },
  };
  const { created, notCreated, oldState } = await marie.call('Email/import', { ifInState: before, emails });
  assert.equal(oldState, before);
  assert.deepEqual(Object.keys(created), ['good']);
  const [good] = (await marie.call('Email/get', { ids: [created.good.id] })).list;
  assert.deepEqual([good.receivedAt, good.keywords], ['2020-01-01T00:00:00Z', { $seen: true }]);
  const types = Object.fromEntries(Object.entries(notCreated).map(([name, one]) => [name, (one as Answer).type]));
  assert.deepEqual(types, { nowhere: 'invalidProperties', unknown: 'blobNotFound', empty: 'invalidEmail' });
  assert.equal((await marie.fails('Email/import', { ifInState: before, emails: {} })).type, 'stateMismatch');
});

test('a field of a part is given once', async () => {
  const create = (part: object) =>
    marie.call('Email/set', {
      create: {
        a: {
          mailboxIds: { [box.drafts!]: true },
          bodyStructure: { type: 'text/plain', partId: 'p', ...part },
          bodyValues: { p: { value: '.' } },
        },
      },
    });
  const twice = await create({ language: ['fr'], 'header:Content-Language': 'fr' });
  assert.equal(twice.notCreated.a.type, 'invalidProperties');
  assert.equal((await create({ 'header:Content-Type': 'text/html' })).notCreated.a.type, 'invalidProperties');
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
