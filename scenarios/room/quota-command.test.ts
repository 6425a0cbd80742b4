/** Rooms of populations and persons from the command line. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../dev/testing/database.ts';
import { AdministratorError } from '../../server/cli/administrator-error.ts';
import { quota } from '../../server/cli/quota.ts';

let kept: TestDatabase;
let directory: string;
let config: string;
before(async () => {
  kept = await testDatabase();
  directory = await mkdtemp(join(tmpdir(), 'vaguemestre-quota-'));
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

test('R36 a population is given its room and loses it; a person nobody knows, a day that is over and a size that is none are refused', async context => {
  assert.match(await run(context, quota, '--population', 'atss', '--size', '8 GB'), /population atss : 8 GB/);
  assert.match(await run(context, quota, '--population', 'atss', '--size', '0'), /celle de tous/);
  await assert.rejects(
    run(context, quota, 'personne@ac-amiens.test', '--size', '9 GB'),
    says(/No such address|n’existe pas/),
  );
  await assert.rejects(
    run(context, quota, 'personne@ac-amiens.test', '--size', '9 GB', '--until', '2020-01-01'),
    says(/passé|over/),
  );
  await assert.rejects(run(context, quota, '--population', 'élèves', '--size', '9 GB'), says(/--population/));
  await assert.rejects(run(context, quota, '--size', '9 GB'), says(/--size/));
  await assert.rejects(run(context, quota, '--population', 'atss', '--size', 'beaucoup'), says(/taille|size/));
});
