import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { keepWhatIsSaid } from './said.ts';

test('the file of what is said stays bounded, and the last lines are at hand', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'vaguemestre-said-'));
  const path = join(directory, 'postgresql.log');
  const said = keepWhatIsSaid(path, 100);
  const stream = new PassThrough();
  said.follow(stream);
  for (let line = 0; line < 30; line++) stream.write(`line ${line} ${'x'.repeat(20)}\n`);
  stream.end();
  await once(stream, 'end');
  said.close();
  assert.ok(readFileSync(path).length <= 130);
  assert.ok(readFileSync(`${path}.1`).length <= 130);
  assert.equal(said.lastLines().split('\n').length, 6);
  assert.match(said.lastLines(), /line 29/);
  rmSync(directory, { recursive: true });
});
