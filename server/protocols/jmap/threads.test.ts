import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { jmapDoor, mailboxIds, message, put } from '../../../scenarios/jmap/door.ts';

const door = await jmapDoor();
after(() => door.close());
const marie = door.client(await door.account('marie'));
const box = await mailboxIds(marie);

const state = async (): Promise<string> => (await marie.call('Email/get', { ids: [] })).state;

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
