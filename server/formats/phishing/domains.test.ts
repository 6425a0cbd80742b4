import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domainToASCII } from 'node:url';
import { hasMixedLetters, organisationOf, prepareDomains } from './domains.ts';

const known = prepareDomains([
  { name: 'l’académie', domains: ['ac-amiens.fr'] },
  { name: 'les académies', domains: ['ac-lille.fr', 'ac-nice.fr'] },
  { name: 'les impôts', domains: ['impots.gouv.fr'] },
  { name: 'La Poste', domains: ['laposte.fr', 'laposte.net'], aliases: ['la poste'] },
  { name: 'Amazon', domains: ['amazon.fr'], anyEnding: true },
  { name: 'l’État', domains: ['gouv.fr'] },
]);

test('the registered name of a host', () => {
  assert.equal(organisationOf('www.impots.gouv.fr'), 'impots.gouv.fr');
  assert.equal(organisationOf('a.b.example.co.uk'), 'example.co.uk');
  assert.equal(organisationOf('mail.ac-amiens.fr'), 'ac-amiens.fr');
});

const tricks: readonly [host: string, trick: string][] = [
  ['ac-amiens.com', 'ending'],
  ['ac-arniens.fr', 'letters'],
  [domainToASCII('ас-аmіеns.fr'), 'letters'],
  ['ac-amens.fr', 'spelling'],
  ['acamiens.fr', 'spelling'],
  ['ac-amiens-messagerie.fr', 'hyphen'],
  ['securite-ac-amiens.test', 'hyphen'],
  ['ac-amiens.fr.verification.test', 'subdomain'],
  ['ac-amiens.validation-compte.test', 'subdomain'],
  ['impots-gouv.test', 'hyphen'],
  ['impots.gouv.fr.remboursement.test', 'subdomain'],
  ['laposte-colis.test', 'hyphen'],
  ['lap0ste.test', 'letters'],
];

for (const [host, trick] of tricks) {
  test(`${host} imitates somebody by ${trick}`, () => assert.equal(known.lookAlike(host)?.trick, trick));
}

test('genuine hosts, siblings and strangers imitate nobody', () => {
  for (const host of [
    'ac-amiens.fr', 'webmail.ac-amiens.fr', 'ac-lille.fr', 'ac-corse.fr', 'cfspro.impots.gouv.fr', 'amazon.de', 'example.test',
    'mairie-amiens.test', 'poste-italiane.test', '127.0.0.1', '',
  ]) assert.equal(known.lookAlike(host), null, host); // biome-ignore format: a list
});

test('a host that mixes alphabets is seen in its ASCII form', () => {
  assert.ok(hasMixedLetters(domainToASCII('lаposte.test')));
  assert.ok(!hasMixedLetters(domainToASCII('académie.test')));
});
