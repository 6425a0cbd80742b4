import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, jmapDoor } from '../../../scenarios/jmap/door.ts';
import { mostScripts } from '../../services/filters/offered.ts';

const door = await jmapDoor();
after(() => door.close());
const marie = door.client(await door.account('marie'));
const paul = door.client(await door.account('paul'));

async function upload(script: string): Promise<string> {
  const { created } = await marie.call('Blob/upload', {
    create: { b: { data: [{ 'data:asText': script }], type: 'application/sieve' } },
  });
  return created.b.id;
}
const fileInto = (folder: string) => `require "fileinto";\r\nfileinto "${folder}";\r\n`;
const set = (args: object) => marie.call('SieveScript/set', args as Record<string, unknown>);
const list = async (): Promise<Answer[]> => (await marie.call('SieveScript/get')).list;

test('the session says how long scripts may be and what they may require', async () => {
  const session = (await (await marie.fetch('/.well-known/jmap')).json()) as Answer;
  const told = session.accounts[marie.accountId].accountCapabilities['urn:ietf:params:jmap:sieve'];
  assert.ok(told.maxSizeScript > 10_000 && told.maxNumberScripts === mostScripts);
  assert.ok(told.sieveExtensions.includes('fileinto'));
});

test('a script is made from a blob, active where that is asked, and read back as a blob', async () => {
  const { created, oldState, newState } = await set({
    create: { a: { name: 'tri', blobId: await upload(fileInto('Archives')) } },
    onSuccessActivateScript: '#a',
  });
  assert.notEqual(oldState, newState);
  assert.equal(created.a.isActive, true);
  const [script] = await list();
  assert.deepEqual(script, { id: created.a.id, name: 'tri', blobId: created.a.blobId, isActive: true });
  const bytes = await marie.fetch(`/jmap/download/${marie.accountId}/${script.blobId}/tri.sieve`);
  assert.equal(await bytes.text(), fileInto('Archives'));
  const foreign = await paul.fetch(`/jmap/download/${paul.accountId}/${script.blobId}/tri.sieve`);
  assert.equal(foreign.status, 404);
});

test('what cannot run is not kept, and its faults are told', async () => {
  const blobId = await upload('fileinto "x";');
  const { notCreated } = await set({ create: { b: { name: 'faux', blobId } } });
  assert.equal(notCreated.b.type, 'invalidSieve');
  assert.match(notCreated.b.description, /ligne 1/);
  assert.equal((await marie.call('SieveScript/validate', { blobId })).error.type, 'invalidSieve');
  assert.equal((await marie.call('SieveScript/validate', { blobId: await upload('keep;') })).error, null);
  assert.equal((await set({ create: { c: { blobId: `U${'0'.repeat(64)}` } } })).notCreated.c.type, 'blobNotFound');
  assert.equal((await marie.fails('SieveScript/validate', { blobId: 'Uzz' })).type, 'invalidArguments');
});

test('names and texts change, the number stays; a name is had once', async () => {
  const [{ id, blobId }] = await list();
  const twice = await set({ create: { d: { name: 'tri', blobId: await upload('keep;') } } });
  assert.equal(twice.notCreated.d.type, 'alreadyExists');
  const { updated } = await set({ update: { [id]: { name: 'autre', blobId: await upload('keep;') } } });
  assert.notEqual(updated[id].blobId, blobId);
  assert.equal((await marie.call('Blob/get', { ids: [blobId] })).notFound[0], blobId, 'that text is no more');
  const [after] = await list();
  assert.deepEqual([after.id, after.name, after.isActive], [id, 'autre', true]);
  assert.equal((await set({ update: { [id]: { isActive: false } } })).notUpdated[id].type, 'invalidProperties');
});

test('one script is active; it is switched by what succeeded, and goes only when it is not', async () => {
  const [{ id }] = await list();
  assert.equal((await set({ destroy: [id] })).notDestroyed[id].type, 'sieveIsActive');
  const made = await set({ create: { e: { blobId: await upload('discard;') } }, onSuccessActivateScript: '#e' });
  const other = made.created.e.id;
  assert.equal(made.created.e.name, 'filtres-1', 'who gives no name is given one');
  assert.equal(made.created.e.isActive, true);
  assert.deepEqual(made.updated, { [id]: { isActive: false } });
  const failed = await set({ destroy: [other], onSuccessDeactivateScript: true });
  assert.equal(failed.notDestroyed[other].type, 'sieveIsActive', 'what fails switches nothing');
  assert.deepEqual((await set({ onSuccessActivateScript: 'V1-zz' })).updated, null, 'an id of nothing is passed over');
  assert.deepEqual((await set({ onSuccessDeactivateScript: true })).updated, { [other]: { isActive: false } });
  assert.deepEqual((await set({ destroy: [other] })).destroyed, [other]);
});

test('scripts are found by name and by being active', async () => {
  const { state } = await marie.call('SieveScript/get', { ids: [] });
  await set({ create: { f: { name: 'b', blobId: await upload('keep;') } }, onSuccessActivateScript: '#f' });
  const query = (args: Record<string, unknown>) => marie.call('SieveScript/query', args);
  const all = await query({ sort: [{ property: 'name', isAscending: false }], calculateTotal: true });
  assert.equal(all.total, 2);
  const { list: sorted } = await marie.call('SieveScript/get', { ids: all.ids, properties: ['name'] });
  assert.deepEqual(
    sorted.map((one: Answer) => one.name),
    ['b', 'autre'],
  );
  assert.deepEqual((await query({ filter: { isActive: true } })).ids, [all.ids[0]]);
  assert.deepEqual((await query({ filter: { operator: 'NOT', conditions: [{ name: 'B' }] } })).ids, [all.ids[1]]);
  assert.equal((await marie.fails('SieveScript/query', { sort: [{ property: 'size' }] })).type, 'unsupportedSort');
  assert.equal((await marie.fails('SieveScript/set', { ifInState: state })).type, 'stateMismatch');
});

test('there are only so many scripts', async () => {
  const blobId = await upload('keep;');
  const create = Object.fromEntries(Array.from({ length: mostScripts }, (_, index) => [`s${index}`, { blobId }]));
  const { notCreated } = await set({ create });
  assert.deepEqual(
    Object.values(notCreated).map(one => (one as Answer).type),
    ['overQuota', 'overQuota'],
  );
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
