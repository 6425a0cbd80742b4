/**
 * The few words that tell what a message says. rfc/8970#3.3, and JMAP's `preview`. What the sender wrote comes first:
 * quotations, their attributions and signatures are left out while anything else is there.
 */
import { decodeText } from './decode.ts';
import { htmlToText } from './html.ts';
import { leaves, type Part } from './part.ts';

/** Characters of a preview at most. */
export const previewLength = 200;

/** Encoded bytes of a part that are looked at. */
const lookedAt = 16_384;
/** Characters of text that surely hold a preview, padding and quotations included. */
const enough = previewLength * 20;
/** Parts looked at before a message is said to have no preview. */
const partsTried = 4;

/** The preview of the message `bytes` of structure `part`; empty when it holds no text. */
export function preview(bytes: Buffer, part: Part): string {
  const shown = readable(part);
  const candidates = shown.length > 0 ? shown : [...leaves(part, true)].filter(isText);
  for (const candidate of candidates.slice(0, partsTried)) {
    const text = shorten(firstWords(bytes, candidate));
    if (text !== '') return text;
  }
  return '';
}

/** Text parts shown as the message's own, in the order to try them: of alternatives, plain text first. */
function readable(part: Part): Part[] {
  if (!part.children) return isText(part) && part.disposition?.type !== 'attachment' ? [part] : [];
  const texts = part.children.flatMap(readable);
  return part.subtype === 'alternative' ? texts.sort((a, b) => plainFirst(a) - plainFirst(b)) : texts;
}

function isText(part: Part): boolean {
  return part.type === 'text' && (part.subtype === 'plain' || part.subtype === 'html');
}

function plainFirst(part: Part): number {
  return part.subtype === 'plain' ? 0 : 1;
}

function firstWords(bytes: Buffer, part: Part): string {
  const text = decodeText(bytes, part, lookedAt);
  if (part.subtype !== 'html') return ownWords(text) || text.replace(/^[>\s]+/gm, '');
  return ownWords(htmlToText(text, { quotes: 'skip', enough })) || htmlToText(text, { enough });
}

/** Lines of no quotation, up to the signature or to the mail that is answered. */
function ownWords(text: string): string {
  const kept: string[] = [];
  let length = 0;
  let quoting = false;
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = match[0].trim();
    if (line.startsWith('>')) {
      if (!quoting) dropAttribution(kept);
      quoting = true;
      continue;
    }
    if (line === '' || /^[-_=*~#\s]{3,}$/.test(line)) continue;
    quoting = false;
    if (kept.length > 0 && (match[0] === '-- ' || isOriginalMark(line))) break;
    kept.push(line);
    length += line.length;
    if (length > previewLength * 4) break;
  }
  return kept.join(' ');
}

function isOriginalMark(line: string): boolean {
  return /^-{2,}\s*(?:original message|message d.origine|message original|forwarded message|message transf)/i.test(
    line,
  );
}

/** "Le 3 mars, Anne Dupont a écrit :", on one line or two, goes with the quotation it announces. */
function dropAttribution(kept: string[]): void {
  if (!kept.at(-1)?.endsWith(':')) return;
  const starts = /^(?:le|on|am|el|il) /i;
  const last = kept.pop()!;
  if (!starts.test(last) && starts.test(kept.at(-1) ?? '')) kept.pop();
}

/** One line of at most {@link previewLength} characters, without the invisible ones newsletters pad with. */
function shorten(text: string): string {
  const line = text
    .slice(0, previewLength * 8)
    .replace(/\u034f|[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]/g, '')
    .replace(/[\s\x00-\x1f\x7f-\x9f\u2800]+/g, ' ')
    .trim();
  if (line.length <= previewLength) return line.toWellFormed();
  return [...line.slice(0, previewLength * 2)].slice(0, previewLength).join('').trim().toWellFormed();
}
