import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BadDnsMessage, readAnswer, readTlsa, writeQuestion } from './message.ts';

test('a question is what a resolver reads, with the bits of DNSSEC', () => {
  assert.equal(
    writeQuestion(0x1234, '_25._tcp.mx.test.', 'TLSA').toString('hex'),
    '123401200001000000000001035f3235045f746370026d780474657374000034000100002904d0000080000000',
  );
});

test('names that fit no question are refused', () => {
  for (const name of ['', 'a..b', `${'x'.repeat(64)}.test`, Array(80).fill('abc').join('.')]) {
    assert.throws(() => writeQuestion(1, name, 'A'), BadDnsMessage);
  }
});

test('whatever comes, reading it ends, with an answer or with the fault of its kind', () => {
  const question = writeQuestion(7, 'mx.test', 'MX');
  question.writeUInt16BE(0x8180, 2);
  question.writeUInt16BE(3, 6);
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 100 }).map(tail => Buffer.concat([question, tail])),
  );
  fc.assert(
    fc.property(bytes, some => {
      try {
        const { records } = readAnswer(Buffer.from(some));
        for (const record of records) readTlsa(record);
      } catch (error) {
        assert.ok(error instanceof BadDnsMessage, String(error));
      }
    }),
    { numRuns: 5000 },
  );
});

test('a name that points at itself or forward is a fault', () => {
  const looped = Buffer.from('000780800001000000000000c00c00010001', 'hex');
  assert.throws(() => readAnswer(looped), BadDnsMessage);
});
