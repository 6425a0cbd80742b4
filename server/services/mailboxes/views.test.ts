import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type MailHouse, mailHouse } from '../../../dev/testing/mail-house.ts';
import { flagBits } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import type { Actor } from '../actor.ts';
import { append, keepMessage } from './append.ts';
import { changeFlags } from './change-flags.ts';
import { expunge } from './expunge.ts';
import { find } from './find.ts';
import type { MailboxRef } from './permission.ts';
import { remove } from './remove.ts';

describe('a view that its last session left', () => {
  let tests: MailHouse;
  let actor: Actor;
  let ref: MailboxRef;

  const hold = () => tests.house.views.hold({ ...ref, reader: actor.accountId }, () => {});
  async function put(subject: string): Promise<Uid> {
    const kept = await keepMessage(tests.house, Buffer.from(`Subject: ${subject}\r\n\r\n`));
    const message = { ...kept, flags: 0, keywords: [], receivedAt: tests.clock.now(), receivedZone: 0 };
    return (await append(tests.house, actor, ref, [message])).uids[0]!;
  }

  before(async () => {
    tests = await mailHouse();
    actor = await tests.account('anne');
    ({ ref } = await find(tests.house, actor, 'INBOX'));
  });
  after(async () => {
    await tests.close();
    assert.deepEqual(tests.faults, []);
  });

  test('shows what came, changed and went meanwhile to who selects the mailbox next', async () => {
    const [first, second] = [await put('a'), await put('b')];
    (await hold()).release();
    const third = await put('c');
    await changeFlags(
      tests.house,
      actor,
      ref,
      { uids: [second] },
      { operation: 'add', bits: flagBits.seen, keywords: [] },
    );
    await changeFlags(
      tests.house,
      actor,
      ref,
      { uids: [first] },
      { operation: 'add', bits: flagBits.deleted, keywords: [] },
    );
    await expunge(tests.house, actor, ref, [first]);
    const held = await hold();
    assert.deepEqual([...held.view.uids.subarray(0, held.view.count)], [second, third]);
    assert.deepEqual([...held.view.flags.subarray(0, 2)], [flagBits.seen, 0]);
    held.release();
  });

  test('does not come back where tombstones have expired since', async () => {
    const gone = await put('d');
    (await hold()).release();
    await changeFlags(
      tests.house,
      actor,
      ref,
      { uids: [gone] },
      { operation: 'add', bits: flagBits.deleted, keywords: [] },
    );
    await expunge(tests.house, actor, ref, [gone]);
    await tests.house.store.database.query({ text: 'update mail_account set gone_floor = modseq' });
    await tests.house.store.database.query({ text: 'delete from gone' });
    const held = await hold();
    assert.equal(held.view.indexOf(gone), -1);
    held.release();
  });

  test('is no way into a mailbox that was removed', async () => {
    const { create } = await import('./create.ts');
    const made = await create(tests.house, actor, 'Vieux');
    ref = made.ref;
    (await hold()).release();
    await remove(tests.house, actor, 'Vieux');
    await assert.rejects(hold(), { reason: 'no-such-mailbox' });
  });
});
