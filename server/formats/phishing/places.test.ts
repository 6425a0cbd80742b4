import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf } from '../network/network.ts';
import { readPlaces } from './places.ts';

const amiens = { latitude: 49.9, longitude: 2.3 };
const lagos = { latitude: 6.5, longitude: 3.4 };

test('a network is where the narrowest line about it says', () => {
  const placeOf = readPlaces('# table\n192.0.0.0/16;49.9;2.3\n192.0.2.0/24, 6.5, 3.4\n2001:db8::/32\t49.9\t2.3\n');
  assert.deepEqual(placeOf(networkOf('192.0.2.77')), lagos);
  assert.deepEqual(placeOf(networkOf('192.0.3.77')), amiens);
  assert.deepEqual(placeOf(networkOf('2001:db8:1:2::9')), amiens);
  assert.deepEqual(placeOf(networkOf('::ffff:192.0.2.1')), lagos);
  assert.equal(placeOf(networkOf('203.0.113.9')), null);
  assert.equal(placeOf(networkOf('2001:db9::1')), null);
});

test('a line that cannot be read is named', () => {
  assert.throws(() => readPlaces('192.0.2.0/24;49.9;2.3\n192.0.2.0/33;1;1'), /line 2/);
  assert.throws(() => readPlaces('192.0.2.0/24;91;0'), /line 1/);
  assert.throws(() => readPlaces('ici;1;1'), /line 1/);
});
