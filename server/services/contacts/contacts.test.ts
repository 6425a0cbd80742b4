import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mailHouse } from '../../../dev/testing/mail-house.ts';
import { type Card, property } from '../../formats/vcard/card.ts';
import { type BookId, contactLimits } from '../../model/contact.ts';
import { changeBook, createBook, findBook, listBooks, removeBook } from './books.ts';
import { bookChanges, cardChanges } from './changes.ts';
import { getCards, listContacts } from './get.ts';
import { findDuplicates, mergeContacts } from './merge.ts';
import { addCard, ConditionFailed, changeCard, putCard, UidTaken } from './put.ts';
import { removeCard } from './remove.ts';
import { searchContacts } from './search.ts';

const { house, account, close, faults } = await mailHouse();
after(close);
const marie = await account('marie');
const paul = await account('paul');

function card(name: string, email?: string, uid?: string): Card {
  const properties = [property('FN', name)];
  if (email !== undefined) properties.push(property('EMAIL', email));
  if (uid !== undefined) properties.push(property('UID', uid));
  return { version: '4.0', properties };
}
const books = async () => (await listBooks(house, marie)).books;
const state = async () => (await listBooks(house, marie)).modseq;

test('the house makes two books at the first look, once, for those who look together', async () => {
  const [first, second] = await Promise.all([listBooks(house, marie), listBooks(house, marie)]);
  assert.deepEqual(first.books.map(book => book.name).sort(), ['Adresses collectées', 'Contacts']);
  assert.equal(second.books.length, 2);
  assert.equal((await listBooks(house, marie)).modseq, await state());
});

test('a card is kept as 4.0 whatever it came as, found again, changed and gone with a tombstone', async () => {
  const book = await findBook(house, marie, { role: 'default' });
  const since = await state();
  const old = {
    version: '3.0',
    properties: [property('FN', 'Élodie'), property('TEL', '06', [{ name: 'TYPE', values: ['PREF'] }])],
  } as const;
  const { id } = await addCard(house, marie, book.id, old);
  const [kept] = await getCards(house, marie, { ids: [id] });
  assert.match(kept!.card, /VERSION:4\.0\r\n[\s\S]*TEL;PREF=1:06/);
  assert.match(kept!.uid, /^urn:uuid:[0-9a-f-]{36}$/);
  await changeCard(house, marie, id, () => ({ card: card('Élodie Martin', 'E@x.test') }));
  assert.deepEqual((await searchContacts(house, marie, 'ELO mart'))[0]?.emails, ['e@x.test']);
  const changes = await cardChanges(house, marie, null, { modseq: since, id: null }, null);
  assert.deepEqual(changes!.created, [id]);
  const between = await state();
  await removeCard(house, marie, id);
  assert.deepEqual((await cardChanges(house, marie, null, { modseq: between, id: null }, null))!.destroyed, [id]);
  assert.deepEqual(await searchContacts(house, marie, 'elodie'), []);
  assert.equal((await books())[0]!.cards, 0);
  assert.equal((await books())[0]!.bytes, 0);
});

test('nobody sees, changes or removes the cards of somebody else', async () => {
  const book = await findBook(house, marie, { role: 'default' });
  const { id } = await addCard(house, marie, book.id, card('Secret', 's@x.test'));
  assert.deepEqual(await getCards(house, paul, { ids: [id] }), []);
  assert.deepEqual(await searchContacts(house, paul, 'secret'), []);
  await assert.rejects(removeCard(house, paul, id), { reason: 'no-such-contact' });
  await assert.rejects(addCard(house, paul, book.id, card('x')), { reason: 'no-such-address-book' });
  await removeCard(house, marie, id);
});

test('one UID is in a book once; conditions hold under the lock', async () => {
  const book = await findBook(house, marie, { role: 'default' });
  const place = { bookId: book.id, segment: 'a.vcf' };
  const made = await putCard(house, marie, place, card('A', 'a@x.test', 'u-a'), 'none');
  await assert.rejects(addCard(house, marie, book.id, card('B', 'b@x.test', 'u-a')), UidTaken);
  await assert.rejects(putCard(house, marie, place, card('A2'), 'none'), ConditionFailed);
  await assert.rejects(putCard(house, marie, place, card('A2'), [(made.modseq - 1) as never]), ConditionFailed);
  const again = await putCard(house, marie, place, card('A2'), [made.modseq]);
  assert.equal(again.id, made.id);
  assert.equal((await getCards(house, marie, { ids: [made.id] }))[0]!.uid, 'u-a');
  await assert.rejects(removeCard(house, marie, made.id, [made.modseq]), ConditionFailed);
  await removeCard(house, marie, made.id, [again.modseq]);
});

