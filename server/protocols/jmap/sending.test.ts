import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, jmapDoor, mailboxIds, message, put } from '../../../scenarios/jmap/door.ts';

const door = await jmapDoor();
after(() => door.close());
const marie = door.client(await door.account('marie'));
const paul = door.client(await door.account('paul'));
const box = await mailboxIds(marie);
const [identity] = (await marie.call('Identity/get')).list;

async function draft(to: string[], more: object = {}): Promise<string> {
  const { created } = await marie.call('Email/set', {
    create: {
      d: {
        mailboxIds: { [box.drafts!]: true },
        keywords: { $draft: true },
        from: [{ name: 'Marie', email: 'marie@ac-amiens.test' }],
        to: to.map(email => ({ email })),
        subject: 'Conseil',
        bodyValues: { t: { value: 'Bonjour' } },
        textBody: [{ partId: 't' }],
        ...more,
      },
    },
  });
  return created.d.id;
}

test('each address of a person is an identity, which can be signed but not removed', async () => {
  assert.equal(identity.email, 'marie@ac-amiens.test');
  assert.equal(identity.mayDelete, false);
  const { oldState, updated, notDestroyed, created, notCreated } = await marie.call('Identity/set', {
    update: { [identity.id]: { textSignature: 'Marie D.', replyTo: [{ name: 'Secrétariat', email: 'sec@ac.test' }] } },
    destroy: [identity.id],
    create: {
      a: { email: 'Marie@ac-amiens.test', name: 'Mme Durand' },
      b: { email: 'paul@ac-amiens.test' },
      c: { email: 'marie@ac-amiens.test', name: 3 },
    },
  });
  assert.deepEqual(updated, { [identity.id]: null });
  assert.equal(notDestroyed[identity.id].type, 'forbidden');
  assert.equal(notCreated.b.type, 'forbiddenFrom');
  assert.deepEqual(notCreated.c.properties, ['name']);
  const { list } = await marie.call('Identity/get', { ids: [identity.id], properties: ['textSignature', 'replyTo'] });
  assert.deepEqual(list, [
    { id: identity.id, textSignature: 'Marie D.', replyTo: [{ name: 'Secrétariat', email: 'sec@ac.test' }] },
  ]);
  const changes = await marie.call('Identity/changes', { sinceState: oldState });
  assert.deepEqual([changes.created, changes.updated], [[created.a.id], [identity.id]]);
  const gone = await marie.call('Identity/set', { destroy: [created.a.id] });
  assert.deepEqual((await marie.call('Identity/changes', { sinceState: gone.oldState })).destroyed, [created.a.id]);
});

test('a letter to a colleague is there at once, and the draft becomes a letter sent', async () => {
  const emailId = await draft(['paul@ac-amiens.test'], { bcc: [{ email: 'marie@ac-amiens.test' }] });
  const responses = await marie.calls([
    [
      'EmailSubmission/set',
      {
        create: { s: { emailId, identityId: identity.id } },
        onSuccessUpdateEmail: {
          '#s': { [`mailboxIds/${box.drafts}`]: null, [`mailboxIds/${box.sent}`]: true, 'keywords/$draft': null },
        },
      },
      'send',
    ],
  ]);
  const [[, { created }], [name, moved, callId]] = responses as [Answer, Answer];
  assert.equal(created.s.undoStatus, 'final');
  assert.deepEqual(
    created.s.envelope.rcptTo.map((one: Answer) => one.email),
    ['paul@ac-amiens.test', 'marie@ac-amiens.test'],
  );
  assert.deepEqual([name, callId, moved.updated], ['Email/set', 'send', { [emailId]: null }]);
  const sent = await marie.call('Email/get', { ids: [emailId], properties: ['mailboxIds', 'keywords'] });
  assert.deepEqual(sent.list[0], { id: emailId, mailboxIds: { [box.sent!]: true }, keywords: {} });
  const [arrived] = (await paul.call('Email/query', {})).ids;
  const read = await paul.call('Email/get', { ids: [arrived], properties: ['subject', 'bcc', 'header:Delivered-To'] });
  assert.deepEqual(read.list[0], {
    id: arrived,
    subject: 'Conseil',
    bcc: null,
    'header:Delivered-To': ' paul@ac-amiens.test',
  });
  const { list } = await marie.call('EmailSubmission/get', { ids: [created.s.id] });
  assert.equal(list[0].deliveryStatus['paul@ac-amiens.test'].delivered, 'yes');
});

