import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayAt, formatDateTime, readDate, readDateTime } from './date-time.ts';
import { Reader } from './reader.ts';

const at = (text: string) => new Reader([Buffer.from(text)], { utf8: false });

test('a date and time keeps its zone through reading and writing', () => {
  const text = '"17-Jul-1996 02:44:25 -0700"';
  assert.deepEqual(readDateTime(at(text)), { at: Date.UTC(1996, 6, 17, 9, 44, 25), zone: -420 });
  assert.equal(formatDateTime(readDateTime(at(text))), text);
  const instant = fc.integer({ min: -60_000_000_000, max: 250_000_000_000 }).map(seconds => seconds * 1000);
  fc.assert(
    fc.property(instant, fc.integer({ min: -1439, max: 1439 }), (instant, zone) => {
      assert.deepEqual(readDateTime(at(formatDateTime({ at: instant, zone }))), { at: instant, zone });
    }),
  );
});

test('the day is that of the place where it was written', () => {
  assert.equal(dayAt(readDateTime(at('" 1-Jan-1970 00:30:00 +0100"'))), 0);
  assert.equal(dayAt(readDateTime(at('"31-Dec-1969 23:30:00 -0100"'))), -1);
  assert.equal(readDate(at('"1-Feb-1970"')), 31);
  assert.equal(readDate(at('01-feb-1970')), 31);
});

test('days and times that do not exist are refused', () => {
  for (const text of [
    '29-Feb-2025',
    '31-Apr-2025',
    '0-Jan-2025',
    '1-Foo-2025',
    '1-1-2025',
    '2025-01-01',
    '"1-Jan-2025',
  ])
    assert.throws(() => readDate(at(text)), { name: 'BadSyntax' }, text);
  for (const text of [
    '"1-Jan-2025 00:00:00 +0000"',
    '"01-Jan-2025 24:00:00 +0000"',
    '"01-Jan-2025 00:60:00 +0000"',
    '"01-Jan-2025 00:00:00 GMT"',
  ])
    assert.throws(() => readDateTime(at(text)), { name: 'BadSyntax' }, text);
});
