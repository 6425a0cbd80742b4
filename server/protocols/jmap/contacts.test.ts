import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, jmapDoor } from '../../../scenarios/jmap/door.ts';
import { createDirectory } from '../../services/contacts/directory.ts';

const door = await jmapDoor();
Object.assign(door.house, { directory: createDirectory(door.house) });
after(() => door.close());
const marie = door.client(await door.account('marie'));
const paul = door.client(await door.account('paul'));
const { list: books } = await marie.call('AddressBook/get');
const main = books.find((one: Answer) => one.isDefault).id;

const renee = {
  '@type': 'Card',
  version: '1.0',
  uid: 'urn:uuid:22b2c7df-9120-4969-8460-05956fe6b065',
  kind: 'individual',
  name: {
    components: [
      { kind: 'given', value: 'Renée' },
      { kind: 'surname', value: 'Lefèvre' },
    ],
    isOrdered: true,
  },
  emails: { e1: { address: 'renee@x.test', contexts: { work: true }, pref: 1, label: 'Bureau' } },
  phones: { p: { number: '+33 6', features: { mobile: true }, 'example.com:odd': [1, { a: null }] } },
  keywords: { collègue: true },
  'example.com:shoe': { size: 38 },
};

async function create(card: object, more: object = {}): Promise<Answer> {
  const { created, notCreated } = await marie.call('ContactCard/set', {
    create: { c: { addressBookIds: { [main]: true }, ...card } },
    ...more,
  });
  return created?.c ?? notCreated.c;
}
const read = async (id: string, properties?: string[]): Promise<Answer> =>
  (await marie.call('ContactCard/get', { ids: [id], ...(properties ? { properties } : {}) })).list[0];

test('the session says contacts and principals, and whose they are', async () => {
  const session = (await (await marie.fetch('/.well-known/jmap')).json()) as Answer;
  assert.deepEqual(session.capabilities['urn:ietf:params:jmap:contacts'], {});
  const account = session.accounts[marie.accountId].accountCapabilities;
  assert.deepEqual(account['urn:ietf:params:jmap:contacts'], { maxAddressBooksPerCard: 1, mayCreateAddressBook: true });
  const { principalId } = account['urn:ietf:params:jmap:principals:owner'];
  assert.equal(account['urn:ietf:params:jmap:principals'].currentUserPrincipalId, principalId);
  assert.equal(session.primaryAccounts['urn:ietf:params:jmap:principals:owner'], undefined);
});

test('address books: two of the house, others made, renamed, and gone with what is in them only when told', async () => {
  assert.deepEqual(
    books.map((one: Answer) => [one.name, one.isDefault, one.myRights.mayDelete]),
    [
      ['Contacts', true, false],
      ['Adresses collectées', false, false],
    ],
  );
  const { created, oldState, newState } = await marie.call('AddressBook/set', {
    create: { p: { name: 'Parents', description: 'd' } },
  });
  const id = created.p.id;
  assert.equal(created.p.isSubscribed, true);
  await marie.call('AddressBook/set', { update: { [id]: { name: 'Parents d’élèves', sortOrder: 7 } } });
  const changes = await marie.call('AddressBook/changes', { sinceState: oldState });
  assert.deepEqual(changes.created, [id]);
  assert.deepEqual((await marie.call('AddressBook/changes', { sinceState: newState })).updated, [id]);
  const { created: inIt } = await marie.call('ContactCard/set', {
    create: { c: { name: { full: 'X' }, addressBookIds: { [id]: true } } },
  });
  const refused = await marie.call('AddressBook/set', { destroy: [id, main] });
  assert.equal(refused.notDestroyed[id].type, 'addressBookHasContents');
  assert.equal(refused.notDestroyed[main].type, 'forbidden');
  const gone = await marie.call('AddressBook/set', { destroy: [id], onDestroyRemoveContents: true });
  assert.deepEqual(gone.destroyed, [id]);
  assert.deepEqual((await marie.call('ContactCard/get', { ids: [inIt.c.id] })).notFound, [inIt.c.id]);
  const error = async (given: object) => (await marie.call('AddressBook/set', { create: { x: given } })).notCreated.x;
  assert.deepEqual((await error({ name: '' })).properties, ['name']);
  assert.equal((await error({ name: 'x', shareWith: { P1: {} } })).type, 'forbidden');
  assert.equal((await error({ name: 'x', isSubscribed: false })).type, 'forbidden');
  assert.deepEqual((await error({ name: 'x', mood: 1 })).properties, ['mood']);
  assert.equal((await marie.fails('AddressBook/set', { ifInState: '1' })).type, 'stateMismatch');
});

test('a card comes back whole: what a vCard has no word for too', async () => {
  const made = await create(renee);
  const { id, addressBookIds, created, updated, ...js } = await read(made.id);
  assert.deepEqual(addressBookIds, { [main]: true });
  assert.match(created, /^2026-11-24T/);
  assert.equal(updated, created);
  // A label needs a group in a vCard.
  delete js.emails.e1.vCardParams;
  assert.deepEqual(js, renee);
  assert.deepEqual(Object.keys(await read(id, ['emails', 'uid'])).sort(), ['emails', 'id', 'uid']);
  assert.equal((await create(renee)).type, 'alreadyExists');
});

