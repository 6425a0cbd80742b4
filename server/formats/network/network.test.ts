import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf, plainAddress } from './network.ts';

test('an IPv4 address counts for its /24, also through an IPv6 socket', () => {
  assert.equal(networkOf('192.0.2.77'), '192.0.2.0/24');
  assert.equal(networkOf('::ffff:192.0.2.77'), '192.0.2.0/24');
});

test('an IPv6 address counts for its /56', () => {
  assert.equal(networkOf('2001:db8:12:34ff:1::9'), '2001:db8:12:3400::/56');
  assert.equal(networkOf('2001:db8:12:34ab:8:7:6:5'), '2001:db8:12:3400::/56');
  assert.equal(networkOf('::1'), '0:0:0:0::/56');
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0::/56');
});

test('a zone is no part of an address', () => {
  assert.equal(plainAddress('fe80::1%eth0'), 'fe80::1');
});
