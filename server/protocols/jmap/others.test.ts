import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, type Client, jmapDoor, mailboxIds, message, put } from '../../../scenarios/jmap/door.ts';
import { writePrincipalId } from '../../formats/object-id/object-id.ts';
import { changeRights } from '../../services/mailboxes/share.ts';
import { startPush } from '../../services/push/state-changes.ts';

const door = await jmapDoor();
after(() => door.close());
const marie = door.client(await door.account('marie'));
const paul = door.client(await door.account('paul'));
const rose = door.client(await door.account('rose'));
const box = await mailboxIds(marie);
const paulsBox = await mailboxIds(paul);
const session = async (client: Client): Promise<Answer> => (await client.fetch('/.well-known/jmap')).json();
/** As paul in marie's account. */
const there = (name: string, args: object = {}) => paul.call(name, { accountId: marie.accountId, ...args });
const refused = (name: string, args: object = {}) => paul.fails(name, { accountId: marie.accountId, ...args });
const share = (mailboxId: string, guest: Client, rights: object | null) =>
  marie.call('Mailbox/set', {
    update: { [mailboxId]: { [`shareWith/${writePrincipalId(guest.actor.accountId)}`]: rights } },
  });
const reader = { mayReadItems: true, maySetSeen: true };

const kept = await put(marie, message('Subject: gardé\nMessage-ID: <a@x>\n\nConseil.\n'), box.archive!);
const privately = await put(
  marie,
  message('Subject: Re: gardé\nMessage-ID: <b@x>\nIn-Reply-To: <a@x>\n\nSecret.\n'),
  box.inbox!,
);

test('an account that shares nothing does not exist', async () => {
  assert.deepEqual(Object.keys((await session(paul)).accounts), [paul.accountId]);
  assert.equal((await refused('Mailbox/get')).type, 'accountNotFound');
  const got = await paul.fetch(`/jmap/download/${marie.accountId}/${kept.blobId}/x`);
  assert.equal(got.status, 404);
});

test('a mailbox shared shows its account, and of that account nothing else', async () => {
  assert.deepEqual((await share(box.archive!, paul, reader)).notUpdated, null);
  const told = (await session(paul)).accounts[marie.accountId];
  assert.equal(told.name, 'marie@ac-amiens.test');
  assert.equal(told.isPersonal, false);
  assert.equal(told.isReadOnly, false, 'its own read marks are its to set');
  assert.deepEqual(told.accountCapabilities['urn:ietf:params:jmap:principals:owner'], {
    accountIdForPrincipal: paul.accountId,
    principalId: writePrincipalId(marie.actor.accountId),
  });
  const { list } = await there('Mailbox/get');
  assert.deepEqual(
    list.map((one: Answer) => one.id),
    [box.archive],
  );
  const [archive] = list;
  assert.equal(archive.totalEmails, 1);
  assert.equal(archive.shareWith, null, 'whom else it is shared with is not the guest’s to know');
  assert.deepEqual(archive.myRights, {
    mayReadItems: true,
    mayAddItems: false,
    mayRemoveItems: false,
    maySetSeen: true,
    maySetKeywords: false,
    mayCreateChild: false,
    mayRename: false,
    mayDelete: false,
    maySubmit: false,
    mayShare: false,
  });
  const [mine] = (await marie.call('Mailbox/get', { ids: [box.archive], properties: ['shareWith', 'myRights'] })).list;
  assert.deepEqual(Object.keys(mine.shareWith), [writePrincipalId(paul.actor.accountId)]);
  assert.ok(mine.myRights.mayShare);
  assert.deepEqual((await there('Email/query')).ids, [kept.id]);
  assert.deepEqual((await there('Email/get', { ids: [kept.id, privately.id] })).notFound, [privately.id]);
  assert.deepEqual((await there('Thread/get', { ids: [kept.threadId] })).list[0].emailIds, [kept.id]);
  assert.deepEqual((await there('Email/query', { filter: { text: 'secret' } })).ids, []);
  assert.deepEqual((await there('Email/query', { filter: { text: 'conseil' } })).ids, [kept.id]);
  assert.deepEqual((await there('Blob/get', { ids: [kept.blobId, privately.blobId] })).notFound, [privately.blobId]);
  assert.equal((await refused('Identity/get')).type, 'accountNotSupportedByMethod');
});

