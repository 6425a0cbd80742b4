/**
 * The MIME parser. rfc/2045 rfc/2046 rfc/5322. One scan forward over the lines of a message as it was received, and a
 * tree of byte offsets out ({@link Part}); no text is copied but the header fields it keeps.
 *
 * Any bytes give a tree, never an exception, in time linear in their number: bare line feeds, a missing blank line or
 * final boundary, NULs and 8-bit headers are read as well as they can be. What goes past a limit is text.
 */
import type { Boundaries, Delimiter } from './boundary.ts';
import { openBoundaries } from './boundary.ts';
import type { Envelope } from './envelope.ts';
import { readEnvelope } from './envelope.ts';
import type { Field } from './header.ts';
import { readHeader } from './header.ts';
import type { Content, Part } from './part.ts';
import { readContent } from './part.ts';

/** Parts within parts deeper than this are text. */
export const maxDepth = 64;
/** From this number of parts on, the rest of the message is the text of the last one. */
export const maxParts = 1000;

export type ParsedMessage = {
  part: Part;
  envelope: Envelope;
  /** The fields of the message's own header, with their offsets. */
  fields: Field[];
  /** Where the body starts: the header block, its blank line included, is before. */
  headerEnd: number;
  /** Size in bytes. */
  size: number;
};

export function parseMessage(bytes: Buffer): ParsedMessage {
  const scan: Scan = { bytes, boundaries: openBoundaries(bytes), pos: 0, line: 0, hit: null, parts: 0 };
  const { part, fields } = readPart(scan, 1, false);
  return { part, envelope: readEnvelope(bytes, fields), fields, headerEnd: part.body, size: bytes.length };
}

/** `pos` and `line` (line ends before `pos`) only grow. `hit` is the delimiter line the scan stopped at, just before `pos`. */
type Scan = { bytes: Buffer; boundaries: Boundaries; pos: number; line: number; hit: Delimiter | null; parts: number };

type Place = Pick<Part, 'header' | 'body' | 'end' | 'lines'>;

function readPart(scan: Scan, depth: number, digest: boolean): { part: Part; fields: Field[] } {
  const { bytes, boundaries } = scan;
  const header = scan.pos;
  const block = readHeader(bytes, header, (start, end) => boundaries.match(start, end, 0) !== null);
  scan.pos = block.body;
  scan.line += block.lines;
  scan.parts++;
  if (scan.parts >= maxParts) boundaries.forget();

  const started = { header, body: block.body, line: scan.line };
  const content = readContent(bytes, block.fields, digest);
  const closed = block.ending === 'delimiter' || block.ending === 'limit';
  const opaque = closed || scan.parts >= maxParts || depth >= maxDepth;
  const part =
    (!opaque && content.type === 'multipart' && readMultipart(scan, depth, content, started)) ||
    (!opaque && isMessage(content) && readEnclosed(scan, depth, content, started)) ||
    readLeaf(scan, content, started);
  return { part, fields: block.fields };
}

type Started = { header: number; body: number; line: number };

/** Null, with the scan still at the body's start, when no boundary is declared. */
function readMultipart(scan: Scan, depth: number, content: Content, started: Started): Part | null {
  const boundary = content.params.boundary;
  if (!boundary) return null;
  const children: Part[] = [];
  const level = scan.boundaries.open(boundary);
  skipBody(scan);
  while (scan.hit?.level === level && !scan.hit.close) {
    children.push(readPart(scan, depth + 1, content.subtype === 'digest').part);
  }
  scan.boundaries.close();
  if (scan.hit?.level === level) skipBody(scan);
  const place = endPlace(scan, started, children.at(-1)?.end);
  return children.length > 0 ? { ...place, ...content, children } : { ...place, ...asText(content) };
}

/** A message within. An encoded one has no offsets to give: it is left to be downloaded as a file. */
function readEnclosed(scan: Scan, depth: number, content: Content, started: Started): Part | null {
  if (content.encoding === 'base64' || content.encoding === 'quoted-printable') return null;
  const { part, fields } = readPart(scan, depth + 1, false);
  const envelope = readEnvelope(scan.bytes, fields);
  return { ...endPlace(scan, started, part.end), ...content, message: { envelope, part } };
}

function readLeaf(scan: Scan, content: Content, started: Started): Part {
  skipBody(scan);
  const place = endPlace(scan, started);
  if (content.type === 'multipart') return { ...place, ...asText(content) };
  if (isMessage(content)) return { ...place, ...content, type: 'application', subtype: 'octet-stream' };
  return { ...place, ...content };
}

/** A multipart without parts shows what it holds: no client can be told of a multipart that has none. rfc/9051#9 */
function asText(content: Content): Content {
  const { charset } = content.params;
  return { ...content, type: 'text', subtype: 'plain', params: charset === undefined ? {} : { charset } };
}

function isMessage(content: Content): boolean {
  return content.type === 'message' && (content.subtype === 'rfc822' || content.subtype === 'global');
}

/** Moves past lines until a delimiter of any open multipart, or the end. */
function skipBody(scan: Scan): void {
  const { bytes, boundaries } = scan;
  const dashes = !boundaries.isEmpty();
  let { pos, line } = scan;
  scan.hit = null;
  while (pos < bytes.length) {
    const newline = bytes.indexOf(10, pos);
    if (dashes && bytes[pos] === 0x2d && bytes[pos + 1] === 0x2d) {
      const hit = boundaries.match(pos, newline < 0 ? bytes.length : newline, line);
      if (hit) {
        reachDelimiter(scan, hit);
        return;
      }
    }
    if (newline < 0) break;
    line++;
    pos = newline + 1;
  }
  scan.pos = bytes.length;
  scan.line = line;
}

function reachDelimiter(scan: Scan, hit: Delimiter): void {
  scan.hit = hit;
  scan.pos = hit.next;
  scan.line = hit.line + (hit.next > 0 && scan.bytes[hit.next - 1] === 10 ? 1 : 0);
}

/**
 * The line end before a delimiter belongs to the delimiter (rfc/2046#5.1.1), unless it is the blank line of a header:
 * then nothing is left for the body, nor after the last part `inner`, which ends at the delimiter itself.
 */
function endPlace(scan: Scan, { header, body, line }: Started, inner = body): Place {
  const { bytes, hit } = scan;
  if (!hit) return { header, body, end: bytes.length, lines: scan.line - line };
  if (hit.start <= inner) return { header, body, end: hit.start, lines: hit.line - line };
  const end = hit.start >= body + 2 && bytes[hit.start - 2] === 13 ? hit.start - 2 : hit.start - 1;
  return { header, body, end, lines: hit.line - line - 1 };
}
