import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, jmapDoor, mailboxIds, message, put } from '../../../scenarios/jmap/door.ts';
import { composeNotice } from '../../formats/dsn/notice.ts';

const door = await jmapDoor();
after(() => door.close());
const marie = door.client(await door.account('marie'));
const paul = door.client(await door.account('paul'));
const box = await mailboxIds(marie);
const paulsBox = await mailboxIds(paul);
const [identity] = (await marie.call('Identity/get')).list;
const [paulsIdentity] = (await paul.call('Identity/get')).list;

const draft = await put(
  marie,
  message(
    'From: marie@ac-amiens.test\nTo: paul@ac-amiens.test\nDisposition-Notification-To: marie@ac-amiens.test\n' +
      'Subject: Réunion\nMessage-ID: <reunion@x>\n\nÀ demain.\n',
  ),
  box.drafts!,
);
const { created } = await marie.call('EmailSubmission/set', {
  create: { s: { identityId: identity.id, emailId: draft.id } },
});
const submissionId = created.s.id;
await door.house.deliveries.settle();
const received = (await paul.call('Email/query', { filter: { inMailbox: paulsBox.inbox } })).ids[0];
const receipt = {
  forEmailId: received,
  disposition: { actionMode: 'manual-action', sendingMode: 'mdn-sent-manually', type: 'displayed' },
};
const submission = async (): Promise<Answer> =>
  (await marie.call('EmailSubmission/get', { ids: [submissionId] })).list[0];

test('a receipt is sent to who asked for one, once, and the message is marked', async () => {
  const [sent, marked] = await paul.calls([
    ['MDN/send', { identityId: paulsIdentity.id, send: { r: receipt, twice: receipt } }],
  ]);
  assert.equal(sent[1].sent.r.finalRecipient, 'rfc822; paul@ac-amiens.test');
  assert.equal(sent[1].sent.r.originalMessageId, '<reunion@x>');
  assert.equal(sent[1].notSent.twice.type, 'mdnAlreadySent');
  assert.equal(marked[0], 'Email/set');
  const [email] = (await paul.call('Email/get', { ids: [received], properties: ['keywords'] })).list;
  assert.deepEqual(email.keywords, { $mdnsent: true });
  const again = await paul.call('MDN/send', { identityId: paulsIdentity.id, send: { r: receipt } });
  assert.equal(again.notSent.r.type, 'mdnAlreadySent');
});

test('the receipt is read back, and its submission tells of it', async () => {
  await door.house.deliveries.settle();
  const told = await submission();
  assert.equal(told.mdnBlobIds.length, 1);
  assert.deepEqual(told.dsnBlobIds, []);
  assert.equal(told.deliveryStatus['paul@ac-amiens.test'].displayed, 'yes');
  const [blobId] = told.mdnBlobIds;
  const { parsed } = await marie.call('MDN/parse', { blobIds: [blobId] });
  assert.equal(parsed[blobId].forEmailId, draft.id);
  assert.equal(parsed[blobId].subject, 'Accusé de lecture : Réunion');
  assert.match(parsed[blobId].textBody, /a été affiché/);
  assert.deepEqual(parsed[blobId].disposition, receipt.disposition);
  assert.equal(parsed[blobId].includeOriginalMessage, false);
  const none = await marie.call('MDN/parse', { blobIds: [draft.blobId, 'B1-zz'] });
  assert.deepEqual([none.notParsable, none.notFound], [[draft.blobId], ['B1-zz']]);
});

test('a receipt nobody asked for, or for another person, is refused', async () => {
  const plain = await put(paul, message('Subject: rien\n\n.\n'), paulsBox.inbox!);
  const { notSent } = await paul.call('MDN/send', {
    identityId: paulsIdentity.id,
    send: {
      plain: { ...receipt, forEmailId: plain.id },
      foreign: { ...receipt, finalRecipient: 'rfc822; marie@ac-amiens.test' },
      wrong: { ...receipt, disposition: { ...receipt.disposition, type: 'eaten' } },
    },
  });
  assert.equal(notSent.plain.type, 'notFound');
  assert.ok(['forbiddenFrom', 'mdnAlreadySent'].includes(notSent.foreign.type));
  assert.equal(notSent.wrong.type, 'invalidProperties');
  assert.equal((await paul.fails('MDN/send', { identityId: 'I1-zz', send: {} })).type, 'invalidArguments');
});

test('a notice of a delivery that failed is found by the message it gives back', async () => {
  const at = new Date('2026-11-24T08:05:00Z');
  const notice = composeNotice({
    action: 'failed',
    to: 'marie@ac-amiens.test',
    recipients: [{ address: 'x@ailleurs.test', status: '5.1.1', said: null, host: null, orcpt: null }],
    hostName: 'mail.ac.test',
    domain: 'ac.test',
    messageId: '<notice@ac.test>',
    at,
    zone: 60,
    arrivedAt: at,
    triedUntil: at,
    envid: null,
    trace: 'abc',
    subject: 'Réunion',
    original: message('Message-ID: <reunion@x>\nSubject: R\n\n'),
    whole: false,
  });
  const dsn = await put(marie, notice, box.inbox!, { receivedAt: '2026-11-24T08:05:00Z' });
  assert.deepEqual((await submission()).dsnBlobIds, [dsn.blobId]);
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
