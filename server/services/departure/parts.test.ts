import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mailHouse } from '../../../dev/testing/mail-house.ts';
import { readCards } from '../../formats/vcard/read.ts';
import { importContacts } from '../contacts/import.ts';
import { partsOf } from './parts.ts';

const { house, account, close } = await mailHouse();
after(close);

test('R28 the contacts of somebody who leaves go along, as vCard 4, vCard 3 and CSV', async () => {
  const marie = await account('marie');
  await importContacts(
    house,
    marie,
    Buffer.from('BEGIN:VCARD\nVERSION:2.1\nN:Martin;Zoé\nEMAIL:z@x.test\nEND:VCARD\n'),
  );
  const parts = new Map((await partsOf(house, marie.accountId)).map(({ path, bytes }) => [path, bytes]));
  assert.deepEqual([...parts.keys()], ['contacts/contacts.vcf', 'contacts/contacts-3.vcf', 'contacts/contacts.csv']);
  const versions = ['contacts/contacts.vcf', 'contacts/contacts-3.vcf'].map(path =>
    readCards(parts.get(path)!).map(read => (read.kind === 'card' ? read.card.version : read.fault)),
  );
  assert.deepEqual(versions, [['4.0'], ['3.0']]);
  assert.match(parts.get('contacts/contacts.csv')!.toString(), /Martin.*z@x\.test/);
});

test('who has no contact has their headings alone, and nobody else’s contacts', async () => {
  const parts = await partsOf(house, (await account('paul')).accountId);
  assert.deepEqual(
    parts.map(({ path }) => path),
    ['contacts/contacts.csv'],
  );
});
