/** Accounts that were opened before the house was on its guard. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mailHouse } from '../../dev/testing/mail-house.ts';
import { reportMailbox } from '../../server/model/mailbox.ts';
import { create } from '../../server/services/mailboxes/create.ts';
import { listMailboxes } from '../../server/store/mailboxes.ts';
import { reportMailboxes } from '../../server/store/migrations/0071-phishing-desk.ts';

const world = await mailHouse();
after(() => world.close());
const { database } = world.house.store;

test('an old account gets the reporting mailbox once, and a mailbox of that name is left alone', async () => {
  const old = await world.account('marie');
  const own = await world.account('paul');
  await create(world.house, own, reportMailbox.name);
  await database.query({ text: reportMailboxes });
  await database.query({ text: reportMailboxes });
  const of = async ({ accountId }: typeof old) =>
    (await listMailboxes(database, accountId)).filter(({ name }) => name === reportMailbox.name);
  assert.deepEqual(
    (await of(old)).map(({ role, uidNext }) => ({ role, uidNext })),
    [{ role: 'report', uidNext: 1 }],
  );
  assert.deepEqual(
    (await of(own)).map(({ role }) => role),
    [null],
  );
  const after = await create(world.house, old, 'Suite');
  const ids = (await listMailboxes(database, old.accountId)).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'later mailboxes take later numbers');
  assert.ok(ids.includes(after.ref.mailboxId));
});