test('a letter held can be taken back until its time, and not after', async () => {
  const emailId = await draft(['x@out.test']);
  const envelope = {
    mailFrom: { email: 'marie@ac-amiens.test', parameters: { HOLDFOR: '60' } },
    rcptTo: [{ email: 'x@out.test' }],
  };
  const send = async () =>
    (await marie.call('EmailSubmission/set', { create: { s: { emailId, identityId: identity.id, envelope } } })).created
      .s;
  const first = await send();
  assert.equal(first.undoStatus, 'pending');
  assert.equal(Date.parse(first.sendAt) - door.clock.now().getTime(), 60_000);
  const undo = (id: string) => marie.call('EmailSubmission/set', { update: { [id]: { undoStatus: 'canceled' } } });
  assert.deepEqual((await undo(first.id)).updated, { [first.id]: null });
  const { list } = await marie.call('EmailSubmission/get', { ids: [first.id], properties: ['undoStatus'] });
  assert.deepEqual(list, [{ id: first.id, undoStatus: 'canceled' }]);
  assert.deepEqual(await door.house.store.database.query({ text: 'select 1 from queue_message' }), []);

  const second = await send();
  door.clock.advance(61_000);
  assert.equal((await undo(second.id)).notUpdated[second.id].type, 'cannotUnsend');
  const { ids } = await marie.call('EmailSubmission/query', { filter: { undoStatus: 'final', emailIds: [emailId] } });
  assert.deepEqual(ids, [second.id]);
  const gone = await marie.call('EmailSubmission/set', { destroy: [second.id] });
  assert.deepEqual((await marie.call('EmailSubmission/changes', { sinceState: gone.oldState })).destroyed, [second.id]);
});

test('a letter that cannot be sent says why, and its draft stays', async () => {
  const nobody = await draft([]);
  const forged = await draft(['paul@ac-amiens.test'], { from: [{ email: 'paul@ac-amiens.test' }] });
  const broken = await draft(['paul@@ac']);
  const { notCreated } = await marie.call('EmailSubmission/set', {
    create: {
      a: { emailId: nobody, identityId: identity.id },
      b: { emailId: forged, identityId: identity.id },
      c: { emailId: 'E1-zz', identityId: identity.id },
      d: { emailId: nobody, identityId: 'I1-zz' },
      e: {
        emailId: nobody,
        identityId: identity.id,
        envelope: { mailFrom: { email: 'paul@ac-amiens.test' }, rcptTo: [{ email: 'x@y.test' }] },
      },
      f: { emailId: broken, identityId: identity.id },
      g: {
        emailId: nobody,
        identityId: identity.id,
        envelope: { mailFrom: { email: 'a@b', parameters: { ODD: null } }, rcptTo: [] },
      },
      h: { emailId: nobody, identityId: identity.id, undoStatus: 'final' },
    },
    onSuccessDestroyEmail: ['#a'],
  });
  const types = Object.fromEntries(
    Object.entries(notCreated as Record<string, Answer>).map(([key, error]) => [key, error.type]),
  );
  assert.deepEqual(types, {
    a: 'noRecipients',
    b: 'forbiddenFrom',
    c: 'invalidProperties',
    d: 'invalidProperties',
    e: 'forbiddenMailFrom',
    f: 'invalidRecipients',
    g: 'invalidProperties',
    h: 'invalidProperties',
  });
  assert.deepEqual(notCreated.f.invalidRecipients, ['paul@@ac']);
  assert.equal((await marie.call('Email/get', { ids: [nobody], properties: ['id'] })).list.length, 1);
});

