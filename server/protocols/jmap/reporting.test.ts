import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, jmapDoor, mailboxIds, message, put } from '../../../scenarios/jmap/door.ts';
import { asAnalyst } from '../../../scenarios/phishing/campaign.ts';
import { reportMailbox } from '../../model/mailbox.ts';
import { create } from '../../services/mailboxes/create.ts';
import { createPhishingGuard } from '../../services/phishing/guard.ts';
import { createOwnSecrets } from '../../services/phishing/own-password.ts';
import { readQueue } from '../../services/phishing/queue.ts';

const door = await jmapDoor();
const guard = createPhishingGuard(door.house, createOwnSecrets(Buffer.alloc(32, 7)), { houseName: 'l’académie' });
// The door was opened before the guard: what it is handed is looked at with each call.
Object.assign(door.house, { phishing: guard });
await guard.watch.refresh();
after(async () => {
  await guard.close();
  await door.close();
});

test('R22 what is moved into the reporting mailbox is a report: it leaves, stays nowhere, and waits to be judged', async () => {
  const actor = await door.account('marie');
  const marie = door.client(actor);
  await create(door.house, actor, reportMailbox.name, reportMailbox.role);
  const box = await mailboxIds(marie);
  const { id } = await put(marie, message('Subject: Votre compte\nFrom: x@evil.test\n\nCliquez.\n'), box.inbox!);
  const { id: kept } = await put(marie, message('Subject: Autre\nFrom: y@ac-amiens.test\n\nBonjour.\n'), box.inbox!);
  const { list } = await marie.call('Mailbox/get', { ids: null });
  const report = list.find((each: Answer) => each.name === reportMailbox.name);
  const { updated, oldState, newState } = await marie.call('Email/set', {
    update: {
      [id]: { [`mailboxIds/${box.inbox}`]: null, [`mailboxIds/${report.id}`]: true },
      [kept]: { 'keywords/$seen': true },
    },
  });
  assert.deepEqual(Object.keys(updated).sort(), [id, kept].sort());
  assert.notEqual(oldState, newState);
  const { notFound, list: left } = await marie.call('Email/get', { ids: [id, kept], properties: ['keywords'] });
  assert.deepEqual(notFound, [id]);
  assert.equal(left[0].keywords.$seen, true);
  const queue = await readQueue(door.house, asAnalyst(actor));
  assert.equal(queue.length, 1);
});
