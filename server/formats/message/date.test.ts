import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDate, parseDate } from './date.ts';

const is = (text: string, iso: string, zone: number) =>
  assert.deepEqual(parseDate(text), { ms: Date.parse(iso), zone }, text);

test('the usual form is read, comments and folding included', () => {
  is('Tue, 24 Nov 2026 08:20:00 +0100', '2026-11-24T07:20:00Z', 60);
  is('Tue, 24 Nov 2026 08:20:00 +0100 (CET)', '2026-11-24T07:20:00Z', 60);
  is('1 Jan 2026 00:00 -0330', '2026-01-01T03:30:00Z', -210);
  is('Thu, 13 Feb 1969 23:32:54 -0000', '1969-02-13T23:32:54Z', 0);
});

test('obsolete years and zones are read', () => {
  is('Fri, 21 Nov 97 09:55:06 PST', '1997-11-21T17:55:06Z', -480);
  is('21 Nov 49 09:55:06 EDT', '2049-11-21T13:55:06Z', -240);
  is('21 Nov 102 09:55:06 Z', '2002-11-21T09:55:06Z', 0);
  is('21 Nov 1997 09(x):55 : 06 UT', '1997-11-21T09:55:06Z', 0);
});

test('the forms of old mailers are read', () => {
  is('Thu Aug 22 12:36:23 2002', '2002-08-22T12:36:23Z', 0);
  is('Thu Aug 22 12:36:23 EDT 2002', '2002-08-22T16:36:23Z', -240);
  is('Thu, 22-Aug-2002 12:36:23 GMT+0100', '2002-08-22T11:36:23Z', 60);
  is('Thursday, 22 August 2002 12:36:23 +01:00', '2002-08-22T11:36:23Z', 60);
});

test('a missing time is midnight, a leap second the second before', () => {
  is('24 Nov 2026', '2026-11-24T00:00:00Z', 0);
  is('31 Dec 2016 23:59:60 +0000', '2016-12-31T23:59:59Z', 0);
});

test('what holds no date is null', () => {
  for (const text of [
    '',
    'yesterday',
    '31 Feb 2026 10:00:00 +0000',
    '1 Foo 2026 10:00',
    '1 Jan 2026 25:00:00',
    '0 Jan 2026 1:00',
  ]) {
    assert.equal(parseDate(text), null, text);
  }
});

test('a date is written as the RFC asks', () => {
  assert.equal(formatDate({ ms: Date.parse('2026-11-24T07:20:00Z'), zone: 60 }), 'Tue, 24 Nov 2026 08:20:00 +0100');
  assert.equal(formatDate({ ms: Date.parse('2026-01-01T03:30:09Z'), zone: -210 }), 'Thu, 1 Jan 2026 00:00:09 -0330');
});

test('a date that is written is read again', () => {
  const second = fc.integer({ min: Date.UTC(1000, 0, 2) / 1000, max: Date.UTC(9999, 11, 30) / 1000 });
  fc.assert(
    fc.property(second, fc.integer({ min: -720, max: 840 }), (s, zone) => {
      const date = { ms: s * 1000, zone };
      assert.deepEqual(parseDate(formatDate(date)), date);
    }),
    { seed: 1 },
  );
});
