import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressReply, forwardSubject, type Original, replySubject, threading } from './answer.ts';

const person = (email: string) => ({ name: null, email });
const original: Original = {
  id: 'E1',
  keywords: {},
  receivedAt: '2026-11-24T08:00:00Z',
  subject: 'Conseil',
  from: [person('chef@a.fr')],
  to: [person('Moi@a.fr'), person('paul@a.fr')],
  cc: [person('jeanne@b.fr'), person('chef@a.fr')],
  messageId: ['m2@a'],
  references: ['m0@a', 'm1@a'],
  inReplyTo: ['m1@a'],
  replyTo: null,
  sentAt: null,
  headers: [],
};
const own = ['moi@a.fr'];
const emails = (list: readonly { email: string }[]) => list.map(({ email }) => email);

test('a reply goes to the writer; one to all to everybody else too, oneself left out, each once', () => {
  assert.deepEqual(addressReply(original, own, false), { to: [person('chef@a.fr')], cc: [] });
  const all = addressReply(original, own, true);
  assert.deepEqual(emails(all.to), ['chef@a.fr']);
  assert.deepEqual(emails(all.cc), ['paul@a.fr', 'jeanne@b.fr']);
});

test('Reply-To is where the answer goes', () => {
  const asked = { ...original, replyTo: [person('secretariat@a.fr')] };
  assert.deepEqual(emails(addressReply(asked, own, false).to), ['secretariat@a.fr']);
});

test('of a list that points Reply-To at itself, a reply is for the person and a reply to all for the list', () => {
  const headers = [{ name: 'List-Post', value: ' <mailto:profs@listes.fr>' }];
  const list = {
    ...original,
    to: [person('profs@listes.fr')],
    cc: null,
    replyTo: [person('profs@listes.fr')],
    headers,
  };
  assert.deepEqual(emails(addressReply(list, own, false).to), ['chef@a.fr']);
  assert.deepEqual(emails(addressReply(list, own, true).to), ['profs@listes.fr']);
  const quiet = { ...list, replyTo: null, to: [person('moi@a.fr')] };
  assert.deepEqual(emails(addressReply(quiet, own, true).cc), ['profs@listes.fr']);
});

test('who answers what they wrote goes on with the same people', () => {
  const mine = { ...original, from: [person('moi@a.fr')], to: [person('paul@a.fr')], cc: [person('jeanne@b.fr')] };
  assert.deepEqual(emails(addressReply(mine, own, false).to), ['paul@a.fr']);
  assert.deepEqual(emails(addressReply(mine, own, true).cc), ['jeanne@b.fr']);
  const alone = { ...original, to: [person('moi@a.fr')], from: [person('moi@a.fr')] };
  assert.deepEqual(emails(addressReply(alone, own, false).to), ['moi@a.fr']);
});

test('subjects bear their prefix once', () => {
  assert.equal(replySubject('RE: Re : rép: Conseil'), 'Re: Conseil');
  assert.equal(replySubject(null), 'Re:');
  assert.equal(forwardSubject('Fwd: TR : Conseil', 'TR :'), 'TR : Conseil');
  assert.equal(replySubject('Réunion : salle'), 'Re: Réunion : salle');
});

test('a reply hangs from the message, after all it hung from itself', () => {
  assert.deepEqual(threading(original), { inReplyTo: ['m2@a'], references: ['m0@a', 'm1@a', 'm2@a'] });
  assert.deepEqual(threading({ messageId: ['m2@a'], references: null, inReplyTo: ['m1@a'] }).references, [
    'm1@a',
    'm2@a',
  ]);
  assert.deepEqual(threading({ messageId: null, references: null, inReplyTo: null }), {
    inReplyTo: null,
    references: null,
  });
  const long = Array.from({ length: 100 }, (_, at) => `m${at}@x`);
  const { references } = threading({ messageId: ['last@x'], references: long, inReplyTo: null });
  assert.equal(references?.length, 30);
  assert.deepEqual([references?.[0], references?.at(-1)], ['m0@x', 'last@x']);
});