test('each reader has its own $seen', async () => {
  const { state } = await there('Email/get', { ids: [] });
  const done = await there('Email/set', { update: { [kept.id]: { 'keywords/$seen': true } } });
  assert.deepEqual(done.updated, { [kept.id]: null });
  const seenBy = async (client: Client) =>
    (await client.call('Email/get', { accountId: marie.accountId, ids: [kept.id] })).list[0].keywords;
  assert.deepEqual(await seenBy(paul), { $seen: true });
  assert.deepEqual(await seenBy(marie), {});
  assert.equal((await there('Mailbox/get')).list[0].unreadEmails, 0);
  assert.deepEqual((await there('Email/changes', { sinceState: state })).updated, [kept.id]);
  assert.deepEqual((await there('Email/query', { filter: { notKeyword: '$seen' } })).ids, []);
  await marie.call('Email/set', { update: { [kept.id]: { 'keywords/$seen': true } } });
  await there('Email/set', { update: { [kept.id]: { keywords: {} } } });
  assert.deepEqual([await seenBy(paul), await seenBy(marie)], [{}, { $seen: true }]);
});

test('a guest does what its rights let, and no more', async () => {
  const only = async (patch: object) =>
    (await there('Email/set', { update: { [kept.id]: patch } })).notUpdated?.[kept.id].type ?? null;
  assert.equal(await only({ 'keywords/$flagged': true }), 'forbidden');
  assert.equal(await only({ [`mailboxIds/${box.inbox}`]: true }), 'invalidProperties', 'it does not know that one');
  const destroyed = await there('Email/set', { destroy: [kept.id, privately.id] });
  assert.deepEqual(
    [destroyed.notDestroyed[kept.id].type, destroyed.notDestroyed[privately.id].type],
    ['forbidden', 'notFound'],
  );
  const made = await there('Mailbox/set', {
    create: { top: { name: 'à moi' }, below: { name: 'dessous', parentId: box.archive } },
    update: { [box.archive!]: { name: 'autre' } },
  });
  const gone = await there('Mailbox/set', { destroy: [box.archive] });
  assert.deepEqual([made.notCreated.top.type, made.notCreated.below.type], ['forbidden', 'forbidden']);
  assert.equal(made.notUpdated[box.archive!].type, 'forbidden');
  assert.equal(gone.notDestroyed[box.archive!].type, 'forbidden');
  const shared = await there('Mailbox/set', {
    update: { [box.archive!]: { shareWith: { [writePrincipalId(rose.actor.accountId)]: reader } } },
  });
  assert.equal(shared.notUpdated[box.archive!].type, 'forbidden');

  await share(box.archive!, paul, {
    ...reader,
    maySetKeywords: true,
    mayAddItems: true,
    mayRemoveItems: true,
    mayCreateChild: true,
  });
  assert.equal(await only({ 'keywords/$flagged': true, 'keywords/$seen': true }), null);
  const [seen] = (await marie.call('Email/get', { ids: [kept.id], properties: ['keywords'] })).list;
  assert.deepEqual(seen.keywords, { $seen: true, $flagged: true });
  const below = await there('Mailbox/set', {
    create: { b: { name: 'dessous', parentId: box.archive, isSubscribed: true } },
  });
  const child = below.created.b.id;
  const [described] = (await there('Mailbox/get', { ids: [child] })).list;
  assert.equal(described.parentId, box.archive, 'what is made below is shared like what is above');
  assert.equal(described.isSubscribed, true);
  assert.equal((await marie.call('Mailbox/get', { ids: [child] })).list[0].isSubscribed, false);
  assert.equal(await only({ [`mailboxIds/${child}`]: true, [`mailboxIds/${box.archive}`]: null }), null);
  const uploaded = await put(paul, message('Subject: de Paul\n\n.\n'), paulsBox.inbox!);
  const added = await there('Email/copy', {
    fromAccountId: paul.accountId,
    create: { c: { id: uploaded.id, mailboxIds: { [child]: true }, keywords: { $seen: true, $flagged: true } } },
    onSuccessDestroyOriginal: true,
  });
  assert.equal(added.notCreated, null);
  const copy = added.created.c.id;
  assert.deepEqual((await there('Email/get', { ids: [copy] })).list[0].keywords, { $seen: true, $flagged: true });
  assert.deepEqual((await marie.call('Email/get', { ids: [copy] })).list[0].keywords, { $flagged: true });
  assert.deepEqual((await paul.call('Email/get', { ids: [uploaded.id] })).notFound, [uploaded.id]);
  assert.deepEqual((await there('Email/set', { destroy: [copy] })).destroyed, [copy]);
});

