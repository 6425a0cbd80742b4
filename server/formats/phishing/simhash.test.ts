import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frenchSet } from '../../../dev/phishing/set.ts';
import { lookAt } from '../../services/phishing/look.ts';
import { bitsApart, sameCampaignBits, simhash } from './simhash.ts';

test('names, amounts and tokens that vary leave the fingerprint near, other words do not', () => {
  const letter = (name: string, sum: string) =>
    `bonjour ${name} votre colis est bloque dans notre centre de tri des frais de livraison de ${sum} doivent etre regles sous 48 heures sans paiement votre colis sera retourne a son expediteur et vous ne pourrez plus le recevoir merci de votre confiance`.split(
      ' ',
    );
  const print = simhash(letter('marie', '1,95'));
  assert.ok(bitsApart(print, simhash(letter('paul', '2,45'))) <= sameCampaignBits);
  assert.ok(
    bitsApart(
      print,
      simhash(
        'le conseil de classe du premier trimestre aura lieu mardi en salle b204 merci de remplir les bulletins avant lundi soir sans faute'.split(
          ' ',
        ),
      ),
    ) >
      2 * sameCampaignBits - 4,
  );
});

test('too few words have no fingerprint, which is like no other', () => {
  assert.equal(simhash(['bonjour', 'merci']), 0n);
  assert.equal(bitsApart(0n, 0n), 64);
});

test('stories of the French set are told apart', () => {
  const prints = frenchSet('prints', 2)
    .map(({ story, bytes, parsed }) => ({ name: story.name, print: simhash(lookAt(bytes, parsed).tokens) }))
    .filter(({ print }) => print !== 0n);
  for (const one of prints) {
    for (const other of prints) {
      if (one.name !== other.name)
        assert.ok(bitsApart(one.print, other.print) > sameCampaignBits, `${one.name} ${other.name}`);
    }
  }
});
