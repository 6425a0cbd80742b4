import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type MailHouse, mailHouse } from '../../../dev/testing/mail-house.ts';
import { flagBits } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import type { Actor } from '../actor.ts';
import { append, keepMessage } from './append.ts';
import { changeFlags } from './change-flags.ts';
import { create } from './create.ts';
import { expunge } from './expunge.ts';
import { find } from './find.ts';
import type { MailboxRef } from './permission.ts';
import { remove } from './remove.ts';
import { createViews, type HeldView } from './views.ts';

let mail: MailHouse;
before(async () => {
  mail = await mailHouse();
});
after(async () => {
  await mail.close();
  assert.deepEqual(mail.faults, []);
});

let people = 0;
async function inbox(): Promise<{ actor: Actor; ref: MailboxRef }> {
  const actor = await mail.account(`v${++people}`);
  return { actor, ref: (await find(mail.house, actor, 'INBOX')).ref };
}

async function put(actor: Actor, ref: MailboxRef, count: number): Promise<void> {
  const kept = await keepMessage(mail.house, Buffer.from('Subject: x\r\n\r\nx'));
  const message = { ...kept, flags: 0, keywords: [], receivedAt: mail.clock.now(), receivedZone: 0 };
  await append(mail.house, actor, ref, Array(count).fill(message));
}

const uidsOf = ({ view }: HeldView) => [...view.uids.subarray(0, view.count)];
const seen = { operation: 'add', bits: flagBits.seen, keywords: [] } as const;

test('two holders share one view, which moves with every change and says so', async () => {
  const { actor, ref } = await inbox();
  const key = { ...ref, reader: actor.accountId };
  let heard = 0;
  const one = await mail.house.views.hold(key, () => heard++);
  const two = await mail.house.views.hold(key, () => {});
  assert.equal(one.view, two.view);
  const { uids } = one.view;
  await put(actor, ref, 3);
  assert.deepEqual(uidsOf(one), [1, 2, 3]);
  assert.equal(one.view.uids, uids, 'arrivals use the same array');
  const { modseq } = await changeFlags(mail.house, actor, ref, { uids: [2 as Uid] }, seen);
  await one.reach(modseq);
  assert.equal(one.view.flags[1], flagBits.seen);
  await expunge(mail.house, actor, ref, [1 as Uid]);
  assert.deepEqual(uidsOf(two), [2, 3]);
  assert.notEqual(two.view.uids, uids, 'removals take another');
  assert.equal(heard, 3);
  one.release();
  two.release();
});

test('a view left alone is kept as it stands, and catches up when somebody comes back', async () => {
  const { actor, ref } = await inbox();
  const key = { ...ref, reader: actor.accountId };
  await put(actor, ref, 2);
  const first = await mail.house.views.hold(key, () => {});
  first.release();
  await put(actor, ref, 2);
  await expunge(mail.house, actor, ref, [1 as Uid]);
  assert.deepEqual(uidsOf(first), [1, 2]);
  const again = await mail.house.views.hold(key, () => {});
  assert.equal(again.view, first.view);
  assert.deepEqual(uidsOf(again), [2, 3, 4]);
  again.release();
});

test('another process sees the same, and a view older than the tombstones starts afresh', async () => {
  const { actor, ref } = await inbox();
  const key = { ...ref, reader: actor.accountId };
  await put(actor, ref, 4);
  const elsewhere = createViews(mail.house.store, mail.house.log);
  const there = await elsewhere.hold(key, () => {});
  assert.deepEqual(uidsOf(there), [1, 2, 3, 4]);
  there.release();
  await expunge(mail.house, actor, ref, [2, 3] as Uid[]);
  await put(actor, ref, 1);
  const { database } = mail.house.store;
  await database.run({ text: 'delete from gone where account_id = $1', values: [actor.accountId] });
  await database.run({
    text: 'update mail_account set gone_floor = modseq where account_id = $1',
    values: [actor.accountId],
  });
  const back = await elsewhere.hold(key, () => {});
  assert.deepEqual(uidsOf(back), [1, 4, 5]);
  back.release();
});

test('a mailbox that is removed tells its holders', async () => {
  const { actor } = await inbox();
  const { ref } = await create(mail.house, actor, 'Ancien');
  const told = Promise.withResolvers<boolean>();
  const held = await mail.house.views.hold({ ...ref, reader: actor.accountId }, told.resolve);
  await remove(mail.house, actor, 'Ancien');
  assert.equal(await told.promise, true);
  held.release();
});

test('views opened while everything changes end in step', async () => {
  const { actor, ref } = await inbox();
  const key = { ...ref, reader: actor.accountId };
  const work = async () => {
    for (let each = 0; each < 15; each++) {
      await put(actor, ref, 2);
      await expunge(mail.house, actor, ref, [(each * 2 + 1) as Uid]);
    }
  };
  const look = async () => {
    for (let each = 0; each < 15; each++) {
      const held = await mail.house.views.hold(key, () => {});
      await held.refresh();
      held.release();
    }
  };
  await Promise.all([work(), look(), look()]);
  const end = await mail.house.views.hold(key, () => {});
  const fresh = await createViews(mail.house.store, mail.house.log).hold(key, () => {});
  assert.deepEqual(uidsOf(end), uidsOf(fresh));
  assert.equal(end.view.count, 15);
  end.release();
  fresh.release();
});