test('emails and blobs are copied out of a shared account, over the same bytes', async () => {
  const [copied] = await paul.calls([
    [
      'Email/copy',
      { fromAccountId: marie.accountId, create: { c: { id: kept.id, mailboxIds: { [paulsBox.inbox!]: true } } } },
    ],
  ]);
  const { c } = copied[1].created;
  assert.equal(c.size, kept.size);
  const blobs = await paul.call('Blob/copy', {
    fromAccountId: marie.accountId,
    blobIds: [kept.blobId, privately.blobId],
  });
  assert.deepEqual(blobs.notCopied, { [privately.blobId]: { type: 'notFound' } });
  const bytes = await paul.fetch(`/jmap/download/${paul.accountId}/${blobs.copied[kept.blobId]}/x`);
  assert.match(await bytes.text(), /Conseil/);
  const from = (fromAccountId: string) => paul.fails('Email/copy', { fromAccountId, create: {} });
  assert.equal((await from(rose.accountId)).type, 'fromAccountNotFound');
  assert.equal((await from(paul.accountId)).type, 'invalidArguments');
});

test('what a guest holds is brought forward by changes, emails that come into its sight and leave it included', async () => {
  const first = await there('Email/get', { ids: [] });
  const threads = await there('Thread/get', { ids: [] });
  const list = await there('Email/query', { filter: null });
  await marie.call('Email/set', { update: { [privately.id]: { [`mailboxIds/${box.archive}`]: true } } });
  assert.deepEqual((await there('Email/changes', { sinceState: first.state })).created, [privately.id]);
  assert.deepEqual((await there('Thread/changes', { sinceState: threads.state })).updated, [kept.threadId]);
  const grown = await there('Email/queryChanges', { filter: null, sinceQueryState: list.queryState });
  assert.ok(grown.added.some((one: Answer) => one.id === privately.id));
  const second = await there('Email/get', { ids: [] });
  await marie.call('Email/set', { update: { [privately.id]: { [`mailboxIds/${box.archive}`]: null } } });
  const left = await there('Email/changes', { sinceState: second.state });
  assert.deepEqual([left.created, left.updated, left.destroyed], [[], [], [privately.id]]);
  const third = await there('Email/get', { ids: [] });
  const unseen = await put(marie, message('Subject: ailleurs\n\n.\n'), box.inbox!);
  const nothing = await there('Email/changes', { sinceState: third.state });
  assert.deepEqual([nothing.created, nothing.destroyed], [[], []], `${unseen.id} is none of its business`);
  assert.notEqual(nothing.newState, third.state);
});