test('the answer of somebody away is set and read', async () => {
  const before = await marie.call('VacationResponse/get', { ids: ['singleton', 'x'] });
  assert.deepEqual(before.notFound, ['x']);
  assert.equal(before.list[0].isEnabled, false);
  const set = await marie.call('VacationResponse/set', {
    ifInState: before.state,
    update: { singleton: { isEnabled: true, textBody: 'De retour lundi.', fromDate: '2026-11-24T00:00:00Z' } },
    create: { x: {} },
    destroy: ['singleton'],
  });
  assert.deepEqual(set.updated, { singleton: null });
  assert.deepEqual([set.notCreated.x.type, set.notDestroyed.singleton.type], ['singleton', 'singleton']);
  const { list, state } = await marie.call('VacationResponse/get', {
    properties: ['isEnabled', 'textBody', 'fromDate'],
  });
  assert.deepEqual(list, [
    { id: 'singleton', isEnabled: true, textBody: 'De retour lundi.', fromDate: '2026-11-24T00:00:00Z' },
  ]);
  assert.equal(state, set.newState);
  assert.equal((await marie.fails('VacationResponse/set', { ifInState: before.state })).type, 'stateMismatch');
});

test('what the mailbox holds and may hold is a quota', async () => {
  const { list, state } = await marie.call('Quota/get');
  assert.equal(list[0].hardLimit, 1e9);
  assert.ok(list[0].used > 0);
  assert.deepEqual((await marie.call('Quota/changes', { sinceState: state })).updated, []);
  await draft(['a@b.test']);
  const changes = await marie.call('Quota/changes', { sinceState: state });
  assert.deepEqual(changes.updated, ['octets']);
  const query = (filter: object) => marie.call('Quota/query', { filter });
  const { ids, queryState } = await query({ type: 'Mail' });
  assert.deepEqual(ids, ['octets']);
  assert.deepEqual((await query({ operator: 'NOT', conditions: [{ scope: 'account' }] })).ids, []);
  const later = await marie.call('Quota/queryChanges', { sinceQueryState: queryState, calculateTotal: true });
  assert.deepEqual([later.added, later.removed, later.total], [[], [], 1]);
});

test('an identity bears the signature of the house until it has its own', async () => {
  const person = door.client(await door.account('rectorat'));
  const db = door.house.store.database;
  await db.query({ text: "update post set name = 'Secrétariat' where name = 'rectorat'" });
  const [composed] = (await person.call('Identity/get')).list;
  assert.match(composed.textSignature, /Secrétariat/);
  assert.match(composed.htmlSignature, /vaguemestre-signature/);
  await person.call('Identity/set', { update: { [composed.id]: { textSignature: 'S.' } } });
  const [own] = (await person.call('Identity/get')).list;
  assert.deepEqual([own.textSignature, own.htmlSignature], ['S.', '']);
});

test('a list of what was sent is brought forward by its changes', async () => {
  const paul = door.client(await door.account('listes'));
  const { queryState } = await paul.call('EmailSubmission/query', { sort: [{ property: 'sentAt' }] });
  const { drafts } = await mailboxIds(paul);
  const from = `From: ${paul.actor.address}\nTo: ${paul.actor.address}\nSubject: x\n\n.\n`;
  const { id: emailId } = await put(paul, message(from), drafts!);
  const [{ id: identityId }] = (await paul.call('Identity/get')).list;
  const { created } = await paul.call('EmailSubmission/set', { create: { s: { identityId, emailId } } });
  const asked = { sort: [{ property: 'sentAt' }], calculateTotal: true };
  const first = await paul.call('EmailSubmission/queryChanges', { ...asked, sinceQueryState: queryState });
  assert.deepEqual([first.added, first.total], [[{ id: created.s.id, index: 0 }], 1]);
  await paul.call('EmailSubmission/set', { destroy: [created.s.id] });
  const second = await paul.call('EmailSubmission/queryChanges', { ...asked, sinceQueryState: first.newQueryState });
  assert.deepEqual([second.added, second.removed, second.total], [[], [created.s.id], 0]);
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
