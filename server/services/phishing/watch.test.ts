import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mailHouse } from '../../../dev/testing/mail-house.ts';
import { describeMessage } from '../../formats/message/describe.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import { findByRole } from '../../store/mailboxes.ts';
import { insertBlocks } from '../../store/phishing-blocks.ts';
import { findOwnSecret } from './guard-own-secrets.ts';
import { keepVerdicts } from './keep-verdict.ts';
import { createOwnSecrets } from './own-password.ts';
import { createPhishingWatch } from './watch.ts';

const world = await mailHouse();
after(() => world.close());
const { house } = world;
const marie = await world.account('marie', { password: 'Tilleul-Vert-92x' });
const watch = createPhishingWatch(house, { houseName: 'l’académie d’Amiens' });

async function arrive(text: string, proven = true) {
  const bytes = Buffer.from(text.replaceAll('\n', '\r\n'));
  const facts = describeMessage(bytes);
  const authentication = { spf: 'pass', dkim: [], dmarc: proven ? 'pass' : 'none', arc: 'none' } as const;
  const recipients = [{ accountId: marie.accountId, address: marie.address }];
  const message = {
    bytes,
    parsed: parseMessage(bytes),
    facts,
    sender: null,
    recipients,
    inside: false,
    authentication,
  };
  const judged = await watch.judge(message);
  const blob = await house.store.blobs.keep(bytes);
  const at = house.clock.now();
  await house.store.database.transaction(tx => keepVerdicts(tx, [{ blob: blob.hash, judged }], at));
  const mailboxId = (await findByRole(house.store.database, [marie.accountId], 'inbox')).get(marie.accountId)!;
  const where = { accountId: marie.accountId, mailboxId, trace: '', flags: 0, keywords: [] };
  await house.deliveries.deliver({ blob, facts, receivedAt: at, receivedZone: 60 }, [where]);
  return { judged, rules: judged.verdict.reasons.map(({ rule }) => rule) };
}

test('a sender is new once, then known, then missed when the proof is', async () => {
  const mail = (n: number) =>
    `From: Mairie <ecoles@mairie.test>\nSubject: n${n}\nMessage-ID: <${n}@mairie.test>\n\nBonjour\n`;
  assert.ok((await arrive(mail(0))).rules.includes('first-contact'));
  for (let n = 1; n < 6; n++) assert.ok(!(await arrive(mail(n))).rules.includes('first-contact'));
  assert.ok((await arrive(mail(6), false)).rules.includes('known-sender-fails'));
});

test('a conversation is found by the message it answers, and whoever was no part of it is seen', async () => {
  await arrive(
    'From: Paul Aubry <paul@mairie.test>\nTo: marie@ac-amiens.test\nSubject: Sortie\nMessage-ID: <s1@mairie.test>\n\nOui\n',
  );
  const answer =
    'Subject: Re: Sortie\nMessage-ID: <s2@vol.test>\nIn-Reply-To: <s1@mairie.test>\n\nVoici : https://vol.test/x\n';
  assert.ok((await arrive(`From: Paul Aubry <paul@vol.test>\n${answer}`)).rules.includes('thread-hijacked'));
  const own = answer.replace('s2@vol', 's3@mairie');
  assert.ok(!(await arrive(`From: Paul Aubry <paul@mairie.test>\n${own}`)).rules.includes('thread-hijacked'));
});

test('names of the directory and blocks count from the next refresh on', async () => {
  const { database } = house.store;
  await database.query({
    text: `with owner as (
             insert into person (hr_key, title, given_name, family_name, birth_date, numen, population, function, first_day)
             values ('k', 'Mme', 'Hélène', 'Vasseur', '', $1, 'direction', 'Principale', '2020-09-01') returning person_id
           ), opened as (
             insert into account (person_id, state, credential_version, created_at)
             select person_id, 'active', 1, '2026-01-01' from owner returning account_id
           )
           insert into address (address, account_id, main, given_on)
           select 'helene.vasseur@ac-amiens.test', account_id, true, '2026-01-01' from opened`,
    values: [Buffer.from('x')],
  });
  await database.transaction(tx =>
    insertBlocks(tx, [{ kind: 'domain', value: 'vol.test' }], marie.accountId, null, house.clock.now()),
  );
  const text = 'From: VASSEUR Helene <h.vasseur@vol.test>\nSubject: x\nMessage-ID: <b@vol.test>\n\nhttps://a.test/\n';
  assert.ok(!(await arrive(text)).rules.includes('blocked-sender'));
  await watch.refresh();
  const { judged, rules } = await arrive(text.replace('<b@', '<c@'));
  for (const rule of ['blocked-sender', 'colleague-name-outside'] as const) assert.ok(rules.includes(rule), rule);
  assert.equal(judged.verdict.level, 'strong');
});

test('one’s own password is found before a message leaves, remembered or tried', async () => {
  const secrets = createOwnSecrets(Buffer.alloc(32, 3));
  const text = 'Voici mon mot de passe : Tilleul-Vert-92x, merci.';
  assert.equal(await findOwnSecret(house, secrets, marie, text, false), null);
  assert.equal(await findOwnSecret(house, secrets, marie, text, true), 'password');
  secrets.remember(marie.accountId, 'Tilleul-Vert-92x', house.clock.now());
  assert.equal(await findOwnSecret(house, secrets, marie, text, false), 'password');
  assert.equal(await findOwnSecret(house, secrets, marie, 'Bonjour', true), null);
});