test('patches reach into a card; what stands beside them is left alone', async () => {
  const id = (await marie.call('ContactCard/query', { filter: { uid: renee.uid } })).ids[0];
  const update = (patch: object) => marie.call('ContactCard/set', { update: { [id]: patch } });
  await update({
    'emails/e2': { address: 'second@x.test' },
    'phones/p/pref': 1,
    'keywords/collègue': null,
    notes: { n: { note: 'a\nb' } },
  });
  const card = await read(id);
  assert.deepEqual(Object.keys(card.emails), ['e1', 'e2']);
  assert.equal(card.phones.p.pref, 1);
  assert.deepEqual(card.phones.p['example.com:odd'], [1, { a: null }]);
  assert.equal(card.keywords === undefined || Object.keys(card.keywords).length === 0, true);
  assert.equal(card.notes.n.note, 'a\nb');
  const wrong = async (patch: object) => (await update(patch)).notUpdated[id];
  assert.equal((await wrong({ 'emails/e9/pref': 1 })).type, 'invalidPatch');
  assert.equal((await wrong({ emails: {}, 'emails/e1': null })).type, 'invalidPatch');
  assert.deepEqual((await wrong({ uid: 'other' })).properties, ['uid']);
  assert.deepEqual((await wrong({ emails: { e: { address: 3 } } })).properties, ['emails']);
  assert.deepEqual((await wrong({ addressBookIds: {} })).properties, ['addressBookIds']);
  assert.deepEqual((await wrong({ 'notes/n': { note: '\u0000' } })).properties, ['notes']);
});

test('a photo is given as a blob, and one that is no picture is refused', async () => {
  const send = async (bytes: Buffer) =>
    (
      (await (
        await marie.fetch(`/jmap/upload/${marie.accountId}/`, { method: 'POST', body: new Uint8Array(bytes) })
      ).json()) as Answer
    ).blobId;
  const png = Buffer.from('\x89PNG\r\n\x1a\n0123', 'latin1');
  const made = await create({ name: { full: 'Photo' }, media: { m: { kind: 'photo', blobId: await send(png) } } });
  // The card holds it from now on: it is named by the card, and the uri is left out.
  const { m } = (await read(made.id)).media;
  assert.deepEqual(m, { kind: 'photo', mediaType: 'image/png', blobId: m.blobId });
  assert.deepEqual(made.media, { m });
  assert.match(m.blobId, /^C[0-9a-z]+-[0-9a-z]+-[0-9a-f]{32}$/);

  const place = (accountId: string) => `/jmap/download/${accountId}/${m.blobId}/photo.png?accept=image/png`;
  const down = await marie.fetch(place(marie.accountId));
  assert.equal(down.headers.get('content-type'), 'image/png');
  assert.deepEqual(Buffer.from(await down.arrayBuffer()), png);
  const part = await marie.fetch(place(marie.accountId), { headers: { range: 'bytes=1-3' } });
  assert.deepEqual([part.status, await part.text()], [206, 'PNG']);
  assert.equal((await paul.fetch(place(marie.accountId))).status, 404);
  assert.equal((await paul.fetch(place(paul.accountId))).status, 404);

  // Given back as it was got, it stays; beside another, both are there; once gone, its name is worth nothing.
  const sound = 'data:audio/ogg;base64,T2dnUw==';
  const kept = await marie.call('ContactCard/set', {
    update: {
      [made.id]: { media: { m, s: { kind: 'sound', uri: sound }, w: { kind: 'logo', uri: 'https://x.test/l' } } },
    },
  });
  const { media } = await read(made.id);
  assert.deepEqual(kept.updated[made.id], { media });
  assert.deepEqual(media.m, m);
  assert.deepEqual(media.w, { kind: 'logo', uri: 'https://x.test/l' });
  assert.equal(media.s.mediaType, 'audio/ogg');
  assert.equal(media.s.uri, undefined);
  const looked = await marie.call('Blob/lookup', { typeNames: ['Email'], ids: [m.blobId] });
  assert.deepEqual(looked.list, [{ id: m.blobId, matchedIds: { Email: [] } }]);
  const gone = await marie.call('ContactCard/set', { update: { [made.id]: { 'media/m': null } } });
  assert.deepEqual(gone.updated[made.id], { media: { s: media.s, w: media.w } });
  assert.equal((await marie.fetch(place(marie.accountId))).status, 404);
  assert.equal(
    (await create({ media: { m: { kind: 'photo', blobId: await send(Buffer.from('<svg/>')) } } })).type,
    'invalidProperties',
  );
  assert.equal(
    (await create({ media: { m: { kind: 'photo', uri: 'data:image/png;base64,PHN2Zy8+' } } })).type,
    'invalidProperties',
  );
  assert.equal((await create({ media: { m: { kind: 'photo', blobId: 'U00' } } })).type, 'blobNotFound');
  await marie.call('ContactCard/set', { destroy: [made.id] });
});

