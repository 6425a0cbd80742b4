import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { handClock, importRows, openedAccount, peopleHouse, peopleStore } from '../../../dev/testing/people.ts';
import type { AccountId } from '../../model/account.ts';
import { createFilters } from '../filters/run.ts';
import { contactsAsList } from './address-list.ts';
import { findBook } from './books.ts';
import { collectAddresses } from './collect.ts';
import { createDirectory, directoryLimits } from './directory.ts';
import { listContacts } from './get.ts';
import { importContacts } from './import.ts';
import { suggestRecipients } from './suggest.ts';

const clock = handClock('2026-11-24T08:00:00Z');
const store = await peopleStore(clock);
after(() => store.close());
const house = { ...peopleHouse(store, clock), directory: createDirectory({ store, clock }) };
const outcome = await importRows(house, [
  { key: '1', family: 'LEFÈVRE', given: 'Renée', function: 'Professeure de mathématiques' },
  { key: '2', family: 'LEFEBVRE-MARTIN', given: 'Jean', function: 'Proviseur', uai: '0805002J' },
  { key: '3', family: 'MARTIN', given: 'Zoé', function: 'Documentaliste' },
]);
const [renee, jean, zoe] = ['1', '2', '3'].map(key => openedAccount(outcome, key)) as [AccountId, AccountId, AccountId];
await store.database.query({ text: `update account set state = 'active'` });
const actor = { accountId: zoe };

const names = async (text: string) =>
  (await house.directory.search(actor, text)).map(one => `${one.givenName} ${one.familyName}`);

test('a colleague is found by name, function or school, without accents, by beginnings of words', async () => {
  assert.deepEqual(await names('lefe ren'), ['Renée LEFÈVRE']);
  assert.deepEqual(await names('martin'), ['Jean LEFEBVRE-MARTIN', 'Zoé MARTIN']);
  assert.deepEqual(await names('mathem'), ['Renée LEFÈVRE']);
  assert.deepEqual(await names('hortillons'), ['Jean LEFEBVRE-MARTIN']);
  assert.deepEqual(await names('renee.lefevre@'), ['Renée LEFÈVRE']);
  assert.deepEqual(await names('nobody'), []);
});

test('the directory is never dumped: two letters at least, fifty answers at most', async () => {
  assert.deepEqual(await names(''), []);
  assert.deepEqual(await names('m'), []);
  await store.database.query({
    text: `with o as (insert into post (uai, kind, name) select '0805003K', 'k' || n, 'Bureau essai ' || n from generate_series(1, 80) n returning post_id),
             a as (insert into account (post_id, state, credential_version, created_at) select post_id, 'active', 1, $1 from o returning account_id)
           insert into address (address, account_id, main, given_on) select 'bureau' || account_id || '@ac-amiens.test', account_id, true, $1::timestamptz::date from a`,
    values: [clock.now()],
  });
  clock.advance(600);
  assert.equal((await house.directory.search(actor, 'bureau', 1000)).length, directoryLimits.mostResults);
});

test('whoever left is not found, though the directory in memory still knows them', async () => {
  await store.database.query({ text: `update account set state = 'closed' where account_id = $1`, values: [jean] });
  assert.deepEqual(await names('lefeb'), []);
  await store.database.query({ text: `update account set state = 'active' where account_id = $1`, values: [jean] });
});

test('who searches without end is slowed, and still has their own contacts', async () => {
  const busy = { accountId: renee };
  for (let done = 0; done < 610; done++) {
    const slowed = await house.directory.search(busy, 'zz').then(
      () => false,
      error => error.reason === 'slow-down',
    );
    if (slowed) break;
    assert.ok(done < 605, 'never slowed');
  }
  await importContacts(house, busy, Buffer.from('BEGIN:VCARD\nVERSION:4.0\nFN:Martine\nEMAIL:m@x.test\nEND:VCARD'));
  assert.deepEqual(
    (await suggestRecipients(house, busy, 'mart')).map(one => one.address),
    ['m@x.test'],
  );
  clock.advance(700);
  assert.ok((await suggestRecipients(house, busy, 'mart')).length > 1);
});

test('addresses written to are collected once, but for colleagues and known contacts, and rank suggestions', async () => {
  await collectAddresses(house, actor, [
    { address: 'Parent@orange.test', name: 'M. Martinet' },
    { address: 'renee.lefevre@ac-amiens.test', name: null },
  ]);
  await collectAddresses(house, actor, [{ address: 'parent@orange.test', name: 'Autre nom' }]);
  const book = await findBook(house, actor, { role: 'collected' });
  const cards = await listContacts(house, actor, { bookId: book.id });
  assert.deepEqual(
    cards.map(one => [one.fullName, one.emails]),
    [['M. Martinet', ['parent@orange.test']]],
  );
  const found = await suggestRecipients(house, actor, 'mart');
  assert.deepEqual(
    found.map(one => [one.source, one.name]),
    [
      ['collected', 'M. Martinet'],
      ['staff', 'Jean LEFEBVRE-MARTIN'],
      ['staff', 'Zoé MARTIN'],
    ],
  );
  assert.equal(found[1]!.function, 'Proviseur');
  assert.equal(found[1]!.school, 'Lycée des Hortillons-Clairs');
});

test('a colleague among one’s contacts is proposed once, with one’s own name for them and their function', async () => {
  await importContacts(
    house,
    actor,
    Buffer.from('BEGIN:VCARD\nVERSION:4.0\nFN:Tata Renée\nEMAIL:renee.lefevre@ac-amiens.test\nEND:VCARD'),
  );
  const found = await suggestRecipients(house, actor, 'renee');
  assert.equal(found.length, 1);
  assert.deepEqual(
    [found[0]!.name, found[0]!.source, found[0]!.function],
    ['Tata Renée', 'contact', 'Professeure de mathématiques'],
  );
});

test('filters ask the contacts as a list, whatever the case of the address', async () => {
  const list = contactsAsList(house);
  assert.equal(await list.has(zoe, 'PARENT@orange.test'), true);
  assert.equal(await list.has(renee, 'parent@orange.test'), false);
  assert.deepEqual(await list.members(zoe), ['parent@orange.test', 'renee.lefevre@ac-amiens.test']);
  assert.ok(createFilters(house as never, list));
});
