import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { jmapDoor, mailboxIds } from '../../../scenarios/jmap/door.ts';
import { arrive, asAnalyst, circular, phish } from '../../../scenarios/phishing/campaign.ts';
import type { EmailId } from '../../model/email.ts';
import { reportMailbox } from '../../model/mailbox.ts';
import { create } from '../../services/mailboxes/create.ts';
import { createPhishingGuard } from '../../services/phishing/guard.ts';
import { insist } from '../../services/phishing/insist.ts';
import { listRecipients } from '../../services/phishing/list-recipients.ts';
import { createOwnSecrets } from '../../services/phishing/own-password.ts';
import { readQueue } from '../../services/phishing/queue.ts';
import { takeBackReport } from '../../services/phishing/take-back-report.ts';

const door = await jmapDoor();
const guard = createPhishingGuard(door.house, createOwnSecrets(Buffer.alloc(32, 7)), { houseName: 'l’académie' });
// The door was opened before the guard: what it is handed is looked at with each call.
Object.assign(door.house, { phishing: guard });
await guard.watch.refresh();
after(async () => {
  await guard.close();
  await door.close();
});

test('R20 R22 a page is given the verdict with its reasons; a report is taken back, and whoever insists is known', async () => {
  const actor = await door.account('marie');
  const marie = door.client(actor);
  await create(door.house, actor, reportMailbox.name, reportMailbox.role);
  const [plain] = await arrive(door, circular, [actor.accountId]);
  const [bad] = await arrive(door, phish('marie', 't1'), [actor.accountId]);
  const { ids } = await marie.call('Email/query', {});
  const read = async () =>
    (await marie.call('Email/get', { ids, properties: ['subject', 'phishingVerdict'] })).list as {
      id: string;
      subject: string;
      phishingVerdict: { level: string; held: boolean; reasons: { fr: string }[] };
    }[];
  const [worst] = (await read()).filter(({ phishingVerdict }) => phishingVerdict.held);
  assert.equal(worst!.phishingVerdict.level, 'strong');
  assert.ok(worst!.phishingVerdict.reasons.some(({ fr }) => /menace de suspendre/.test(fr)));
  assert.equal((await read()).find(({ id }) => id !== worst!.id)!.phishingVerdict.held, false);
  const usual = await marie.call('Email/get', { ids });
  assert.equal('phishingVerdict' in usual.list[0], false, 'only to whom asks');

  const box = await mailboxIds(marie);
  const { list } = await marie.call('Mailbox/get', { ids: null });
  const report = list.find((each: { name: string }) => each.name === reportMailbox.name) as { id: string };
  const moved = { [`mailboxIds/${box.inbox}`]: null, [`mailboxIds/${report.id}`]: true };
  await marie.call('Email/set', { update: { [worst!.id]: moved } });
  assert.equal((await read()).length, 1);
  assert.equal((await readQueue(door.house, asAnalyst(actor))).length, 1);
  assert.equal(await takeBackReport(door.house, actor, [bad as EmailId, plain as EmailId]), 1);
  assert.equal((await read()).length, 2);
  assert.deepEqual(await readQueue(door.house, asAnalyst(actor)), []);

  // Nobody reports it any more, but somebody trusts it: that is worth a look.
  await insist(door.house, actor, plain as EmailId, 'followed');
  assert.deepEqual(await readQueue(door.house, asAnalyst(actor)), [], 'an honest mail is not held');
  await insist(door.house, actor, bad as EmailId, 'answered');
  const [campaign] = await readQueue(door.house, asAnalyst(actor));
  const recipients = await listRecipients(door.house, asAnalyst(actor), campaign!.id);
  assert.deepEqual(
    recipients.map(({ accountId, answered, followed, present }) => ({ accountId, answered, followed, present })),
    [{ accountId: actor.accountId, answered: true, followed: false, present: true }],
  );
  assert.deepEqual(door.faults, []);
});
