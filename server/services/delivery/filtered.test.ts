import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestHouse, type Person } from '../../../scenarios/outside/house.ts';
import { parseAddress } from '../../formats/address/address.ts';
import { Refusal } from '../../model/refusal.ts';
import { activateScript } from '../filters/activate-script.ts';
import { putScript } from '../filters/put-script.ts';
import { usualRules } from '../submission/rules.ts';
import { accept } from './accept.ts';
import type { Wishes } from './envelope.ts';
import { findRecipient } from './recipient.ts';

const { house, person, messages, query, faults, close } = await openTestHouse();
after(close);

let count = 0;

async function withScript(name: string, script: string, more: { allowedBytes?: number } = {}): Promise<Person> {
  const one = await person(`${name}@ac.test`, more);
  assert.equal((await putScript(house, one, 'x', Buffer.from(script))).kind, 'kept');
  await activateScript(house, one, 'x');
  return one;
}

async function arrive(
  to: readonly Person[],
  fields = '',
  answers: 'one' | 'each' = 'one',
  at = house,
  wishes: Wishes = {},
) {
  count += 1;
  const recipients = to.map(async ({ address }) => ({
    address: parseAddress(address)!,
    person: await findRecipient(house, address),
  }));
  return await accept(at, {
    answers,
    bringer: { name: 'mx.out.test', address: '192.0.2.1', protocol: 'ESMTP', tls: undefined },
    sender: 'lea@out.test',
    recipients: await Promise.all(recipients),
    wishes,
    bytes: Buffer.from(
      `From: lea@out.test\r\nTo: ${to.map(one => one.address).join(', ')}\r\nMessage-ID: <${count}@out.test>\r\nSubject: x\r\n${fields}\r\n.\r\n`,
    ),
  });
}

type Queued = { kind: string; sender: string; address: string };
const queued = () =>
  query<Queued>('select m.kind, m.sender, r.address from queue_message m join queue_recipient r using (queue_id)');
const clear = () => query('with gone as (delete from queue_recipient) delete from queue_message');

test('filed where the filters say, others beside into their inbox', async () => {
  const marie = await withScript('marie', 'require "fileinto"; fileinto "Archives";');
  const paul = await person('paul@ac.test');
  await arrive([marie, paul]);
  assert.equal((await messages(marie)).length, 0);
  assert.equal((await messages(marie, 'Archives')).length, 1);
  assert.equal((await messages(paul)).length, 1);
});

test('sent on under an address of ours, and nothing kept', async () => {
  const jean = await withScript('jean', 'redirect "jean@maison.test";');
  await arrive([jean]);
  assert.equal((await messages(jean)).length, 0);
  const [row] = await queued();
  assert.deepEqual([row?.kind, row?.address], ['forwarded', 'jean@maison.test']);
  assert.match(String(row?.sender), /^SRS0=.*=out\.test=lea@ac\.test$/);
  await clear();
  await arrive([jean], '', 'one', house, { requireTls: true });
  const [asked] = await query<{ options: object }>('select options from queue_message');
  assert.deepEqual(asked?.options, { requireTls: true }, 'what wanted TLS all the way wants it further on');
  await clear();
});

test('an absence is answered once, in the transaction that keeps the message', async () => {
  const zoe = await withScript('zoe', 'require "vacation"; vacation "Absente";');
  await arrive([zoe]);
  await arrive([zoe]);
  assert.equal((await messages(zoe)).length, 2);
  assert.deepEqual(await queued(), [{ kind: 'notice', sender: '', address: 'lea@out.test' }]);
  await clear();
  const full = await withScript('plein', 'require "vacation"; vacation "Absent";', { allowedBytes: 10 });
  await assert.rejects(arrive([full]));
  assert.deepEqual(await queued(), [], 'a message that is not kept is not answered');
});

test('a refusal is said while the sender waits; beside others it is told in a notice', async () => {
  const luc = await withScript('luc', 'require "reject"; reject "Pas ici";');
  await assert.rejects(
    arrive([luc]),
    (error: unknown) => error instanceof Refusal && error.reason === 'policy' && /Pas ici/.test(error.message),
  );
  const { outcomes } = await arrive([luc, await person('eve@ac.test')], '', 'each');
  assert.deepEqual(
    outcomes.map(outcome => outcome?.reason ?? null),
    ['policy', null],
  );
  assert.deepEqual(await queued(), []);
  await arrive([luc, await person('ida@ac.test')]);
  assert.deepEqual(await queued(), [{ kind: 'notice', sender: '', address: 'lea@out.test' }]);
  await clear();
});

test('discarded is taken, and nowhere', async () => {
  const guy = await withScript('guy', 'discard;');
  const { outcomes } = await arrive([guy], '', 'each');
  assert.deepEqual(outcomes, [null]);
  assert.equal((await messages(guy)).length, 0);
});

test('filed in two mailboxes it is one email in two places, with the marks of both', async () => {
  const lise = await withScript(
    'lise',
    'require ["fileinto", "imap4flags"]; fileinto "Archives"; addflag "\\\\Flagged"; fileinto "INBOX";',
  );
  await arrive([lise]);
  const places = await query<{ email_id: number; flags: number }>(
    'select email_id, flags from placement where account_id = $1',
    [lise.accountId],
  );
  assert.equal(places.length, 2);
  assert.equal(new Set(places.map(place => place.email_id)).size, 1);
  assert.equal(new Set(places.map(place => place.flags)).size, 1);
  const totals = await query<{ total: number }>('select sum(total)::int as total from mailbox where account_id = $1', [
    lise.accountId,
  ]);
  assert.equal(totals[0]?.total, 2);
});

test('where the house lets nothing be forwarded outside, it is kept and its owner told once; inside forwards go', async () => {
  await clear();
  const strict = { ...house, sending: { ...usualRules, forwardsOutside: false } };
  const zoe = await withScript('zelia', 'redirect "zelia@maison.test";');
  await arrive([zoe], '', 'one', strict);
  await arrive([zoe], '', 'one', strict);
  assert.equal((await messages(zoe)).length, 2);
  assert.deepEqual(await queued(), [{ kind: 'notice', sender: '', address: 'zelia@ac.test' }]);
  await clear();
  const yann = await withScript('yannick', 'redirect "zelia@ac.test";');
  await arrive([yann], '', 'one', strict);
  assert.equal((await messages(yann)).length, 0);
  assert.equal((await queued())[0]?.address, 'zelia@ac.test');
  await clear();
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
