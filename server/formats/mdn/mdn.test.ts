import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readReport } from '../dsn/read-report.ts';
import { describeMessage } from '../message/describe.ts';
import { composeReceipt } from './compose.ts';
import { readReceipt } from './read.ts';
import { actionModes, dispositionTypes, type Receipt, sendingModes } from './receipt.ts';

const at = new Date('2026-11-24T08:00:00Z');
const write = (receipt: Receipt, original: Buffer | null = null): Buffer =>
  composeReceipt(
    {
      from: { name: 'Renée', email: 'renee@ac.test' },
      to: [{ name: null, email: 'marie@ac.test' }],
      subject: 'Lu : réunion',
      at,
      zone: 60,
      messageId: '<r@x>',
      text: 'Affiché.',
      receipt,
      original,
    },
    () => '=_b',
  );
const read = (bytes: Buffer) => readReceipt(bytes, describeMessage(bytes).structure);

const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019.@<>;-'), minLength: 1, maxLength: 40 });
const receipts: fc.Arbitrary<Receipt> = fc.record(
  {
    reportingUa: fc.option(word),
    gateway: fc.option(word),
    originalRecipient: fc.option(word),
    finalRecipient: fc.option(word),
    originalMessageId: fc.option(word),
    disposition: fc.record(
      {
        actionMode: fc.constantFrom(...actionModes),
        sendingMode: fc.constantFrom(...sendingModes),
        type: fc.constantFrom(...dispositionTypes),
      },
      { noNullPrototype: true },
    ),
    errors: fc.array(word, { maxLength: 2 }),
    extensions: fc.dictionary(fc.constantFrom('X-Un', 'X-Deux'), word, { noNullPrototype: true }),
  },
  { noNullPrototype: true },
);

test('a receipt reads back as it was written', () => {
  fc.assert(fc.property(receipts, receipt => assert.deepEqual(read(write(receipt)), receipt)));
});

const receipt: Receipt = {
  reportingUa: null,
  gateway: null,
  originalRecipient: null,
  finalRecipient: 'rfc822; Marie@ac.test',
  originalMessageId: null,
  disposition: { actionMode: 'manual-action', sendingMode: 'mdn-sent-manually', type: 'displayed' },
  errors: [],
  extensions: {},
};

test('a receipt that does not name its message is about the one it gives back', () => {
  const bytes = write(receipt, Buffer.from('Message-ID: <m@x>\r\n\r\n.\r\n'));
  const report = readReport(bytes, describeMessage(bytes).structure);
  assert.deepEqual(report, { kind: 'disposition', about: '<m@x>', displayedBy: 'marie@ac.test' });
});

test('no bytes make reading fail, however a receipt is damaged', () => {
  const whole = write(receipt, Buffer.from('Message-ID: <m@x>\r\n\r\n.\r\n'));
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(40), fc.uint8Array({ maxLength: 20 }), (from, length, put) => {
      const bytes = Buffer.concat([whole.subarray(0, from), put, whole.subarray(from + length)]);
      const { structure } = describeMessage(bytes);
      readReceipt(bytes, structure);
      readReport(bytes, structure);
    }),
  );
});
