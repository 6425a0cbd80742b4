import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleConfiguration } from './example.ts';
import { BadConfiguration, readSettings } from './read.ts';

const least = 'domains = ac-amiens.test\nhost-name = mail.ac-amiens.test\n';

test('two lines are enough: everything else has a default', () => {
  const settings = readSettings(least);
  assert.deepEqual(settings.domains, ['ac-amiens.test']);
  assert.equal(settings['message-size'], 50 * 1024 * 1024);
  assert.equal(settings['provisional-days'], 60);
  assert.equal(settings['database-url'], null);
});

test('every mistake is told at once, with its line, in both languages', () => {
  const file = 'domains = nul part\nimaps-port = 99999\ncouleur = bleu\nquota = beaucoup\nrien\nquota = 5 GB\n';
  assert.throws(
    () => readSettings(file),
    (error: unknown) => {
      assert.ok(error instanceof BadConfiguration);
      const told = error.faults.map(fault => fault.fr).join('\n');
      for (const expected of [
        'ligne 1 : « domains » contient « nul »',
        'ligne 2 : « imaps-port » doit être un nombre entre 0 et 65535',
        'ligne 3 : réglage inconnu « couleur »',
        'ligne 4 : « quota » doit être une taille',
        'ligne 5 : « nom = valeur » attendu',
        'ligne 6 : « quota » est donné deux fois',
        '« host-name » manque',
      ]) {
        assert.ok(told.includes(expected), `${expected}\n\n${told}`);
      }
      return true;
    },
  );
});

test('sizes and durations are read in French and in English', () => {
  const settings = readSettings(`${least}quota = 20 Go\nmessage-size = 10MB\nprovisional-days = 45 jours`);
  assert.equal(settings.quota, 20 * 1024 ** 3);
  assert.equal(settings['message-size'], 10 * 1024 ** 2);
  assert.equal(settings['provisional-days'], 45);
});

test('an option wins over the file', () => {
  assert.equal(readSettings(`${least}https-port = 444`, { 'https-port': '10443' })['https-port'], 10443);
});

test('the example file, once its two blanks are filled, is the default configuration', () => {
  const filled = exampleConfiguration()
    .replace(/^domains = $/m, 'domains = ac-amiens.test')
    .replace(/^host-name = $/m, 'host-name = mail.ac-amiens.test')
    .replaceAll(/^#([a-z])/gm, '$1');
  assert.deepEqual(readSettings(filled), readSettings(least));
});
