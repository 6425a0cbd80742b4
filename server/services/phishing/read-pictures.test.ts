import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { frenchSet } from '../../../dev/phishing/set.ts';
import { testLog } from '../../../dev/testing/database.ts';
import { judge, judgeAgain } from './judge.ts';
import { lookAt } from './look.ts';
import { createPictureReader } from './read-pictures.ts';

const reader = createPictureReader({ log: testLog, patience: 20_000 });
after(() => reader.close());
const withCodes = frenchSet('pictures', 2).filter(({ story }) => story.code !== undefined);

test('codes are read in another thread, and the verdict told again', async () => {
  for (const { bytes, parsed, context } of withCodes) {
    const { look, verdict } = judge({ bytes, parsed }, context);
    const codes = await reader.read(bytes, look);
    assert.match(codes[0]!, /^https:\/\/.*\.test\//);
    assert.ok(judgeAgain(look, codes, context).score > verdict.score);
  }
});

test('a mail without pictures waits for nobody', async () => {
  const { bytes, parsed } = frenchSet('pictures', 1)[0]!;
  assert.deepEqual(await reader.read(bytes, lookAt(bytes, parsed)), []);
});

test('what takes too long is given up, and the next picture is read all the same', async () => {
  const hasty = createPictureReader({ log: testLog, patience: 0 });
  const { bytes, parsed } = withCodes[0]!;
  assert.deepEqual(await hasty.read(bytes, lookAt(bytes, parsed)), []);
  await hasty.close();
  assert.equal((await reader.read(bytes, lookAt(bytes, parsed))).length, 1);
});
