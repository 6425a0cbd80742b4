/** Receipts as clients see them. rfc/9007#2 */
import { actionModes, dispositionTypes, type Receipt, sendingModes } from '../../../formats/mdn/receipt.ts';
import {
  bool,
  defaulted,
  InvalidArgument,
  idOrCreation,
  listOf,
  mapOf,
  nullable,
  type Reader,
  record,
  text,
} from '../read.ts';

const among =
  <const Word extends string>(words: readonly Word[]): Reader<Word> =>
  (value, path) => {
    const word = words.find(one => one === text(value, path).toLowerCase());
    if (word === undefined) throw new InvalidArgument(path, `must be one of ${words.join(', ')}`);
    return word;
  };

/** One line of a field. */
const line: Reader<string> = (value, path) => {
  const read = text(value, path);
  if (/[\r\n\0]/.test(read) || read.length > 900) throw new InvalidArgument(path, 'must be one line');
  return read;
};
const fieldName: Reader<string> = (value, path) => {
  const name = text(value, path);
  if (!/^[!-9;-~]{1,70}$/.test(name)) throw new InvalidArgument(path, 'is no name of a field');
  return name;
};

const given = record({
  forEmailId: idOrCreation,
  subject: nullable(line),
  textBody: nullable(text),
  includeOriginalMessage: defaulted(bool, false),
  reportingUA: nullable(line),
  disposition: record({
    actionMode: among(actionModes),
    sendingMode: among(sendingModes),
    type: among(dispositionTypes),
  }),
  originalRecipient: nullable(line),
  finalRecipient: nullable(line),
  extensionFields: nullable(mapOf(fieldName, line)),
  error: nullable(listOf(line)),
});

/** What a client wishes to send; the rest is the server's to say. @throws InvalidArgument */
export function readMdn(value: Record<string, unknown>) {
  const read = given(value, '');
  const receipt: Receipt = {
    reportingUa: read.reportingUA,
    gateway: null,
    originalRecipient: read.originalRecipient,
    finalRecipient: read.finalRecipient,
    originalMessageId: null,
    disposition: read.disposition,
    errors: read.error ?? [],
    extensions: Object.fromEntries(read.extensionFields ?? new Map()),
  };
  return { ...read, receipt };
}

export function describeReceipt(receipt: Receipt) {
  return {
    reportingUA: receipt.reportingUa,
    mdnGateway: receipt.gateway,
    originalRecipient: receipt.originalRecipient,
    finalRecipient: receipt.finalRecipient,
    originalMessageId: receipt.originalMessageId,
    disposition: receipt.disposition,
    error: receipt.errors.length === 0 ? null : receipt.errors,
    extensionFields: Object.keys(receipt.extensions).length === 0 ? null : receipt.extensions,
  };
}
