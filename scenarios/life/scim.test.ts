/** The directory written by a program of the HR office, person by person. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { usualRule } from '../../server/formats/person-name/address-rule.ts';
import { usualLife } from '../../server/services/lifecycle/rules.ts';
import { listHeld } from '../../server/services/people/held-feeds.ts';
import { admitScimClient } from '../../server/services/people/scim.ts';
import { type Answer, type Desk, openDesk } from './desk.ts';

const agentUrn = 'urn:ietf:params:scim:schemas:extension:vaguemestre:2.0:Agent';
const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
let desk: Desk;
let token: string;

before(async () => {
  desk = await openDesk({ people: { address: usualRule, life: usualLife } });
  await desk.feed([{ key: 'p1', family: 'Martin', given: 'Marie', numen: '80E0412345ABC' }]);
  await desk.activate('p1');
  token = await admitScimClient(desk.house, 'console', 'SIRH');
});
after(() => desk.close());
afterEach(() => assert.deepEqual(desk.faults, []));

function scim(method: string, path: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
  return desk.ask(method, `/scim/v2${path}`, { headers, ...(body && { body }) });
}

const zoe = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', agentUrn],
  externalId: 'ext-42',
  userName: 'z42',
  name: { givenName: 'Zoé', familyName: 'Ouali', honorificPrefix: 'Mme' },
  title: 'Professeure d’anglais',
  userType: 'contractuel',
  active: true,
  [agentUrn]: {
    birthDate: '1998-03-18',
    numen: '80E0498765XYZ',
    assignments: [{ uai: '0805003K', firstDay: '2026-11-01', lastDay: '2027-08-31', primary: true }],
  },
};

type Resource = {
  id: string;
  active: boolean;
  userName: string;
  title: string;
  emails: { value: string }[];
  detail: string;
  scimType: string;
};

async function create(): Promise<Resource> {
  const made = await scim('POST', '/Users', zoe);
  assert.equal(made.status, 201, made.bytes.toString());
  return made.json<Resource>();
}

test('nobody writes the directory without a token of the house', async () => {
  for (const headers of [{}, { authorization: 'Bearer 0123456789012345678901234567' }]) {
    const answer = await desk.ask('GET', '/scim/v2/Users', { headers });
    assert.equal(answer.status, 401);
  }
});

test('an agent is made with an address by rule, found by userName, externalId and filter, and never shows the NUMEN', async () => {
  const { id, emails } = await create();
  assert.deepEqual(
    emails.map(each => each.value),
    ['zoe.ouali@ac-amiens.test'],
  );
  assert.equal(await desk.stateOf('z42'), 'expected');
  for (const filter of ['userName eq "z42"', 'externalId eq "ext-42"', 'name.familyName sw "Oua" and active eq true']) {
    const found = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`);
    const { Resources, totalResults } = found.json<{ Resources: Resource[]; totalResults: number }>();
    assert.deepEqual([totalResults, Resources.map(each => each.id)], [1, [id]], filter);
  }
  const read = await scim('GET', `/Users/${id}`);
  assert.equal(read.headers['content-type'], 'application/scim+json; charset=utf-8');
  assert.ok(!read.bytes.toString().includes('80E0498765XYZ'));
  assert.equal((await scim('POST', '/Users', zoe)).status, 409, 'once');
  const all = (await scim('GET', '/Users?count=1')).json<{ totalResults: number; Resources: unknown[] }>();
  assert.deepEqual([all.totalResults, all.Resources.length], [2, 1]);
});

test('a patch changes what it names and nothing else: the NUMEN stays', async () => {
  const [{ id } = { id: '' }] = (await scim('GET', '/Users?filter=userName%20eq%20%22z42%22')).json<{
    Resources: Resource[];
  }>().Resources;
  const numen = async () =>
    (await desk.house.store.database.query({ text: `select numen from person where hr_key = 'z42'` }))[0];
  const before = await numen();
  const patch = {
    schemas: [patchUrn],
    Operations: [{ op: 'replace', path: 'title', value: 'Professeure de lettres' }],
  };
  const patched = await scim('PATCH', `/Users/${id}`, patch);
  assert.equal(patched.status, 200, patched.bytes.toString());
  assert.equal(patched.json<Resource>().title, 'Professeure de lettres');
  assert.deepEqual(await numen(), before);
});

test('what is not to be believed is refused with a French reason, and nothing is written', async () => {
  const wrong = {
    ...zoe,
    userName: 'z43',
    [agentUrn]: {
      ...zoe[agentUrn],
      numen: undefined,
      assignments: [{ uai: '0809999Z', firstDay: '2026-11-01', primary: true }],
    },
  };
  const answer = await scim('POST', '/Users', wrong);
  assert.equal(answer.status, 400);
  assert.match(answer.json<Resource>().detail, /uai : l’établissement 0809999Z n’est pas dans l’annuaire/);
  const pupil = await scim('POST', '/Users', { ...zoe, userName: 'z44', userType: 'élève' });
  assert.match(pupil.json<Resource>().detail, /les élèves et les étudiants n’ont pas de boîte/);
  assert.equal((await scim('POST', '/Users', { userName: 3 })).status, 400);
  assert.equal((await scim('GET', '/Users/999999')).status, 404);
});

test('R26 inactive ends the service today, active again calls it off, a deletion is seen no more', async () => {
  const [{ id } = { id: '' }] = (await scim('GET', '/Users?filter=userName%20eq%20%22p1%22')).json<{
    Resources: Resource[];
  }>().Resources;
  const say = (value: boolean) =>
    scim('PATCH', `/Users/${id}`, { schemas: [patchUrn], Operations: [{ op: 'replace', value: { active: value } }] });
  assert.equal((await say(false)).json<Resource>().active, false);
  assert.equal(await desk.stateOf('p1'), 'leaving');
  assert.equal((await say(true)).json<Resource>().active, true);
  assert.equal(await desk.stateOf('p1'), 'active');
  assert.equal((await scim('DELETE', `/Users/${id}`)).status, 204);
  assert.equal((await scim('GET', `/Users/${id}`)).status, 404);
  assert.equal(await desk.stateOf('p1'), 'leaving', 'thirty days remain');
});

test('a flood in drops meets the guard, and waits for an administrator', async () => {
  const many = Array.from({ length: 60 }, (_, index) => ({ key: `k${index}`, family: 'Nom', given: 'Jo' }));
  await desk.feed(many, { scope: 'partial' });
  const { Resources } = (await scim('GET', '/Users?filter=name.familyName%20eq%20%22Nom%22')).json<{
    Resources: Resource[];
  }>();
  const statuses: number[] = [];
  for (const { id } of Resources.slice(0, 8)) statuses.push((await scim('DELETE', `/Users/${id}`)).status);
  assert.ok(statuses.includes(204) && statuses.at(-1) === 409, statuses.join());
  const held = await listHeld(desk.house, 'console');
  assert.equal(held.length, statuses.filter(status => status === 409).length);
  assert.equal(held[0]!.origin, 'SCIM');
});

test('the service says what it can, in the shapes of the standard', async () => {
  const config = (await scim('GET', '/ServiceProviderConfig')).json<{ patch: { supported: boolean } }>();
  assert.equal(config.patch.supported, true);
  const types = (await scim('GET', '/ResourceTypes')).json<{ Resources: { endpoint: string }[] }>();
  assert.deepEqual(
    types.Resources.map(each => each.endpoint),
    ['/Users'],
  );
  const schemas = (await scim('GET', '/Schemas')).json<{ Resources: { id: string }[] }>();
  assert.equal(schemas.Resources[0]!.id, 'urn:ietf:params:scim:schemas:core:2.0:User');
});
