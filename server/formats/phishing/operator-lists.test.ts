import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { readHosts, readOwners } from './operator-lists.ts';

const example = (name: string) => readFile(new URL(`../../../deploy/${name}.example`, import.meta.url), 'utf8');

test('the operator names whom swindlers imitate here', async () => {
  assert.deepEqual(readOwners('le conseil départemental : Somme.fr, cd80.fr ; cd80 # chez nous\n\nla MGP: mgp.fr'), [
    { name: 'le conseil départemental', domains: ['somme.fr', 'cd80.fr'], aliases: ['cd80'] },
    { name: 'la MGP', domains: ['mgp.fr'] },
  ]);
  assert.ok(readOwners(await example('phishing-owners')).length > 0);
  for (const wrong of ['sans domaine', 'nom : pas un domaine', ': a.fr'])
    assert.throws(() => readOwners(wrong), /line 1/);
});

test('the operator adds hosts that anybody uses', async () => {
  assert.deepEqual(readHosts('raccourcisseur lien.example\nouvert pages.example\nboites poste.example\n'), {
    shorteners: ['lien.example'],
    openHosts: ['pages.example'],
    freeMail: ['poste.example'],
  });
  assert.ok(readHosts(await example('phishing-hosts')).shorteners.length > 0);
  for (const wrong of ['autre x.fr', 'ouvert', 'ouvert x.fr y.fr', 'ouvert pas/un/hote']) {
    assert.throws(() => readHosts(`# liste\n${wrong}`), /line 2/);
  }
});
