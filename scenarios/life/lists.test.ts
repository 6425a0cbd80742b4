/** Lists that follow the directory: who is on them, who may write, one blob whatever their number. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { HrRow } from '../../dev/testing/people.ts';
import { parseAddress } from '../../server/formats/address/address.ts';
import { inside } from '../../server/protocols/smtp/inside.ts';
import type { Actor } from '../../server/services/actor.ts';
import type { House } from '../../server/services/house.ts';
import { listLists, putList } from '../../server/services/lists/rules.ts';
import { settlePosts } from '../../server/services/people/posts.ts';
import { holdAccount } from '../../server/services/submission/hold-account.ts';
import { submit } from '../../server/services/submission/submit.ts';
import { type LifeHouse, lifeHouse } from './house.ts';

const college = '0805003k.ac-amiens.test';
const lycee = '0805002j.ac-amiens.test';
const crowd = 600;
let life: LifeHouse;
let marie: Actor;
let head: Actor;
let ada: Actor;

before(async () => {
  life = await lifeHouse();
  const people: HrRow[] = [
    { key: 'm', family: 'Martin', given: 'Marie' },
    { key: 'h', family: 'Royer', given: 'Hugo', population: 'direction', function: 'Principal' },
    { key: 's', family: 'Carpentier', given: 'Sylvie', population: 'atss', function: 'Secrétaire de direction' },
    { key: 'l', family: 'Leroy', given: 'Lise', uai: '0805002J' },
    { key: 'gone', family: 'Petit', given: 'Paul', population: 'contractuel', to: '20/11/2026' },
    { key: 'a', family: 'Deschamps', given: 'Ada', uai: '0805002J', population: 'atss', function: 'Administratrice' },
    ...Array.from({ length: crowd }, (_, index) => ({
      key: `n${index}`,
      family: 'Nom',
      given: 'Prénom',
      uai: '0805002J',
    })),
  ];
  await life.feed(people);
  await life.activate(...people.map(each => each.key));
  await settlePosts(life.house);
  marie = await life.actor('m');
  head = await life.actor('h');
  ada = await life.actor('a', 'administrator');
});
after(() => life.close());
afterEach(() => assert.deepEqual(life.faults, []));

async function write(actor: Actor, subject: string, to: string | string[], house: House = life.house): Promise<void> {
  const addresses = [to].flat();
  await submit(house, actor, {
    sender: actor.address,
    recipients: addresses.map(text => ({ address: parseAddress(text)! })),
    bytes: Buffer.from(
      `From: <${actor.address}>\r\nTo: ${addresses.join(', ')}\r\nSubject: ${subject}\r\n\r\nBonjour.\r\n`,
    ),
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
  });
}

async function holders(subject: string): Promise<string[]> {
  const rows = await life.house.store.database.query<{ key: string }>({
    text: `select p.hr_key as key from email e join account a using (account_id) join person p using (person_id)
           where e.subject = $1 order by p.hr_key`,
    values: [subject],
  });
  return rows.map(row => row.key);
}

test('everybody who serves in a school today is on its list, with its List-Id', async () => {
  await write(marie, 'Fête du collège', `tous@${college}`);
  assert.deepEqual(await holders('Fête du collège'), ['h', 'm', 's'], 'whose service is over is on no list');
  const [row] = await life.house.store.database.query<{ blob: Buffer }>({
    text: `select blob from email where subject = 'Fête du collège' limit 1`,
  });
  const text = (await life.house.store.blobs.read(row!.blob as never)).toString();
  assert.match(
    text,
    /^List-Id: =\?utf-8\?B\?\S+\?=(?:\r\n \S+)*\r\n <tous\.0805003k\.ac-amiens\.test>\r\nList-Post: <mailto:tous@0805003k/,
  );
});

test('a list by population or function reaches those alone', async () => {
  await write(head, 'Rentrée', `titulaires@${college}`);
  assert.deepEqual(await holders('Rentrée'), ['m']);
  await write(marie, 'Bulletin', `secretariat@${college}`);
  assert.deepEqual(await holders('Bulletin'), ['s']);
});

test('who may not write is refused before anything is sent, whatever else the message was for', async () => {
  const closed = { reason: 'list-closed' };
  await assert.rejects(write(marie, 'Vente', [`tous@${lycee}`, marie.address]), closed);
  await assert.rejects(write(marie, 'Vente', `titulaires@${college}`), closed, 'its office alone');
  await assert.rejects(write(head, 'Vente', 'tous@listes.ac-amiens.test'), closed);
  assert.deepEqual(await holders('Vente'), []);
  await assert.rejects(write(marie, 'Vente', `personne@${college}`), { reason: 'no-such-recipient' });
  await assert.rejects(write(marie, 'Vente', 'tous@0809999z.ac-amiens.test'), { reason: 'no-such-recipient' });
});

test('from outside a list cannot be written to at all', async () => {
  await assert.rejects(inside(life.house, parseAddress(`tous@${college}`)!, 10), { reason: 'list-closed' });
});

test('one mail to the whole house is one blob, and everybody has it once', async () => {
  await write(ada, 'Note du recteur', ['tous@listes.ac-amiens.test', `tous@${college}`]);
  const [row] = await life.house.store.database.query<{ mails: number; blobs: number; accounts: number }>({
    text: `select count(*)::int as mails, count(distinct blob)::int as blobs, count(distinct account_id)::int as accounts
           from email where subject = 'Note du recteur' and account_id <> all($1::bigint[])`,
    values: [[marie.accountId, head.accountId, await life.accountOf('s')]],
  });
  assert.deepEqual(row, { mails: crowd + 2, blobs: 1, accounts: crowd + 2 });
});

test('who is on two lists of one mail has it once, and each list brings it to the rest', async () => {
  await write(head, 'Réunion de rentrée', [`titulaires@${college}`, `tous@${college}`, `secretariat@${college}`]);
  const rows = await life.house.store.database.query<{ key: string; copies: number }>({
    text: `select p.hr_key as key, count(*)::int as copies from email e
           join account a using (account_id) join person p using (person_id)
           where e.subject = 'Réunion de rentrée' group by 1 order by 1`,
  });
  assert.deepEqual(rows, [
    { key: 'h', copies: 1 },
    { key: 'm', copies: 1 },
    { key: 's', copies: 1 },
  ]);
});

test('who is held may call the support, and not a list in the same breath', async () => {
  const lise = await life.actor('l');
  const house = { ...life.house, support: ada.address };
  const { database } = house.store;
  await holdAccount(house, lise.accountId, 'burst');
  const waiting = async (held: boolean) =>
    (
      await database.query<{ address: string }>({
        text: `select r.address from queue_recipient r join queue_message m using (queue_id)
             where m.account_id = $1 and (r.held is not null) = $2`,
        values: [lise.accountId, held],
      })
    ).length;
  await write(lise, 'À l’aide', [ada.address], house);
  assert.deepEqual(await holders('À l’aide'), ['a']);
  await write(lise, 'À l’aide de tous', [ada.address, `tous@${lycee}`], house);
  assert.deepEqual(await holders('À l’aide de tous'), [], 'nobody has it, the support no more than the others');
  assert.deepEqual([await waiting(true), await waiting(false)], [1 + crowd + 2, 0]);
});

test('a mail that came from a list does not go through it again', async () => {
  const bytes = Buffer.from(`From: <${marie.address}>\r\nList-Id: <tous.${college}>\r\nSubject: Tour\r\n\r\n`);
  const recipients = [{ address: parseAddress(`tous@${college}`)! }];
  const submission = { sender: marie.address, recipients, bytes, protocol: 'ESMTPSA', tls: undefined, wishes: {} };
  await assert.rejects(submit(life.house, marie, submission), { reason: 'mail-loop' });
});

test('the house says who may write, and that is in its journal', async () => {
  const rule = (await listLists(life.house)).find(each => each.name === 'titulaires')!;
  await assert.rejects(putList(life.house, marie, rule), { reason: 'not-permitted' });
  await putList(life.house, ada, { ...rule, schoolWriters: 'members' });
  await write(marie, 'Réunion', `titulaires@${college}`);
  assert.deepEqual(await holders('Réunion'), ['m']);
});
