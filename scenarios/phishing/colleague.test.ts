/** A colleague's account, taken over: what it sends to the others is judged, marked, counted, and soon held. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { parseAddress } from '../../server/formats/address/address.ts';
import type { Actor } from '../../server/services/actor.ts';
import type { House } from '../../server/services/house.ts';
import { createAccountWatch } from '../../server/services/phishing/account-watch.ts';
import { askNewPasswords } from '../../server/services/phishing/ask-new-passwords.ts';
import { readVerdicts } from '../../server/services/phishing/read-verdicts.ts';
import { mustRenew } from '../../server/services/signing-in/renewal.ts';
import { submit } from '../../server/services/submission/submit.ts';
import { readEmails } from '../../server/store/emails.ts';
import { listPlacements } from '../../server/store/placements.ts';
import { asAnalyst, inboxOf } from './campaign.ts';
import { openGuardedHouse } from './doors.ts';

const world = await openGuardedHouse();
after(() => world.close());
const watch = createAccountWatch(world.house, { placeOf: () => null, pause: async () => {} });
after(() => watch.close());
const house: House = { ...world.house, accountWatch: watch };
const { database } = house.store;
const marie = await world.person('marie');
const paul = await world.person('paul');

async function writes(from: Actor, to: Actor, subject: string, text: string) {
  const bytes = `From: ${from.address}\r\nTo: ${to.address}\r\nSubject: ${subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;
  await submit(house, from, {
    sender: from.address,
    recipients: [{ address: parseAddress(to.address)! }],
    bytes: Buffer.from(bytes),
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
  });
  const placements = await listPlacements(database, to.accountId, await inboxOf({ house }, to.accountId));
  const last = placements.at(-1)!.emailId;
  const email = (await readEmails(database, to.accountId, [last], ['body', 'envelope'])).get(last)!;
  const verdict = (await readVerdicts(database, [email.blob])).get(email.blob.toString('hex'));
  return { subject: email.subject, verdict, bytes: (await house.store.blobs.read(email.blob)).toString() };
}
const lure =
  'Bonjour, votre compte de messagerie sera suspendu sous 48 heures. Confirmez votre identifiant et votre mot de passe : https://validation.boite-pro.test/x';

test('a plain letter keeps nothing; a lure among colleagues is marked with its reason, in the header too', async () => {
  const plain = await writes(marie, paul, 'Conseil de classe', 'Bonjour Paul, rendez-vous jeudi en salle 12. Marie');
  assert.equal(plain.verdict, undefined);
  const honest = await writes(marie, paul, 'Lien', 'Le calendrier : https://www.education.gouv.fr/calendrier');
  assert.equal(honest.verdict!.level, 'none');
  const bad = await writes(marie, paul, 'Votre compte', lure);
  assert.notEqual(bad.verdict!.level, 'none');
  assert.ok(bad.verdict!.reasons.some(({ rule }) => rule === 'colleague-taken-over'));
  assert.match(bad.bytes, /X-Phishing-Verdict: (?:suspect|strong)/);
});

test('the third one waits: the account is held, and a new password can be asked of its owner', async () => {
  await writes(marie, paul, 'Votre compte', `${lure}2`);
  await writes(marie, paul, 'Votre compte', `${lure}3`);
  await watch.settle();
  const before = await listPlacements(database, paul.accountId, await inboxOf({ house }, paul.accountId));
  await writes(marie, paul, 'Votre compte', `${lure}4`);
  const after = await listPlacements(database, paul.accountId, await inboxOf({ house }, paul.accountId));
  assert.equal(after.length, before.length, 'it waits in the queue');
  assert.equal(await mustRenew(house, marie), false);
  const analyst = asAnalyst(paul);
  assert.equal(await askNewPasswords(house, analyst, [marie.accountId], null), 1);
  assert.equal(await askNewPasswords(house, analyst, [marie.accountId], null), 0, 'asked once');
  assert.equal(await mustRenew(house, marie), true);
  await assert.rejects(askNewPasswords(house, marie, [paul.accountId], null), { reason: 'not-permitted' });
  assert.deepEqual(world.faults, []);
});
