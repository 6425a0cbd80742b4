import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '../../model/account.ts';
import { createOwnSecrets, numenCandidates, passwordWords } from './own-password.ts';

const me = 7 as AccountId;
const now = new Date('2026-11-24T08:00:00Z');

test('one’s password is found in a text, whatever stands around it, and nobody else’s', () => {
  const secrets = createOwnSecrets(Buffer.alloc(32, 1));
  assert.equal(secrets.holds(me, 'x', now), null);
  secrets.remember(me, 'Un Été à la mer 2024!', now);
  for (const text of [
    'mot de passe : « Un Été à la mer 2024! »',
    'mdp=Un Été à la mer 2024!.',
    'U\u006e E\u0301té à la mer 2024!',
  ]) {
    assert.equal(secrets.holds(me, text, now), true, text);
  }
  assert.equal(secrets.holds(me, 'Un été à la mer 2024!', now), false);
  assert.equal(secrets.holds(8 as AccountId, 'Un Été à la mer 2024!', now), null);
});

test('what is remembered is forgotten after half a day', () => {
  const secrets = createOwnSecrets(Buffer.alloc(32, 1));
  secrets.remember(me, 'Tilleul-Vert-92x', now);
  assert.equal(secrets.holds(me, 'Tilleul-Vert-92x', new Date(now.getTime() + 13 * 3_600_000)), null);
});

test('at most eight words that satisfy the rule are candidates; addresses and links are none', () => {
  const text =
    'Bonjour, voici Tilleul-Vert-92x. https://A.test/Chemin-92xyz prenom.nom@ac-amiens.fr anticonstitutionnellement';
  assert.ok(passwordWords(text).includes('Tilleul-Vert-92x'));
  assert.ok(passwordWords(text).every(word => word.startsWith('Tilleul')));
  const many = Array.from({ length: 50 }, (_, index) => `Tilleul-Vert-${index}x`).join(' ');
  assert.equal(passwordWords(many).length, 8);
});

test('NUMENs are recognised however they are written', () => {
  assert.deepEqual(numenCandidates('NUMEN : 01e 1234567 abc, tél. 03 53 01 22 33'), ['01E1234567ABC']);
});
