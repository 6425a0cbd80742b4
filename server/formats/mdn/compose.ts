import { addressesValue, type ComposedAddress, type HeaderLine, textValue } from '../compose/header.ts';
import { composeMessage, type OutgoingPart } from '../compose/message.ts';
import { formatDate } from '../message/date.ts';
import type { Receipt } from './receipt.ts';

export type ReceiptMessage = {
  readonly from: ComposedAddress;
  readonly to: readonly ComposedAddress[];
  readonly subject: string;
  readonly at: Date;
  /** Minutes east of Greenwich. */
  readonly zone: number;
  readonly messageId: string;
  /** What a person reads. */
  readonly text: string;
  readonly receipt: Receipt;
  /** The message itself, where it goes back too. */
  readonly original: Buffer | null;
};

/** A receipt as a message: words for people, fields for machines, the message where that is asked. rfc/8098#3 */
export function composeReceipt(message: ReceiptMessage, boundary: () => string): Buffer {
  const { receipt } = message;
  const answered = receipt.originalMessageId;
  const headers: HeaderLine[] = [
    { name: 'From', value: addressesValue([message.from]) },
    { name: 'To', value: addressesValue(message.to) },
    { name: 'Subject', value: textValue(message.subject, 7) },
    { name: 'Date', value: formatDate({ ms: message.at.getTime(), zone: message.zone }) },
    { name: 'Message-ID', value: message.messageId },
    ...(answered === null
      ? []
      : [
          { name: 'In-Reply-To', value: answered },
          { name: 'References', value: answered },
        ]),
    { name: 'Auto-Submitted', value: 'auto-replied' },
  ];
  const parts: OutgoingPart[] = [
    { kind: 'text', type: 'text/plain', text: message.text },
    { kind: 'bytes', type: 'message/disposition-notification', bytes: Buffer.from(writeFields(receipt)) },
    ...(message.original === null ? [] : [{ kind: 'bytes', type: 'message/rfc822', bytes: message.original } as const]),
  ];
  const params = { 'report-type': 'disposition-notification' };
  return composeMessage(headers, { kind: 'multipart', type: 'multipart/report', params, parts }, boundary);
}

function writeFields(receipt: Receipt): string {
  const { actionMode, sendingMode, type } = receipt.disposition;
  const fields: [string, string | null][] = [
    ['Reporting-UA', receipt.reportingUa],
    ['MDN-Gateway', receipt.gateway],
    ['Original-Recipient', receipt.originalRecipient],
    ['Final-Recipient', receipt.finalRecipient],
    ['Original-Message-ID', receipt.originalMessageId],
    ['Disposition', `${actionMode}/${sendingMode}; ${type}`],
    ...receipt.errors.map((error): [string, string] => ['Error', error]),
    ...Object.entries(receipt.extensions),
  ];
  return fields.map(([name, value]) => (value === null ? '' : `${name}: ${line(value)}\r\n`)).join('');
}

/** Never a line of its own. */
function line(text: string): string {
  return text.replace(/[\r\n\0]+/g, ' ').slice(0, 900);
}