test('guests are told of what they are given and of what is taken, changes of one mailbox as one', async () => {
  const { list, state } = await paul.call('ShareNotification/get');
  assert.equal(list.length, 1);
  const archive = list.find((one: Answer) => one.objectId === box.archive);
  assert.equal(archive.objectAccountId, marie.accountId);
  assert.equal(archive.oldRights, null);
  assert.ok(archive.newRights.mayAddItems);
  assert.equal(archive.changedBy.principalId, writePrincipalId(marie.actor.accountId));
  const byDate = {
    sort: [{ property: 'created' }],
    filter: { objectType: 'Mailbox', objectAccountId: marie.accountId },
  };
  const query = await paul.call('ShareNotification/query', { ...byDate, calculateTotal: true });
  assert.equal(query.total, list.length);
  assert.deepEqual(
    (await paul.call('ShareNotification/query', { filter: { before: '2026-01-01T00:00:00Z' } })).ids,
    [],
  );
  const set = await paul.call('ShareNotification/set', {
    create: { n: {} },
    update: { [archive.id]: { name: 'x' } },
    destroy: [archive.id],
  });
  assert.deepEqual(
    [set.notCreated.n.type, set.notUpdated[archive.id].type, set.destroyed],
    ['forbidden', 'forbidden', [archive.id]],
  );
  assert.deepEqual((await paul.call('ShareNotification/changes', { sinceState: state })).destroyed, [archive.id]);
  const changed = await paul.call('ShareNotification/queryChanges', { ...byDate, sinceQueryState: query.queryState });
  assert.deepEqual(changed.removed, [archive.id]);
});

test('changes of shared accounts are pushed, and no more of one that is shared no more', async () => {
  const told: Answer[] = [];
  let heard = () => {};
  const pusher = startPush(door.house, paul.actor, new Set(['Email', 'ShareNotification']), async change => {
    told.push(change.changed);
    heard();
  });
  const next = () =>
    new Promise<void>(resolve => {
      heard = resolve;
    });
  await new Promise(resolve => setTimeout(resolve, 50));
  let waiting = next();
  await put(marie, message('Subject: poussé\n\n.\n'), box.archive!);
  await waiting;
  assert.deepEqual(Object.keys(told.at(-1)[marie.accountId]), ['Email']);
  waiting = next();
  await changeRights(door.house, marie.actor, 'Archives', paul.actor.address, { mode: 'replace', rights: '' });
  await waiting;
  assert.ok(told.at(-1)[paul.accountId].ShareNotification);
  pusher.stop();
});

test('rights that are taken are lost at once, and what was known of the account is worth nothing', async () => {
  await changeRights(door.house, marie.actor, 'Archives', paul.actor.address, { mode: 'replace', rights: 'lrs' });
  const { state } = await there('Email/get', { ids: [] });
  await share(box.archive!, paul, { mayReadItems: true });
  assert.equal((await refused('Email/changes', { sinceState: state })).type, 'cannotCalculateChanges');
  await share(box.archive!, paul, null);
  const [{ length }] = [(await there('Mailbox/get')).list];
  assert.equal(length, 1, 'the one below is shared still');
  assert.deepEqual((await there('Email/get', { ids: [privately.id] })).list, []);
  const child = (await there('Mailbox/get')).list[0].id;
  await marie.call('Mailbox/set', { destroy: [child], onDestroyRemoveEmails: true });
  assert.equal((await refused('Mailbox/get')).type, 'accountNotFound');
  assert.deepEqual(Object.keys((await session(paul)).accounts), [paul.accountId]);
});

test('who may read only is told so, and sharing says what it cannot do', async () => {
  await share(box.archive!, rose, { mayReadItems: true });
  assert.equal((await session(rose)).accounts[marie.accountId].isReadOnly, true);
  assert.equal((await rose.fails('Email/set', { accountId: marie.accountId })).type, 'accountReadOnly');
  const wrong = async (shareWith: unknown) =>
    (await marie.call('Mailbox/set', { update: { [box.archive!]: { shareWith } } })).notUpdated[box.archive!].type;
  const principal = writePrincipalId(rose.actor.accountId);
  assert.equal(await wrong({ [principal]: { mayFly: true } }), 'invalidProperties');
  assert.equal(await wrong({ [principal]: { mayRename: true } }), 'invalidProperties');
  assert.equal(await wrong({ Pzzzz: reader }), 'invalidProperties');
  assert.equal(await wrong({ [writePrincipalId(marie.actor.accountId)]: reader }), 'forbidden');
  assert.equal((await marie.call('Mailbox/set', { update: { [box.archive!]: { shareWith: null } } })).notUpdated, null);
  assert.equal((await rose.fails('Mailbox/get', { accountId: marie.accountId })).type, 'accountNotFound');
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