test('a query filters by parts of cards, sorts, and tells what changed', async () => {
  const zoe = await create({
    name: {
      components: [
        { kind: 'given', value: 'Zoé' },
        { kind: 'surname', value: 'Abel' },
      ],
    },
    organizations: { o: { name: 'Mairie' } },
  });
  const group = await create({ kind: 'group', name: { full: 'Équipe' }, members: { [renee.uid]: true } });
  const ids = async (filter: object, sort?: object[]) => (await marie.call('ContactCard/query', { filter, sort })).ids;
  assert.deepEqual(await ids({ 'name/given': 'zoe' }), [zoe.id]);
  assert.deepEqual(await ids({ organization: 'MAIRIE' }), [zoe.id]);
  assert.deepEqual(await ids({ hasMember: renee.uid }), [group.id]);
  assert.deepEqual(await ids({ kind: 'group' }), [group.id]);
  assert.equal((await ids({ text: 'lefevre second' })).length, 1);
  assert.equal((await ids({ operator: 'NOT', conditions: [{ kind: 'group' }] })).length, 2);
  assert.equal((await ids({ inAddressBook: main, createdAfter: '2030-01-01T00:00:00Z' })).length, 0);
  const sort = [{ property: 'name/surname', isAscending: false }];
  const args = { filter: { kind: 'individual' }, sort };
  const { queryState, ids: before } = await marie.call('ContactCard/query', args);
  assert.equal(before.length, 2);
  assert.equal(before[1], zoe.id);
  await marie.call('ContactCard/set', {
    update: { [zoe.id]: { 'name/components': [{ kind: 'surname', value: 'Zzz' }] } },
    destroy: [group.id],
  });
  const changes = await marie.call('ContactCard/queryChanges', { ...args, sinceQueryState: queryState });
  assert.deepEqual(changes.added, [{ id: zoe.id, index: 0 }]);
  assert.deepEqual(changes.removed.sort(), [zoe.id, group.id].sort());
  assert.equal((await marie.fails('ContactCard/query', { filter: { mood: 'x' } })).type, 'unsupportedFilter');
  assert.equal((await marie.fails('ContactCard/query', { sort: [{ property: 'mood' }] })).type, 'unsupportedSort');
});

test('changes of cards are told exactly, one account’s to nobody else', async () => {
  const { state } = await marie.call('ContactCard/get', { ids: [] });
  const made = await create({ name: { full: 'Un' } });
  const other = await create({ name: { full: 'Deux' } });
  await marie.call('ContactCard/set', { destroy: [other.id] });
  const changes = await marie.call('ContactCard/changes', { sinceState: state });
  assert.deepEqual(changes.created, [made.id]);
  const first = await marie.call('ContactCard/changes', { sinceState: state, maxChanges: 1 });
  assert.equal(first.hasMoreChanges, true);
  assert.equal((await marie.fails('ContactCard/changes', { sinceState: '99999999' })).type, 'cannotCalculateChanges');
  assert.equal((await marie.fails('ContactCard/set', { ifInState: state, destroy: [made.id] })).type, 'stateMismatch');
  assert.deepEqual((await paul.call('ContactCard/get', { ids: [made.id] })).notFound, [made.id]);
  assert.equal((await paul.call('ContactCard/set', { destroy: [made.id] })).notDestroyed[made.id].type, 'notFound');
  assert.equal(
    (await marie.fails('ContactCard/copy', { fromAccountId: 'A99', create: {} })).type,
    'fromAccountNotFound',
  );
});

test('principals: colleagues are searched by two letters at least, read by id, never listed whole, never changed', async () => {
  const { ids } = await marie.call('Principal/query', { filter: { name: 'pau' } });
  assert.equal(ids.length, 1);
  const { list } = await marie.call('Principal/get', { ids });
  assert.equal(list[0].email, paul.actor.address);
  assert.equal(list[0].description, 'Collège d’essai');
  assert.equal((await marie.fails('Principal/query', { filter: { text: 'p' } })).type, 'unsupportedFilter');
  assert.equal((await marie.fails('Principal/query')).type, 'unsupportedFilter');
  assert.equal((await marie.fails('Principal/get')).type, 'requestTooLarge');
  assert.equal(
    (await marie.fails('Principal/get', { ids: Array.from({ length: 51 }, (_, n) => `P${n}`) })).type,
    'requestTooLarge',
  );
  assert.equal((await marie.fails('Principal/changes', { sinceState: '0' })).type, 'cannotCalculateChanges');
  const { notUpdated } = await marie.call('Principal/set', { update: { [ids[0]]: { name: 'Pirate' } } });
  assert.equal(notUpdated[ids[0]].type, 'forbidden');
});

test('a list of principals is asked anew, never brought forward', async () => {
  const { type } = await marie.fails('Principal/queryChanges', { sinceQueryState: '1' });
  assert.equal(type, 'cannotCalculateChanges');
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
