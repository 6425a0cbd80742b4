/** Which message a report speaks of: what others' servers and readers send back about mail of ours. rfc/3464, rfc/8098 */
import { readReceipt } from '../mdn/read.ts';
import { decodeBody } from '../message/decode.ts';
import { rawHeader, readHeader } from '../message/header.ts';
import { leaves, type Part } from '../message/part.ts';

export type Report = {
  readonly kind: 'delivery' | 'disposition';
  /** Message-ID of the message it is about, as that was written. */
  readonly about: string | null;
  /** Whom the report is about where its reader displayed the message, in lower case. */
  readonly displayedBy: string | null;
};

/** Octets of a returned message looked at: its header. */
const longest = 1 << 20;

/** Null where the message is no report. */
export function readReport(bytes: Buffer, part: Part): Report | null {
  if (part.type !== 'multipart' || part.subtype !== 'report') return null;
  const receipt = readReceipt(bytes, part);
  if (receipt !== null) {
    const recipient = receipt.finalRecipient?.split(';').at(-1)?.trim().toLowerCase() ?? null;
    const displayedBy = receipt.disposition.type === 'displayed' ? recipient : null;
    return { kind: 'disposition', about: receipt.originalMessageId ?? returnedId(bytes, part), displayedBy };
  }
  const [...all] = leaves(part);
  const tells = all.some(leaf => leaf.type === 'message' && leaf.subtype.endsWith('delivery-status'));
  return tells ? { kind: 'delivery', about: returnedId(bytes, part), displayedBy: null } : null;
}

/** The Message-ID of the message, or header, that came back. */
function returnedId(bytes: Buffer, part: Part): string | null {
  for (const child of part.children ?? []) {
    if (child.message !== undefined) return child.message.envelope.messageId;
    if (!child.subtype.endsWith('rfc822-headers') && child.subtype !== 'global-headers') continue;
    const block = decodeBody(bytes, child).subarray(0, longest);
    return rawHeader(block, readHeader(block).fields, 'message-id');
  }
  return null;
}
