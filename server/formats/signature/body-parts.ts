/** Which parts of a message are what its author wrote: one, or the same words as text and as HTML. */
import { fileName, type Part } from '../message/part.ts';

/** Whoever changes anything in these breaks them, or writes beside what was sealed. */
const sealed = new Set([
  'multipart/signed',
  'multipart/encrypted',
  'application/pkcs7-mime',
  'application/x-pkcs7-mime',
  'application/pgp-encrypted',
]);

/** Written by programs for programs: receipts, reports, invitations. */
const automatic = new Set(['multipart/report', 'message/disposition-notification', 'text/calendar']);

const kindOf = ({ type, subtype }: Part) => `${type}/${subtype}`;

/** Is there such a part anywhere but in a message within? */
function holds(part: Part, kinds: ReadonlySet<string>): boolean {
  return kinds.has(kindOf(part)) || (part.children?.some(child => holds(child, kinds)) ?? false);
}

export function isSealed(part: Part): boolean {
  return holds(part, sealed);
}

export function isAutomatic(part: Part): boolean {
  return holds(part, automatic);
}

/** Every part to sign, by alternatives of a mixed body; `pick` chooses among the texts a mixed body is cut into. */
export function bodyParts(part: Part, pick: (texts: readonly Part[]) => Part): Part[] {
  if (part.children === undefined) return isBody(part) ? [part] : [];
  const [first] = part.children;
  if (part.subtype === 'alternative') return part.children.flatMap(child => bodyParts(child, pick));
  if (part.subtype === 'related') return first === undefined ? [] : bodyParts(first, pick);
  if (first?.children !== undefined) return bodyParts(first, pick);
  // Apple Mail cuts a text wherever a picture stands in it.
  const texts = part.children.filter(isBody);
  const alike = texts.filter(text => text.subtype === texts[0]?.subtype);
  if (alike.length > 0) return [pick(alike)];
  const inner = part.children.find(child => child.children !== undefined);
  return inner === undefined ? [] : bodyParts(inner, pick);
}

function isBody(part: Part): boolean {
  const text = part.type === 'text' && (part.subtype === 'plain' || part.subtype === 'html');
  return text && part.disposition?.type !== 'attachment' && fileName(part) === null;
}
