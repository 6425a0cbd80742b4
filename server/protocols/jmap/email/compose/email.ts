/** An Email to be made, as bytes. rfc/8621#4.6 */
import type { HeaderLine } from '../../../../formats/compose/header.ts';
import { composeMessage } from '../../../../formats/compose/message.ts';
import { formatDate } from '../../../../formats/message/date.ts';
import { parisZone } from '../../../../model/clock.ts';
import { invalidProperties } from '../../faults.ts';
import type { Context } from '../../method.ts';
import { headerLines, headerPropertyOf } from './headers.ts';
import { readBody } from './parts.ts';

const placed = ['mailboxIds', 'keywords', 'receivedAt'];
const bodied = ['bodyStructure', 'bodyValues', 'textBody', 'htmlBody', 'attachments'];

/** @throws SetFault invalidProperties, blobNotFound; InvalidArgument */
export async function composeEmail(context: Context, given: ReadonlyMap<string, unknown>): Promise<Buffer> {
  const lines = readHeaders(given);
  const root = await readBody(context, given);
  const has = (name: string) => lines.some(line => line.name.toLowerCase() === name);
  const now = context.house.clock.now();
  const added: HeaderLine[] = [];
  if (!has('date')) added.push({ name: 'Date', value: formatDate({ ms: now.getTime(), zone: parisZone(now) }) });
  if (!has('message-id')) {
    const name = context.house.random(15).toString('base64url').toLowerCase();
    added.push({ name: 'Message-ID', value: `<${name}@${context.house.domains[0]}>` });
  }
  // Underscore and equals sign stand in no base64 or quoted-printable line together.
  const boundary = () => `=_${context.house.random(18).toString('base64url')}`;
  return composeMessage([...added, ...lines], root, boundary);
}

/** Each field from one property alone. */
function readHeaders(given: ReadonlyMap<string, unknown>): HeaderLine[] {
  const lines: HeaderLine[] = [];
  const from = new Map<string, string>();
  for (const [property, value] of given) {
    if (placed.includes(property) || bodied.includes(property)) continue;
    const header = headerPropertyOf(property);
    if (header === null) throw invalidProperties([property], 'Not known here, or the server’s to set.');
    if (header.field.startsWith('content-') || header.field === 'mime-version') {
      throw invalidProperties([property], 'The body says this.');
    }
    const before = from.get(header.field);
    if (before !== undefined) throw invalidProperties([before, property], 'One field is given twice.');
    from.set(header.field, property);
    lines.push(...headerLines(header, property, value));
  }
  return lines;
}
