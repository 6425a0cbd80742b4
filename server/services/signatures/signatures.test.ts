import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestHouse, type Person } from '../../../scenarios/outside/house.ts';
import { type Address, parseAddress } from '../../formats/address/address.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../actor.ts';
import { usualRules } from '../submission/rules.ts';
import { submit } from '../submission/submit.ts';
import { chooseSignature } from './choose.ts';
import { composeSignature } from './compose.ts';
import { putTemplate } from './put-template.ts';

const sending = { ...usualRules, burstRecipients: 0, addsSignatures: true };
const tests = await openTestHouse({ sending });
const { house, query, clock } = tests;
after(async () => {
  assert.deepEqual(tests.faults, []);
  await tests.close();
});

const schools: readonly [uai: string, name: string, town: string][] = [
  ['0800010A', 'Collège Jules-Verne', 'Amiens'],
  ['0600020B', 'Lycée du Nord', 'Beauvais'],
];
for (const [uai, name, town] of schools)
  await query(`insert into school values ($1, $2, 'x', $3, 'x')`, [uai, name, town]);

/** Somebody of the directory, moved to the second school on the first of December. */
async function teacher(address: string): Promise<Person> {
  const person = await tests.person(address);
  const [row] = await query<{ person_id: number }>(
    `insert into person (hr_key, title, given_name, family_name, birth_date, population, function, first_day)
     values ($1, 'Mme', 'Marie', 'Durand', '\\x00', 'titulaire', 'Professeure certifiée', '2020-09-01') returning person_id`,
    [address],
  );
  const id = row!.person_id;
  await query(`insert into assignment values ($1, '0800010A', '2020-09-01', '2026-11-30', true)`, [id]);
  await query(`insert into assignment values ($1, '0600020B', '2026-12-01', null, true)`, [id]);
  await query(`update account set person_id = $1, post_id = null where account_id = $2`, [id, person.accountId]);
  return person;
}

const marie = await teacher('marie@ac.test');
const paul = await tests.person('paul@ac.test');
const administrator: Actor = { ...paul, roles: [{ role: 'administrator', uai: '' }] };

async function send(text: string, from: Actor = marie): Promise<string> {
  await submit(house, from, {
    sender: from.address,
    recipients: [{ address: parseAddress('paul@ac.test') as Address }],
    bytes: Buffer.from(text.replaceAll('\n', '\r\n')),
    protocol: 'ESMTPSA',
    tls: { protocol: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' },
    wishes: {},
  });
  return (await tests.messages(paul)).at(-1)!;
}

const letter = 'From: Marie <marie@ac.test>\nTo: paul@ac.test\nSubject: x\nBcc: z@ac.test\n\nBonjour\n';

test('what a phone sends unsigned arrives signed from the directory, otherwise as it was', async () => {
  const read = await send(letter);
  assert.match(read, /\r\nContent-Type: text\/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n/);
  assert.match(
    read,
    /Bonjour\r\n\r\n--=20\r\nMarie Durand\r\nProfesseure certifi=C3=A9e\r\nColl=C3=A8ge Jules-Verne, Amiens\r\n$/,
  );
  assert.doesNotMatch(read, /Bcc/);
  assert.equal(read.match(/^MIME-Version: 1\.0\r$/gm)?.length, 1);
});

test('a message that is sealed, or has its signature, arrives to the byte', async () => {
  const body = '--s\nContent-Type: text/plain\n\nOui.\n--s\nContent-Type: application/pgp-signature\n\nx\n--s--\n';
  const sealed = `From: marie@ac.test\nContent-Type: multipart/signed; boundary=s\n\n${body}`;
  assert.ok((await send(sealed)).endsWith(sealed.replaceAll('\n', '\r\n')));
  const signed = 'From: marie@ac.test\nSubject: x\n\nOui.\n\n-- \nMarie\n';
  assert.ok((await send(signed)).endsWith(signed.replaceAll('\n', '\r\n')));
});

test('a transfer changes the signature by itself, on its day in Paris', async () => {
  const school = async () => (await composeSignature(house, marie.accountId)).signature?.text.split('\n').at(-1);
  assert.equal(await school(), 'Collège Jules-Verne, Amiens');
  const before = clock.now().getTime();
  clock.forward(Date.parse('2026-11-30T22:59:00Z') - before);
  assert.equal(await school(), 'Collège Jules-Verne, Amiens');
  clock.forward(60_000);
  assert.equal(await school(), 'Lycée du Nord, Beauvais');
});

test('a person adds lines of their own, a few, and may do without the server’s hand', async () => {
  await chooseSignature(house, marie, { lines: ' 03 22 00 00 00\r\n\n\tBureau 12', added: true });
  const own = await composeSignature(house, marie.accountId);
  assert.match(own.signature!.text, /\n03 22 00 00 00\nBureau 12$/);
  const refused = (error: unknown) => error instanceof Refusal && error.reason === 'bad-message';
  await assert.rejects(chooseSignature(house, marie, { lines: 'a\nb\nc\nd\ne', added: true }), refused);
  await assert.rejects(chooseSignature(house, marie, { lines: 'x'.repeat(101), added: true }), refused);
  await chooseSignature(house, marie, { lines: '', added: false });
  assert.match(await send(letter), /\r\n\r\nBonjour\r\n$/);
  await chooseSignature(house, marie, { lines: '', added: true });
});

test('the administrator gives each population its template, and only one that everybody can read', async () => {
  const template = { text: 'Académie\n{{nom}}', html: '<p>Académie</p>\n<p>{{nom}}</p>' };
  await assert.rejects(putTemplate(house, marie, '', template), /may not/);
  const faults = await putTemplate(house, administrator, '', { ...template, html: '<img src="https://x.test/a.png">' });
  assert.deepEqual(
    faults.map(fault => fault.code),
    ['image-without-text'],
  );
  assert.deepEqual(await putTemplate(house, administrator, '', template), []);
  assert.equal((await composeSignature(house, marie.accountId)).signature?.text, 'Académie\nDurand');
  assert.deepEqual(await putTemplate(house, 'console', 'titulaire', { text: '{{prenom}}', html: '' }), []);
  assert.equal((await composeSignature(house, marie.accountId)).signature?.text, 'Marie');
  await putTemplate(house, 'console', 'titulaire', null);
  assert.equal((await composeSignature(house, marie.accountId)).signature?.text, 'Académie\nDurand');
  await putTemplate(house, 'console', '', null);
  const acts = await query<{ kind: string }>(`select kind from act where kind = 'signature-template'`);
  assert.equal(acts.length, 4);
});

test('mail written in the name of a post bears the signature of the post', async () => {
  const office = await tests.person('secretariat@ac.test');
  await query(
    `update post set name = 'Secrétariat' where post_id = (select post_id from account where account_id = $1)`,
    [office.accountId],
  );
  const read = await send('From: secretariat@ac.test\nSubject: x\n\nBonjour\n', office);
  assert.match(read, /--=20\r\nSecr=C3=A9tariat\r\n/);
  assert.doesNotMatch(read, /Durand/);
});

test('where the house has not asked for it, nothing is added', async () => {
  const plain = { ...house, sending: usualRules };
  await submit(plain, marie, {
    sender: marie.address,
    recipients: [{ address: parseAddress('paul@ac.test') as Address }],
    bytes: Buffer.from(letter.replaceAll('\n', '\r\n')),
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
  });
  assert.ok((await tests.messages(paul)).at(-1)!.endsWith('\r\n\r\nBonjour\r\n'));
});
