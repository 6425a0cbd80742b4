/** What the administrator does for everybody from the command line: scripts around everybody's own, and signatures. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../dev/testing/database.ts';
import { AdministratorError } from '../../server/cli/administrator-error.ts';
import { sieve } from '../../server/cli/house-script.ts';
import { journal } from '../../server/cli/journal.ts';
import { signature } from '../../server/cli/signature.ts';

let kept: TestDatabase;
let directory: string;
let config: string;
before(async () => {
  kept = await testDatabase();
  directory = await mkdtemp(join(tmpdir(), 'vaguemestre-house-commands-'));
  config = await file(
    'vaguemestre.conf',
    `domains = ac-amiens.test\nhost-name = mail.ac-amiens.test\ndata-directory = ${join(directory, 'data')}\ndatabase-url = ${kept.url}\n`,
  );
});
after(async () => {
  await kept.close();
  await rm(directory, { recursive: true });
});

async function file(name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text);
  return path;
}

type Command = (words: string[]) => Promise<void>;

async function run(context: TestContext, command: Command, ...words: string[]): Promise<string> {
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

const says = (pattern: RegExp) => (error: unknown) =>
  error instanceof AdministratorError && pattern.test(error.message);

test('scripts of the house are put, shown and taken away; a faulty one is told by its line and not kept', async context => {
  assert.match(
    await run(context, sieve, 'house'),
    /avant ceux de chacun : aucun\.[\s\S]*après ceux de chacun : aucun\./,
  );
  const before = await file(
    'before.sieve',
    'require "fileinto";\nif header "X-Alerte" "oui" { fileinto "Alertes"; }\n',
  );
  assert.match(await run(context, sieve, 'house', '--before', before), /avant ceux de chacun : en vigueur/);
  assert.match(await run(context, sieve, 'house'), /fileinto "Alertes"[\s\S]*après ceux de chacun : aucun/);
  const faulty = await file('after.sieve', 'keep;\nfrobnicate;\n');
  await assert.rejects(run(context, sieve, 'house', '--after', faulty), says(/after\.sieve:2:1/));
  await assert.rejects(run(context, sieve, 'house', '--after', join(directory, 'absent')), says(/ENOENT/));
  await run(context, sieve, 'house', '--remove');
  assert.doesNotMatch(await run(context, sieve, 'house'), /Alertes/);
  await assert.rejects(run(context, sieve, 'maison'), says(/sieve house/));
});

test('templates of signatures are put, shown and taken away; one that not everybody can read is not kept', async context => {
  assert.match(await run(context, signature), /Modèle d’origine\n\{\{prenom\}\} \{\{nom\}\}/);
  const text = await file('signature.txt', '{{prenom}} {{nom}}\nAcadémie d’Amiens\n');
  assert.match(await run(context, signature, '--population', 'atss', '--text', text), /atss : modèle gardé/);
  assert.match(await run(context, signature), /# atss\n[\s\S]*Académie/);
  const page = await file('signature.html', '<p>{{prenom}}</p>\n<p style="color:#aaa">Académie</p>\n');
  await assert.rejects(run(context, signature, '--text', text, '--html', page), says(/2: .*contrast/));
  await assert.rejects(run(context, signature, '--population', 'eleves', '--text', text), says(/titulaire/));
  await run(context, signature, '--population', 'atss', '--remove');
  assert.match(await run(context, signature), /Modèle d’origine/);
});

test('each of these is an act in the journal, which is whole', async context => {
  assert.match(await run(context, journal, 'verify'), /Journal intact : 5 actes/);
});
