/** A client that is not ours, jmap-jam, does a day's work. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Actor } from '../../server/services/actor.ts';
import { type Answer, jmapDoor } from './door.ts';

type Call = (args: object) => Promise<[Answer, object]>;
type Drafts = Record<string, Record<string, (args: object) => { $ref(path: string): unknown }>>;
/** What is used of the client. Its own types are sources in a TypeScript of more syntax than ours. */
type Jam = {
  readonly api: Record<string, Record<string, Call>>;
  requestMany(build: (t: Drafts) => object): Promise<[Answer, object]>;
  getPrimaryAccount(): Promise<string>;
  uploadBlob(accountId: string, body: Blob): Promise<{ blobId: string; size: number }>;
  downloadBlob(of: { accountId: string; blobId: string; fileName: string; mimeType: string }): Promise<Response>;
};
const { default: JamClient } = (await import(import.meta.resolve('jmap-jam'))) as {
  default: new (options: { bearerToken: string; sessionUrl: string }) => Jam;
};

/** It knows bearer tokens only: here one stands for Marie, as a session of the portal will. */
const token = 'a-token-of-marie';
const people = new Map<string, Actor>();
const door = await jmapDoor(
  {},
  { authenticate: async ({ headers }) => people.get(headers.authorization ?? '') ?? null },
);
after(() => door.close());
const marie = await door.account('marie');
people.set(`Bearer ${token}`, marie);
const jam = new JamClient({ bearerToken: token, sessionUrl: `${door.origin}/.well-known/jmap` });

/** One call through the client. */
async function call(object: string, verb: string, args: object): Promise<Answer> {
  const [answer] = await jam.api[object]![verb]!(args);
  return answer;
}

test('a client that is not ours finds its account, its mailboxes, and sends itself a letter', async () => {
  const accountId = await jam.getPrimaryAccount();
  const { list: mailboxes } = await call('Mailbox', 'get', { accountId });
  const drafts = mailboxes.find((one: Answer) => one.role === 'drafts').id;
  const sent = mailboxes.find((one: Answer) => one.role === 'sent').id;
  const { list: identities } = await call('Identity', 'get', { accountId });
  const made = await call('Email', 'set', {
    accountId,
    create: {
      letter: {
        mailboxIds: { [drafts]: true },
        keywords: { $draft: true },
        from: [{ name: 'Marie', email: marie.address }],
        to: [{ name: 'Moi', email: marie.address }],
        subject: 'À moi-même',
        bodyValues: { text: { value: 'Penser aux copies.' } },
        textBody: [{ partId: 'text', type: 'text/plain' }],
      },
    },
  });
  const emailId = made.created.letter.id;
  const submitted = await call('EmailSubmission', 'set', {
    accountId,
    create: { go: { emailId, identityId: identities[0].id } },
    onSuccessUpdateEmail: {
      '#go': { [`mailboxIds/${drafts}`]: null, [`mailboxIds/${sent}`]: true, 'keywords/$draft': null } as never,
    },
  } as never);
  assert.ok(submitted.created);

  const [found] = await jam.requestMany(t => {
    const ids = t.Email!.query!({ accountId, filter: { subject: 'a moi' }, sort: [{ property: 'receivedAt' }] });
    const emails = t.Email!.get!({
      accountId,
      ids: ids.$ref('/ids'),
      properties: ['subject', 'mailboxIds', 'keywords'],
    });
    return { ids, emails };
  });
  assert.deepEqual(
    found.emails.list.map((email: Answer) => email.subject),
    ['À moi-même', 'À moi-même'],
  );
});

test('it uploads and downloads bytes', async () => {
  const accountId = await jam.getPrimaryAccount();
  const { blobId, size } = await jam.uploadBlob(accountId, new Blob(['été']));
  assert.equal(size, 5);
  const response = await jam.downloadBlob({ accountId, blobId, fileName: 'x', mimeType: 'text/plain' });
  assert.equal(await response.text(), 'été');
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
