import { decodeBody } from '../message/decode.ts';
import { decodedValue, readHeader } from '../message/header.ts';
import { leaves, type Part } from '../message/part.ts';
import { actionModes, type Disposition, dispositionTypes, type Receipt, sendingModes } from './receipt.ts';

/** Octets of fields looked at. */
const longest = 64 * 1024;

/** What a message says as a receipt, or null where it is none. rfc/8098#3.2 */
export function readReceipt(bytes: Buffer, part: Part): Receipt | null {
  const told = part.type === 'multipart' && part.subtype === 'report' ? leafOf(part, 'disposition-notification') : null;
  if (told === null) return null;
  const block = decodeBody(bytes, told).subarray(0, longest);
  const { fields } = readHeader(block);
  const values = (name: string) => fields.filter(field => field.name === name).map(field => decodedValue(block, field));
  const one = (name: string) => values(name)[0] ?? null;
  const disposition = readDisposition(one('disposition') ?? '');
  if (disposition === null) return null;
  const extensions = fields
    .filter(({ name }) => !known.includes(name))
    .map(field => [writtenName(block.toString('latin1', field.start, field.value)), decodedValue(block, field)]);
  return {
    reportingUa: one('reporting-ua'),
    gateway: one('mdn-gateway'),
    originalRecipient: one('original-recipient'),
    finalRecipient: one('final-recipient'),
    originalMessageId: one('original-message-id'),
    disposition,
    errors: values('error'),
    extensions: Object.fromEntries(extensions),
  };
}

const known = [
  'reporting-ua',
  'mdn-gateway',
  'original-recipient',
  'final-recipient',
  'original-message-id',
  'disposition',
  'error',
];

export function leafOf(part: Part, subtype: string): Part | null {
  for (const leaf of leaves(part)) if (leaf.type === 'message' && leaf.subtype === subtype) return leaf;
  return null;
}

function writtenName(text: string): string {
  return text.replace(/\s*:.*$/s, '').trim();
}

/** `manual-action/MDN-sent-manually; displayed/modifier`, in any case. rfc/8098#3.2.6 */
function readDisposition(text: string): Disposition | null {
  const [, action, sending, type] =
    /^\s*([\w-]+)\s*\/\s*([\w-]+)\s*;\s*([\w-]+)/.exec(text.toLowerCase().replace(/\([^()]*\)/g, '')) ?? [];
  const among = <Word extends string>(words: readonly Word[], word: string | undefined): Word | undefined =>
    words.find(one => one === word);
  const actionMode = among(actionModes, action);
  const sendingMode = among(sendingModes, sending);
  const known = among(dispositionTypes, type);
  if (actionMode === undefined || sendingMode === undefined || known === undefined) return null;
  return { actionMode, sendingMode, type: known };
}
