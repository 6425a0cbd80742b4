import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { frenchSet } from '../../../dev/phishing/set.ts';
import { openTestHouse } from '../../../scenarios/outside/house.ts';
import { phish } from '../../../scenarios/phishing/campaign.ts';
import { parseAddress } from '../../formats/address/address.ts';
import type { House } from '../house.ts';
import { forgetPhishing } from '../phishing/forget.ts';
import { createPhishingGuard, type PhishingRules, usualPhishingRules } from '../phishing/guard.ts';
import { createOwnSecrets } from '../phishing/own-password.ts';
import { createPictureReader } from '../phishing/read-pictures.ts';
import { accept } from './accept.ts';
import { findRecipient } from './recipient.ts';

const { house: bare, person, messages, query, faults, clock, close } = await openTestHouse();
const guards: { close(): Promise<void> }[] = [];
after(async () => {
  for (const guard of guards) await guard.close();
  await close();
});
await person('marie@ac.test');
await person('paul@ac.test');

/** A thread that starts slowly on a busy machine is no reason to leave a picture unread. */
const patient = () => createPictureReader({ log: bare.log, patience: 20_000 });

function guarded(rules: Partial<PhishingRules> = {}) {
  const secrets = createOwnSecrets(Buffer.alloc(32, 1));
  const watching = { houseName: 'l’académie d’Amiens' };
  const phishing = createPhishingGuard(bare, secrets, watching, { ...usualPhishingRules, ...rules }, patient());
  guards.push(phishing);
  return { house: { ...bare, phishing } as House, phishing };
}

async function bring(house: House, bytes: Buffer, to: readonly string[]): Promise<void> {
  const recipients = to.map(async address => ({
    address: parseAddress(address)!,
    person: await findRecipient(house, address),
  }));
  await accept(house, {
    answers: 'one',
    bringer: { name: 'mx.boite-pro.test', address: '192.0.2.1', protocol: 'ESMTP', tls: undefined },
    sender: 'admin@boite-pro.test',
    recipients: await Promise.all(recipients),
    wishes: {},
    bytes,
  });
}

const crlf = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'));
const inJunk = async (name: string) =>
  (await messages({ accountId: (await findRecipient(bare, name)).accountId } as never, 'Indésirables')).length;
const judgements = () => query<{ level: string; score: number }>('select level, score from phishing_judgement');

test('judged once, whatever the number of recipients; the sender is counted once', async () => {
  const { house } = guarded({ junkFrom: null });
  const text = 'From: Mairie <ecoles@mairie.test>\nSubject: Cantine\nMessage-ID: <k@mairie.test>\n\nLe menu.\n';
  await bring(house, crlf(text), ['marie@ac.test', 'paul@ac.test']);
  assert.deepEqual(await query('select sender, messages from phishing_sender'), [
    { sender: 'ecoles@mairie.test', messages: 1 },
  ]);
  assert.equal((await judgements()).length, 1);
});

test('the house sets from where on a mail is junk, and whether its subject says so', async () => {
  await bring(guarded({ junkFrom: null }).house, crlf(phish('agent', 'n1')), ['marie@ac.test']);
  assert.equal(await inJunk('marie@ac.test'), 0);
  await bring(guarded({ junkFrom: 'caution', marksSubject: true }).house, crlf(phish('agent', 'n2')), [
    'marie@ac.test',
  ]);
  assert.equal(await inJunk('marie@ac.test'), 1);
  const { accountId } = await findRecipient(bare, 'marie@ac.test');
  const [marked] = await messages({ accountId } as never, 'Indésirables');
  assert.match(marked!, /\r\nSubject: \[SUSPECT\] Votre compte sera suspendu\r\n/);
  await bring(guarded({ junkFrom: 'caution' }).house, crlf(phish('agent', 'n3')), ['marie@ac.test']);
  assert.match((await messages({ accountId } as never, 'Indésirables'))[1]!, /\r\nSubject: Votre compte/);
});

test('codes in pictures are read once the mail is taken, and its verdict told again', async () => {
  const { house, phishing } = guarded();
  const story = frenchSet('pictures', 1).find(({ story }) => story.code !== undefined)!;
  await query('delete from phishing_judgement');
  await bring(house, story.bytes, ['paul@ac.test']);
  await phishing.settle();
  const rules = await query<{ reasons: { rule: string }[] }>('select reasons from phishing_judgement');
  assert.ok(rules[0]!.reasons.some(({ rule }) => rule === 'qr-code'));
});

test('what is old is forgotten, what is of this year is not', async () => {
  await forgetPhishing(bare);
  assert.equal((await judgements()).length, 1);
  clock.forward(800 * 86_400_000);
  await forgetPhishing(bare);
  assert.equal((await judgements()).length, 0);
  assert.deepEqual(await query('select sender from phishing_sender'), []);
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
