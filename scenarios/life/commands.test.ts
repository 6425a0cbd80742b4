/** The administrator's commands, from an empty house to letters and a verified journal. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../dev/testing/database.ts';
import { AdministratorError } from '../../server/cli/administrator-error.ts';
import { archives } from '../../server/cli/archives.ts';
import { day } from '../../server/cli/day.ts';
import { feed } from '../../server/cli/feed.ts';
import { journal } from '../../server/cli/journal.ts';
import { letters } from '../../server/cli/letters.ts';
import { lists } from '../../server/cli/lists.ts';
import { package_ } from '../../server/cli/package.ts';
import { person } from '../../server/cli/person.ts';
import { post } from '../../server/cli/post.ts';
import { role } from '../../server/cli/role.ts';
import { scim } from '../../server/cli/scim.ts';

let kept: TestDatabase;
let directory: string;
let config: string;
before(async () => {
  kept = await testDatabase();
  directory = await mkdtemp(join(tmpdir(), 'vaguemestre-commands-'));
  config = join(directory, 'vaguemestre.conf');
  const lines = [
    'domains = ac-amiens.test',
    'host-name = mail.ac-amiens.test',
    `data-directory = ${join(directory, 'data')}`,
    `database-url = ${kept.url}`,
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  await writeFile(
    path('schools.csv'),
    'uai;nom;type;ville;zone\n0805003K;Collège des Trois-Tilleuls;collège;Amiens;B\nx;y;z;t;B\n',
  );
  await writeFile(path('feed.csv'), `${header}\n${marie}\n${zoe}\n;;;;\n`);
});
after(async () => {
  await kept.close();
  await rm(directory, { recursive: true });
});

const path = (name: string) => join(directory, name);
const header =
  'identifiant;civilite;nom_usage;nom_naissance;prenom;date_naissance;numen;population;fonction;uai;debut;fin;principal';
const marie = '1;Mme;Lefèvre;;Marie;02/11/1974;80E0412345ABC;titulaire;Professeure;0805003K;01/09/2010;;oui';
const zoe = '2;Mme;Ouali;;Zoé;01/12/1996;;contractuel;Assistante d’éducation;0805003K;01/09/2026;31/01/2027;oui';

async function run(
  context: TestContext,
  command: (words: string[]) => Promise<void>,
  ...words: string[]
): Promise<string> {
  const written: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  const { mock } = context.mock.method(process.stdout, 'write', (chunk: string | Uint8Array) => {
    // The runner's own reports go through the same door, as bytes.
    if (typeof chunk !== 'string') return write(chunk);
    written.push(chunk);
    return true;
  });
  try {
    await command([...words, '--config', config]);
  } finally {
    mock.restore();
  }
  return written.join('');
}

test('schools and a feed are shown, then taken in', async context => {
  assert.match(await run(context, feed, 'schools', path('schools.csv')), /refusé {3}ligne 3, uai[\s\S]*1 nouveaux/);
  const shown = await run(context, feed, 'preview', path('feed.csv'));
  assert.match(shown, /nouveau {2}1 \(ligne 2\)/);
  assert.match(shown, /refusé {3}ligne 4/);
  assert.match(shown, /Rien n’a été changé/);
  assert.match(await run(context, feed, 'import', path('feed.csv')), /2 nouveaux[\s\S]*2 compte\(s\) ouvert\(s\)/);
  assert.equal(await run(context, feed, 'held'), '');
  await assert.rejects(run(context, feed, 'confirm', '1'), AdministratorError);
});

test('R43 offices, roles, lists and programs are said and changed from the command line', async context => {
  const zoeAddress = 'zoe.ouali@ac-amiens.test';
  assert.match(await run(context, post, 'settle'), /^0 boîte/);
  await run(context, post, 'name', '0805003k', zoeAddress, 'reader', '--to', '2099-12-31');
  assert.match(
    await run(context, post, 'list', '0805003K'),
    /Zoé Ouali : lit, dès le .* jusqu’au 2099-12-31 \(nommé\)/,
  );
  await run(context, role, 'grant', zoeAddress, 'referent', '--school', '0805003K');
  const granted = await run(context, role, 'list', zoeAddress);
  assert.match(granted, /referent, 0805003K : Zoé Ouali/);
  await run(context, role, 'revoke', granted.split(' ')[0]!);
  assert.equal(await run(context, role, 'list', zoeAddress), '');
  assert.match(await run(context, lists, 'show'), /tous@<uai>\.ac-amiens\.test/);
  assert.match(await run(context, scim, 'admit', 'SIRH'), /^[\w-]{20,}\n/);
  assert.match(await run(context, scim, 'list'), /1 {2}SIRH/);
});

test('R5 letters go to a new file of the owner’s alone', async context => {
  const out = path('letters.pdf');
  assert.match(await run(context, letters, 'print', '--school', '0805003k', '--out', out), /^2 lettre/);
  assert.equal((await stat(out)).mode & 0o777, 0o600);
  assert.equal((await readFile(out)).subarray(0, 5).toString(), '%PDF-');
  await assert.rejects(run(context, letters, 'print', '--school', '0805003K', '--out', out), AdministratorError);
  await assert.rejects(run(context, letters, 'print', '--out', path('b.pdf')), AdministratorError);
  assert.match(
    await run(context, letters, 'print', '--to', 'zoe.ouali@ac-amiens.test', '--out', path('b.pdf')),
    /^1 lettre/,
  );
});

test('a person is found by a name with its accents, and the command says why the account is as it is', async context => {
  const found = await run(context, person, 'find', 'Lefèvre');
  assert.match(found, /marie\.lefevre@ac-amiens\.test {2}Marie Lefèvre, Professeure, 0805003K/);
  assert.match(found, /Compte à activer\. La lettre n’a pas encore été remise\./);
  assert.match(await run(context, person, 'find', '2'), /zoe\.ouali/);
  await run(context, person, 'close', 'marie.lefevre@ac-amiens.test');
  assert.match(await run(context, person, 'find', 'marie.lefevre'), /Compte fermé/);
  await assert.rejects(run(context, person, 'close', 'marie.lefevre@ac-amiens.test'), AdministratorError);
});

test('R29 the archives are shown what waits; the day of their visa eliminates it', async context => {
  const waiting = await run(context, archives, 'list');
  const number = /^(\d+) {2}fermé le/.exec(waiting)![1]!;
  assert.match(await run(context, archives, 'visa', number, '--reference', 'AD80 2026/1'), /1 compte/);
  assert.match(await run(context, day, '--clock', '2027-03-03'), /2027-03-03 : .*1 fermés[\s\S]*1 éliminés/);
  assert.match(await run(context, day, '--clock', '2027-03-03'), /0 fermés[\s\S]*0 éliminés/);
});

test('the journal is whole, contains the head written down, and is not another', async context => {
  const head = (await run(context, journal, 'head')).trim();
  assert.match(await run(context, journal, 'verify', head), /Journal intact : \d+ actes/);
  const other = head.replace(/.$/, last => (last === '0' ? '1' : '0'));
  await assert.rejects(run(context, journal, 'verify', other), AdministratorError);
  await assert.rejects(run(context, journal, 'rewrite'), AdministratorError);
});

test('R14 mail from elsewhere is taken in by its file, once', async context => {
  const mbox = path('vieux.mbox');
  await writeFile(mbox, 'From a Tue Nov 24 08:00:00 2026\nSubject: ancien\n\nx\n');
  await run(context, person, 'find', '2');
  const words = ['import', 'zoe.ouali@ac-amiens.test', mbox, '--folder', 'Anciens'];
  assert.match(await run(context, package_, ...words), /^1 messages ajoutés, 0 déjà là/);
  assert.match(await run(context, package_, ...words), /^0 messages ajoutés, 1 déjà là/);
  assert.match(await run(context, package_, 'key'), /^[A-Za-z0-9+/]{59}=\n$/);
  await assert.rejects(run(context, package_, 'import', 'zoe.ouali@ac-amiens.test', mbox), AdministratorError);
});
