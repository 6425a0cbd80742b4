import { formatDate } from '../../formats/message/date.ts';
import type { Field } from '../../formats/message/header.ts';

/** Fields that must not leave with the message: hidden recipients, and what only a delivery may write. */
const dropped = new Set(['bcc', 'resent-bcc', 'return-path', 'delivered-to']);

/**
 * The message as it leaves: `Bcc` taken out, `Date` and `Message-ID` put in where the client forgot them. rfc/6409#8
 * Nothing else is touched: what a client has signed stays signed.
 */
export function completeMessage(
  bytes: Buffer,
  fields: readonly Field[],
  given: { at: Date; zone: number; messageId: string },
): Buffer {
  const names = new Set(fields.map(field => field.name));
  const added: string[] = [];
  if (!names.has('date')) added.push(`Date: ${formatDate({ ms: given.at.getTime(), zone: given.zone })}\r\n`);
  if (!names.has('message-id')) added.push(`Message-ID: ${given.messageId}\r\n`);
  const pieces: Buffer[] = [Buffer.from(added.join(''))];
  let from = 0;
  for (const field of fields) {
    if (!dropped.has(field.name)) continue;
    pieces.push(bytes.subarray(from, field.start));
    from = field.end;
  }
  pieces.push(bytes.subarray(from));
  return Buffer.concat(pieces);
}
