import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestHouse } from '../../../scenarios/outside/house.ts';
import { scriptedDns } from '../../../scenarios/outside/world.ts';
import { Refusal } from '../../model/refusal.ts';
import { createGate } from './gate.ts';

const { house, clock, close } = await openTestHouse();
after(close);
const dns = scriptedDns({
  '7.100.51.198.list.test': { A: ['127.0.0.2'] },
  '8.100.51.198.list.test': { A: ['127.255.255.254'] },
  '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.list.test': { A: ['127.0.0.2'] },
  '9.100.51.198.list.test': { SERVFAIL: [] },
});
const gate = createGate({
  dns,
  clock,
  log: house.log,
  database: house.store.database,
  lists: ['list.test'],
  greylistFor: 300_000,
});
const from = (address: string) => ({
  bringer: { name: 'mx.test', address, protocol: 'SMTP', tls: undefined },
  sender: 'a@out.test',
});
const because = (reason: string) => (error: unknown) => error instanceof Refusal && error.reason === reason;

test('who is on a list is turned away; a list that complains or is silent lists nobody', async () => {
  await assert.rejects(gate.admit(from('198.51.100.7')), because('policy'));
  await assert.rejects(gate.admit(from('2001:db8::1')), because('policy'));
  for (const address of ['198.51.100.8', '198.51.100.9', '198.51.100.10']) await gate.admit(from(address));
});

test('a stranger comes back after five minutes, from any machine of the same network', async () => {
  await assert.rejects(gate.greylist(from('198.51.100.10'), 'marie@ac.test'), because('unavailable'));
  clock.forward(60_000);
  await assert.rejects(gate.greylist(from('198.51.100.10'), 'marie@ac.test'), because('unavailable'));
  clock.forward(240_000);
  await gate.greylist(from('198.51.100.77'), 'Marie@ac.test');
  await assert.rejects(gate.greylist(from('203.0.113.1'), 'marie@ac.test'), because('unavailable'));
});
