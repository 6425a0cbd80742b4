/** Every method that is registered: a test speaks of it, and two clients, one of them not ours, can call it. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { methods } from '../../server/protocols/jmap/methods.ts';
import { type Answer, jmapDoor, mailboxIds, message, put, usual } from './door.ts';

const token = 'Bearer a-token';
const door = await jmapDoor(
  {},
  {
    authenticate: async ({ headers }) => (headers.authorization === token ? marie.actor : null),
  },
);
after(() => door.close());
const marie = door.client(await door.account('marie'));
const box = await mailboxIds(marie);
const email = await put(marie, message('Subject: x\n\n.\n'), box.inbox!);
const { state } = await marie.call('Email/get', { ids: [] });
const { state: sieveState } = await marie.call('SieveScript/get');
const [identity] = (await marie.call('Identity/get')).list;

const list = { ids: null };
const since = { sinceState: state };
const sinceQuery = { sinceQueryState: state };
/** The least each method can be asked. */
const least: Record<string, Record<string, unknown>> = {
  'Core/echo': { a: 1 },
  'Blob/copy': { fromAccountId: marie.accountId, blobIds: [email.blobId] },
  'Blob/upload': { create: {} },
  'Blob/get': { ids: [email.blobId] },
  'Blob/lookup': { typeNames: ['Email'], ids: [email.blobId] },
  'Mailbox/get': list,
  'Mailbox/changes': since,
  'Mailbox/query': {},
  'Mailbox/queryChanges': sinceQuery,
  'Mailbox/set': {},
  'Thread/get': { ids: [] },
  'Thread/changes': since,
  'Email/get': { ids: [email.id] },
  'Email/changes': since,
  'Email/query': {},
  'Email/queryChanges': sinceQuery,
  'Email/set': {},
  'Email/copy': { fromAccountId: 'none', create: {} },
  'Email/import': { emails: {} },
  'Email/parse': { blobIds: [email.blobId] },
  'SearchSnippet/get': { emailIds: [email.id], filter: null },
  'Identity/get': list,
  'Identity/changes': since,
  'Identity/set': {},
  'EmailSubmission/get': list,
  'EmailSubmission/changes': since,
  'EmailSubmission/query': {},
  'EmailSubmission/queryChanges': sinceQuery,
  'EmailSubmission/set': {},
  'VacationResponse/get': list,
  'VacationResponse/set': {},
  'Quota/get': list,
  'Quota/changes': since,
  'Quota/query': {},
  'Quota/queryChanges': sinceQuery,
  'ShareNotification/get': list,
  'ShareNotification/changes': since,
  'ShareNotification/query': {},
  'ShareNotification/queryChanges': sinceQuery,
  'ShareNotification/set': {},
  'SieveScript/get': list,
  'SieveScript/query': {},
  'SieveScript/set': { ifInState: sieveState },
  'SieveScript/validate': { blobId: email.blobId },
  'MDN/send': { identityId: identity.id, send: {} },
  'MDN/parse': { blobIds: [email.blobId] },
  'AddressBook/get': list,
  'AddressBook/changes': since,
  'AddressBook/set': {},
  'ContactCard/get': list,
  'ContactCard/changes': since,
  'ContactCard/query': {},
  'ContactCard/queryChanges': sinceQuery,
  'ContactCard/set': {},
  'ContactCard/copy': { fromAccountId: 'none', create: {} },
  'Principal/get': { ids: [] },
  'Principal/changes': since,
  'Principal/query': { filter: { text: 'marie' } },
  'Principal/queryChanges': sinceQuery,
  'Principal/set': {},
  'PushSubscription/get': list,
  'PushSubscription/set': {},
};
/** Those that answer with an error however they are asked in a house of one account. */
const refused: Record<string, string> = {
  'Email/copy': 'fromAccountNotFound',
  'ContactCard/copy': 'fromAccountNotFound',
  'Principal/changes': 'cannotCalculateChanges',
  'Principal/queryChanges': 'cannotCalculateChanges',
};

test('a test speaks of every method', async () => {
  const folders = ['../../server/protocols/jmap/', './'].map(path => fileURLToPath(new URL(path, import.meta.url)));
  let all = '';
  for (const folder of folders) {
    for (const name of await readdir(folder, { recursive: true })) {
      if (name.endsWith('.test.ts') && name !== 'methods.test.ts') all += await readFile(`${folder}${name}`, 'utf8');
    }
  }
  const without = [...methods.keys()].filter(name => !all.includes(`'${name}'`));
  assert.deepEqual(without, []);
});

test('our own client calls every method', async () => {
  for (const name of methods.keys()) {
    assert.ok(least[name] !== undefined, `${name} has its least question`);
    const [answered, answer] = (await marie.calls([[name, least[name]]]))[0];
    if (refused[name] === undefined) assert.equal(answered, name, JSON.stringify(answer));
    else assert.equal(answer.type, refused[name]);
  }
});

test('jmap-jam calls every method', async () => {
  const { default: JamClient } = (await import(import.meta.resolve('jmap-jam'))) as Answer;
  const jam = new JamClient({ bearerToken: 'a-token', sessionUrl: `${door.origin}/.well-known/jmap` });
  const accountId = await jam.getPrimaryAccount();
  for (const name of methods.keys()) {
    const [object, verb] = name.split('/') as [string, string];
    const given = object === 'Core' || object === 'PushSubscription' ? least[name] : { accountId, ...least[name] };
    const asked = jam.api[object][verb](given, { using: usual });
    if (refused[name] === undefined) assert.ok(await asked, name);
    else await assert.rejects(asked, { type: refused[name] });
  }
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
