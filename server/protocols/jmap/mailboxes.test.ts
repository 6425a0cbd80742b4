import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, jmapDoor, mailboxIds, message, put } from '../../../scenarios/jmap/door.ts';

const door = await jmapDoor();
after(() => door.close());
const marie = door.client(await door.account('marie'));
const box = await mailboxIds(marie);

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

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
