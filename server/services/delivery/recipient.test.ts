import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestHouse } from '../../../scenarios/outside/house.ts';
import { parseAddress } from '../../formats/address/address.ts';
import { Refusal } from '../../model/refusal.ts';
import { accept } from './accept.ts';
import { findRecipient } from './recipient.ts';

const { house, person, messages, close } = await openTestHouse();
after(close);

test('postmaster and abuse lead to the mailbox the house has set, even a full one, and nobody else does', async () => {
  const chef = await person('chef@ac.test', { allowedBytes: 1 });
  const set = { ...house, postmaster: 'Chef@ac.test' };
  for (const address of ['postmaster@ac.test', 'Abuse@ac.test', 'postmaster+dmarc@ac.test']) {
    const found = await findRecipient(set, address);
    assert.equal(found.accountId, chef.accountId);
    await accept(set, {
      answers: 'one',
      bringer: { name: 'mx.out.test', address: '192.0.2.1', protocol: 'ESMTP', tls: undefined },
      sender: 'lea@out.test',
      recipients: [{ address: parseAddress(address)!, person: found }],
      wishes: {},
      bytes: Buffer.from('From: lea@out.test\r\n\r\nhelp\r\n'),
    });
  }
  assert.equal((await messages(chef)).length, 3);
  for (const address of ['hostmaster@ac.test', 'chef@ac.test']) {
    await assert.rejects(findRecipient(set, address), Refusal);
  }
});

test('an account of that very name keeps it', async () => {
  const post = await person('postmaster@ac.test');
  assert.equal((await findRecipient(house, 'postmaster@ac.test')).accountId, post.accountId);
});