test('a card that moves to another book leaves a tombstone in the first and comes new into the second', async () => {
  const book = await findBook(house, marie, { role: 'default' });
  const { id: other } = await createBook(house, marie, { name: 'Parents' });
  const { id } = await addCard(house, marie, book.id, card('Nomade', 'n@x.test'));
  const since = { modseq: await state(), id: null };
  await changeCard(house, marie, id, before => ({ card: card(before.fullName, 'n@x.test'), bookId: other }));
  assert.deepEqual((await cardChanges(house, marie, book.id, since, null))!.destroyed, [id]);
  assert.deepEqual((await cardChanges(house, marie, other, since, null))!.created, [id]);
  const whole = await cardChanges(house, marie, null, since, null);
  assert.deepEqual([whole!.updated, whole!.destroyed], [[id], []]);
  assert.equal((await books()).find(one => one.id === other)!.cards, 1);
  const before = { modseq: await state(), id: null };
  await assert.rejects(removeBook(house, marie, other, false));
  await removeBook(house, marie, other, true);
  assert.deepEqual((await bookChanges(house, marie, before, null))!.destroyed, [other]);
  assert.deepEqual(await getCards(house, marie, { ids: [id] }), []);
});

test('books of the house stay; a person has so many at most', async () => {
  const fixed = await findBook(house, marie, { role: 'collected' });
  await assert.rejects(removeBook(house, marie, fixed.id, true), { reason: 'address-book-fixed' });
  await changeBook(house, marie, fixed.id, { name: 'Collectées' });
  const made: BookId[] = [];
  while ((await books()).length < contactLimits.books) made.push((await createBook(house, marie, { name: 'x' })).id);
  await assert.rejects(createBook(house, marie, { name: 'y' }), { reason: 'too-many-address-books' });
  for (const id of made) await removeBook(house, marie, id, false);
});

test('a book that is full refuses one more', async () => {
  const { id } = await createBook(house, marie, { name: 'Plein' });
  await house.store.database.query({
    text: 'update address_book set cards = $3 where account_id = $1 and book_id = $2',
    values: [marie.accountId, id, contactLimits.cardsPerBook],
  });
  await assert.rejects(addCard(house, marie, id, card('x')), { reason: 'too-many-contacts' });
  await house.store.database.query({
    text: 'update address_book set cards = 0, bytes = $3 where account_id = $1 and book_id = $2',
    values: [marie.accountId, id, contactLimits.bytes],
  });
  await assert.rejects(addCard(house, marie, id, card('x')), { reason: 'too-many-contacts' });
  await removeBook(house, marie, id, false);
});

test('a photo that is no picture, or too large, is refused with the reason', async () => {
  const book = await findBook(house, marie, { role: 'default' });
  const photo = (bytes: Buffer) => ({
    ...card('x'),
    properties: [property('FN', 'x'), property('PHOTO', `data:image/png;base64,${bytes.toString('base64')}`)],
  });
  await assert.rejects(addCard(house, marie, book.id, photo(Buffer.from('<svg/>'))), { reason: 'photo-no-picture' });
  await assert.rejects(addCard(house, marie, book.id, photo(Buffer.alloc(600_000, '\x89PNG\r\n\x1a\n', 'latin1'))), {
    reason: 'contact-too-large',
  });
});

test('cards that speak of the same person are found and made one, without losing what each says', async () => {
  const book = await findBook(house, marie, { role: 'default' });
  const a = await addCard(house, marie, book.id, card('Renée Lefèvre', 'r@x.test'));
  const b = await addCard(house, marie, book.id, {
    ...card('Renee LEFEVRE', 'r2@x.test'),
    properties: [...card('Renee LEFEVRE', 'r2@x.test').properties, property('TEL', '06 12')],
  });
  const c = await addCard(house, marie, book.id, card('R. L.', 'R@x.test'));
  await addCard(house, marie, book.id, card('Autre', 'o@x.test'));
  const [group, ...more] = await findDuplicates(house, marie);
  assert.equal(more.length, 0);
  assert.deepEqual(group!.map(one => one.id).sort(), [a.id, b.id, c.id].sort());
  await mergeContacts(house, marie, [a.id, b.id, c.id]);
  const [kept] = await getCards(house, marie, { ids: [a.id] });
  assert.equal(kept!.fullName, 'Renée Lefèvre');
  assert.deepEqual(kept!.emails, ['r@x.test', 'r2@x.test']);
  assert.match(kept!.card, /TEL:06 12/);
  assert.equal((await listContacts(house, marie, { bookId: book.id })).length, 2);
  await assert.rejects(mergeContacts(house, marie, [a.id, b.id]), { reason: 'no-such-contact' });
});

test('a group keeps its members when two of them become one', async () => {
  const book = await findBook(house, marie, { role: 'default' });
  const a = await addCard(house, marie, book.id, card('Un Seul', 'seul@x.test', 'urn:uuid:a'));
  const b = await addCard(house, marie, book.id, card('Un Seul', 'seul2@x.test', 'urn:uuid:b'));
  const members = ['urn:uuid:a', 'urn:uuid:b', 'urn:uuid:c'].map(uid => property('MEMBER', uid));
  const group = await addCard(house, marie, book.id, {
    version: '4.0',
    properties: [property('FN', 'Équipe'), property('KIND', 'group'), ...members],
  });
  await mergeContacts(house, marie, [a.id, b.id]);
  const [kept] = await getCards(house, marie, { ids: [group.id] });
  assert.deepEqual(kept!.card.match(/^MEMBER:.*$/gm), ['MEMBER:urn:uuid:a', 'MEMBER:urn:uuid:c']);
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
