import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContactCard } from '../../jmap/objects.ts';
import { changesOf, draftOfCard, isNameless, nameOfCard, photoOf } from './card.ts';

const card = {
  id: 'C1-1',
  uid: 'u1',
  addressBookIds: { 'K1-1': true },
  name: {
    full: 'Mme Solène Rivière',
    components: [
      { kind: 'title', value: 'Mme' },
      { kind: 'given', value: 'Solène' },
      { kind: 'surname', value: 'Rivière' },
    ],
  },
  emails: { a: { address: 'solene@exemple.fr', contexts: { work: true } }, b: { address: 's@exemple.fr' } },
  notes: { n: { note: 'Vue au congrès' } },
} as unknown as ContactCard;

test('a form that was not touched changes nothing', () => {
  assert.deepEqual(changesOf(card, draftOfCard(card)), {});
});

test('what the form does not show stays: contexts of an address, the title before a name', () => {
  const draft = draftOfCard(card);
  const emails = [
    { ...draft.emails[0]!, value: 'solene.riviere@exemple.fr' },
    { key: null, value: 'neuve@exemple.fr' },
  ];
  assert.deepEqual(changesOf(card, { ...draft, surname: 'Martin', emails, note: '' }), {
    name: {
      full: 'Solène Martin',
      components: [
        { kind: 'given', value: 'Solène' },
        { kind: 'surname', value: 'Martin' },
        { kind: 'title', value: 'Mme' },
      ],
    },
    emails: {
      a: { address: 'solene.riviere@exemple.fr', contexts: { work: true } },
      n1: { address: 'neuve@exemple.fr' },
    },
    notes: null,
  });
});

test('a new card says only what was written, and is called by its address where it has no name', () => {
  const draft = { ...draftOfCard(null), emails: [{ key: null, value: ' yanis@exemple.fr ' }], title: 'Proviseur' };
  assert.deepEqual(changesOf(null, draft), {
    name: { full: 'yanis@exemple.fr' },
    emails: { n1: { address: 'yanis@exemple.fr' } },
    titles: { n1: { name: 'Proviseur' } },
  });
  assert.ok(isNameless(draftOfCard(null)));
  assert.ok(!isNameless(draft));
});

test('a name is found wherever the card has one', () => {
  assert.equal(nameOfCard(card), 'Mme Solène Rivière');
  assert.equal(nameOfCard({ ...card, name: { components: card.name!.components! } }), 'Solène Rivière');
  const { name: _, ...bare } = card;
  assert.equal(nameOfCard(bare), 'solene@exemple.fr');
});

test('a picture from elsewhere is not shown', () => {
  const media = (photo: object) => ({ ...card, media: { p: { kind: 'photo', ...photo } } });
  assert.equal(photoOf(media({ uri: 'https://pisteur.exemple/p.png' })), null);
  assert.equal(photoOf(media({ blobId: 'B1', mediaType: 'image/svg+xml' })), null);
  assert.deepEqual(photoOf(media({ blobId: 'B1', mediaType: 'image/png' })), { blobId: 'B1', type: 'image/png' });
});

test('a photo is added as a blob, and taken away', () => {
  const photo = { blobId: 'B1', type: 'image/png' };
  assert.deepEqual(changesOf(card, { ...draftOfCard(card), photo }), {
    media: { photo: { kind: 'photo', blobId: 'B1', mediaType: 'image/png' } },
  });
  assert.deepEqual(changesOf(card, { ...draftOfCard(card), photo: null }), { media: null });
});
