import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mailHouse } from '../../../dev/testing/mail-house.ts';
import { readPlaces } from '../../formats/phishing/places.ts';
import type { AccountId } from '../../model/account.ts';
import { insertSignIn } from '../../store/account-events.ts';
import { addSigns } from '../../store/phishing-lives.ts';
import { readSender } from '../../store/sending-holds.ts';
import { addSent } from '../../store/sent-counts.ts';
import { activateScript } from '../filters/activate-script.ts';
import { putScript } from '../filters/put-script.ts';
import type { House } from '../house.ts';
import { freeAccount } from '../submission/hold-account.ts';
import { createAccountWatch } from './account-watch.ts';
import { filterEffects } from './filter-effects.ts';

const world = await mailHouse();
after(() => world.close());
const { database } = world.house.store;
const placeOf = readPlaces('192.0.2.0/24;49.9;2.3\n203.0.113.0/24;6.5;3.4');
const watch = createAccountWatch(world.house, { placeOf, pause: async () => {} });
after(() => watch.close());
const house: House = { ...world.house, accountWatch: watch };

const hour = 3_600_000;
async function signedIn(accountId: AccountId, network: string, hoursAgo: number): Promise<void> {
  const at = new Date(world.clock.now().getTime() - hoursAgo * hour);
  await insertSignIn(database, accountId, { at, door: 'imap', network, unlessSince: at });
}
const isHeld = async (accountId: AccountId) => {
  await watch.settle();
  const { hold } = await readSender(database, accountId);
  return hold !== null && hold.clearedAt === null;
};
const usual = '192.0.2.0/24';
const elsewhere = '203.0.113.0/24';

test('a thief who signs in from far away and makes a filter that forwards all is held at the filter', async () => {
  const marie = await world.account('marie');
  await signedIn(marie.accountId, usual, 100);
  await signedIn(marie.accountId, usual, 3);
  await signedIn(marie.accountId, elsewhere, 2);
  watch.look(marie.accountId);
  assert.equal(await isHeld(marie.accountId), false, 'one sign alone may be a journey');
  const script = 'if not false { redirect "voleur@ailleurs.test"; stop; }';
  assert.equal((await putScript(house, marie, 'x', Buffer.from(script))).kind, 'kept');
  await activateScript(house, marie, 'x');
  assert.equal(await isHeld(marie.accountId), true);
  const [told] = await database.query<{ subject: string; preview: string }>({
    text: 'select subject, preview from email where account_id = $1 order by email_id desc limit 1',
    values: [marie.accountId],
  });
  assert.match(told!.subject, /envois sont en attente/);
  assert.match(told!.preview, /Quelqu’un d’autre que vous/);
  const [support] = await database.query<{ address: string }>({ text: 'select address from queue_recipient' });
  assert.equal(support!.address, 'postmaster@ac-amiens.test');

  await freeAccount(house, 'console', marie.accountId);
  watch.look(marie.accountId);
  assert.equal(await isHeld(marie.accountId), false, 'somebody has looked: a day of peace');
});

test('sudden sending from an unknown network, and suspect mail or bounces, hold; a circular from the usual one does not', async () => {
  const [paul, anne, lea] = [await world.account('paul'), await world.account('anne'), await world.account('lea')];
  const now = world.clock.now();
  const sends = (accountId: AccountId) =>
    addSent(database, {
      accountId,
      hour: new Date(Math.floor(now.getTime() / hour) * hour),
      recipients: 80,
      outside: 0,
      atMost: 500,
    });
  for (const { accountId } of [paul, anne, lea]) {
    await signedIn(accountId, usual, 100);
    await sends(accountId);
  }
  await signedIn(paul.accountId, elsewhere, 1);
  await signedIn(lea.accountId, elsewhere, 200);
  await addSigns(database, [{ accountId: lea.accountId, kind: 'phishing', count: 2 }], now);
  for (const { accountId } of [paul, anne, lea]) watch.look(accountId);
  assert.equal(await isHeld(paul.accountId), true);
  assert.equal(await isHeld(anne.accountId), false);
  assert.equal(await isHeld(lea.accountId), false);
  await addSigns(
    database,
    [
      { accountId: lea.accountId, kind: 'bounce', count: 15 },
      { accountId: lea.accountId, kind: 'bounce', count: 10 },
    ],
    now,
  );
  watch.look(lea.accountId);
  assert.equal(await isHeld(lea.accountId), true, 'two suspect mails and twenty-five bounces');
  assert.deepEqual(world.faults, []);
});

test('what filters do with all mail is seen however it is written, and what they do with some of it is not', () => {
  const now = world.clock.now();
  const of = (text: string) =>
    filterEffects(
      { text, changedAt: now },
      'marie@ac-amiens.test',
      address => address.endsWith('@ac-amiens.test'),
      now,
    );
  assert.deepEqual(of('redirect :copy "x@ailleurs.test";'.replace(/^/, 'require "copy";')).forwardsAllTo, [
    'x@ailleurs.test',
  ]);
  assert.deepEqual(of('if anyof (size :over 0, true) { redirect "x@ailleurs.test"; }').forwardsAllTo, [
    'x@ailleurs.test',
  ]);
  assert.deepEqual(of('redirect "paul@ac-amiens.test";').forwardsAllTo, [], 'to a colleague');
  assert.deepEqual(of('if header :contains "subject" "musee" { redirect "x@ailleurs.test"; }').forwardsAllTo, []);
  assert.equal(of('discard;').discardsAll, true);
  assert.equal(of('if header :contains "from" "exemple" { discard; }').discardsAll, false);
  assert.equal(of('pas un script').discardsAll, false);
});
