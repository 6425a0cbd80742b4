/** What a mail program sees of a pull-back: the messages go while it looks, and come back under new UIDs when it is undone. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { imapDoor } from '../../dev/testing/imap-door.ts';
import type { Uid } from '../../server/model/mailbox.ts';
import { pullBack, undoRemoval } from '../../server/services/phishing/pull-back.ts';
import { report } from '../../server/services/phishing/report.ts';
import { arrive, asAnalyst, circular, facts, inboxOf, phish } from './campaign.ts';

const door = await imapDoor();
after(() => door.close());

test('an open mailbox is told of every message that is pulled back, and of what comes back', async t => {
  const marie = await door.account('marie');
  const paul = await door.account('paul');
  const analyst = asAnalyst(await door.account('analyste'));
  await arrive(door, circular, [paul.accountId]);
  await arrive(door, phish('agent', 'x1'), [marie.accountId, paul.accountId]);
  const client = await door.connect(t, paul);
  assert.equal((await client.command('SELECT INBOX')).status, 'OK');

  const ref = { accountId: marie.accountId, mailboxId: await inboxOf(door, marie.accountId) };
  const [campaign] = await report(door.house, facts, marie, ref, [1 as Uid], 'webmail');
  const { removalId } = await pullBack(door.house, analyst, campaign!);
  const seen = await client.command('NOOP');
  assert.match(JSON.stringify(seen), /2 EXPUNGE/);
  assert.match(JSON.stringify(await client.command('UID SEARCH ALL')), /SEARCH 1"/);

  await undoRemoval(door.house, analyst, campaign!, removalId);
  const back = await client.command('NOOP');
  assert.match(JSON.stringify(back), /2 EXISTS/);
  assert.match(JSON.stringify(await client.command('UID SEARCH ALL')), /SEARCH 1 3/);
  assert.deepEqual(door.faults, []);
});
