import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startScriptedResolver } from '../../scenarios/outside/scripted-resolver.ts';
import { createDns, DnsFailure } from './dns.ts';

test('a flood of questions waits in line before a silent resolver, and what is past the line may be tried later', async () => {
  const resolver = await startScriptedResolver(
    new Map([...Array(20).keys()].map(index => [`MX d${index}.test`, { silent: true }])),
  );
  const dns = createDns([resolver.server], { atOnce: 3, waiting: 5 });
  const outcomes: (string | null)[] = Array(20).fill(null);
  for (const index of outcomes.keys()) {
    dns.mx(`d${index}.test`).catch(error => {
      outcomes[index] = error instanceof DnsFailure ? error.kind : `${error}`;
    });
  }
  while (outcomes.filter(outcome => outcome !== null).length < 12) await new Promise(resolve => setImmediate(resolve));
  assert.deepEqual(new Set(outcomes.slice(8)), new Set(['try-later']));
  while (new Set(resolver.asked).size < 3) await new Promise(resolve => setImmediate(resolve));
  assert.equal(new Set(resolver.asked).size, 3, 'no more than three are asked at once');
  await resolver.close();
});
