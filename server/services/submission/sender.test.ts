import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestHouse } from '../../../scenarios/outside/house.ts';
import { Refusal } from '../../model/refusal.ts';
import { changeRights } from '../mailboxes/share.ts';
import { checkSender } from './sender.ts';

const { house, person, query, close } = await openTestHouse();
after(close);
const marie = await person('marie@ac.test');
const office = await person('secretariat@ac.test');
const refused = (error: unknown) => error instanceof Refusal && error.reason === 'sender-not-yours';

test('who was given the right to post in a mailbox’s name sends as its address, as long as the right lasts', async () => {
  await assert.rejects(checkSender(house, marie, 'secretariat@ac.test'), refused);
  await changeRights(house, office, 'INBOX', 'marie@ac.test', { mode: 'replace', rights: 'lrs' });
  await assert.rejects(checkSender(house, marie, 'secretariat@ac.test'), refused);
  await changeRights(house, office, 'INBOX', 'marie@ac.test', { mode: 'add', rights: 'p' });
  await checkSender(house, marie, 'Secretariat@ac.test');
  await query(`update account set state = 'closed' where account_id = $1`, [office.accountId]);
  await assert.rejects(checkSender(house, marie, 'secretariat@ac.test'), refused);
  await query(`update account set state = 'active' where account_id = $1`, [office.accountId]);
  await changeRights(house, office, 'INBOX', 'marie@ac.test', { mode: 'remove', rights: 'p' });
  await assert.rejects(checkSender(house, marie, 'secretariat@ac.test'), refused);
});

test('the right over a folder that is not the INBOX lends no address', async () => {
  await changeRights(house, office, 'Archives', 'marie@ac.test', { mode: 'replace', rights: 'lrsp' });
  await assert.rejects(checkSender(house, marie, 'secretariat@ac.test'), refused);
});
