import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeComingKeys, readSigningKeys, turnKeys } from './signing-keys.ts';

const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-keys-'));
after(() => rm(directory, { recursive: true }));
const selectors = async (stage: 'coming' | 'signing' | 'leaving') =>
  (await readSigningKeys(directory, ['ac.test'], stage)).map(({ selector }) => selector);

test('a pair is made once; the next one waits to be published, signs, leaves, and is gone', async () => {
  assert.deepEqual(await selectors('signing'), ['v1rsa', 'v1ed']);
  assert.deepEqual([await selectors('coming'), await selectors('leaving')], [[], []]);
  await makeComingKeys(directory);
  assert.deepEqual(
    [await selectors('coming'), await selectors('signing')],
    [
      ['v2rsa', 'v2ed'],
      ['v1rsa', 'v1ed'],
    ],
  );
  await turnKeys(directory);
  assert.deepEqual(
    [await selectors('signing'), await selectors('leaving')],
    [
      ['v2rsa', 'v2ed'],
      ['v1rsa', 'v1ed'],
    ],
  );
  await makeComingKeys(directory);
  await turnKeys(directory);
  assert.deepEqual(
    [await selectors('signing'), await selectors('leaving')],
    [
      ['v3rsa', 'v3ed'],
      ['v2rsa', 'v2ed'],
    ],
  );
  assert.equal((await readdir(join(directory, 'keys'))).length, 4);
});
