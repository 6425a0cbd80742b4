import { flagBits } from '../../model/email.ts';
import type { MboxMessage } from './write.ts';

/** A message of the file, or where one was too large to be held: its place is counted, its bytes passed over. */
export type MboxRead = MboxMessage | { readonly tooLarge: true };

const separator = /^From .*$/;

/**
 * Reads an mbox as its bytes come, one message in memory at a time. Of other programs' files too: their flags are read
 * wherever they stand, but only the lines our own writing put first are taken out again.
 * @param largest octets of a message; the file itself may be of any size
 */
export async function* readMbox(chunks: AsyncIterable<Buffer>, largest: number): AsyncGenerator<MboxRead> {
  let lines: Buffer[] = [];
  let octets = 0;
  let envelope: string | null = null;
  let blank = true;
  const take = (): MboxRead | null => {
    if (envelope === null) return null;
    return octets > largest ? { tooLarge: true } : asMessage(envelope, lines);
  };
  for await (const line of linesOf(chunks, largest)) {
    const text = blank && line[0] === 0x46 ? line.subarray(0, 200).toString('latin1') : '';
    if (separator.test(text)) {
      const message = take();
      if (message !== null) yield message;
      envelope = text;
      lines = [];
      octets = 0;
      blank = false;
      continue;
    }
    blank = line.length === 0;
    octets += line.length + 2;
    if (octets <= largest) lines.push(Buffer.from(line));
    else lines = [];
  }
  const message = take();
  if (message !== null) yield message;
}

/** Lines without their ends; what is longer than a message may be is cut, for the message will be refused anyway. */
async function* linesOf(chunks: AsyncIterable<Buffer>, longest: number): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      rest.push(chunk.subarray(from, at));
      const line = rest.length === 1 ? rest[0]! : Buffer.concat(rest);
      yield line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
      rest = [];
      length = 0;
      from = at + 1;
    }
    const left = chunk.subarray(from);
    if (length <= longest) rest.push(left);
    length += left.length;
  }
  if (length > 0) yield Buffer.concat(rest);
}

const crlf = Buffer.from('\r\n');
/** What our own writing puts first. */
const ourLines = ['Status', 'X-Status', 'X-Keywords'];
const letters: Record<string, number> = {
  R: flagBits.seen,
  A: flagBits.answered,
  F: flagBits.flagged,
  T: flagBits.draft,
  D: flagBits.deleted,
};

function asMessage(envelope: string, lines: Buffer[]): MboxMessage {
  // The empty line before the next message belongs to the file.
  if (lines.at(-1)?.length === 0) lines.pop();
  const marks = marksOf(lines.slice(0, ourLines.length));
  const written = ourLines.every((name, at) => marks[at]?.[0] === name);
  const first = written ? ourLines.length : 0;
  const header = lines.findIndex(line => line.length === 0);
  const found = new Map(written ? marks : marksOf(lines.slice(0, header < 0 ? undefined : header)));
  const body = lines.slice(first).flatMap(line => [unquoted(line), crlf]);
  return {
    bytes: Buffer.concat(body),
    flags: [...`${found.get('Status') ?? ''}${found.get('X-Status') ?? ''}`].reduce(
      (bits, letter) => bits | (letters[letter] ?? 0),
      0,
    ),
    keywords: (found.get('X-Keywords') ?? '').split(/\s+/).filter(Boolean).map(decoded),
    receivedAt: dateOf(envelope),
  };
}

function marksOf(lines: readonly Buffer[]): [string, string][] {
  return lines.flatMap(line => {
    const match = /^(Status|X-Status|X-Keywords): ?(.*)$/.exec(line.subarray(0, 2_000).toString('latin1'));
    return match === null ? [] : [[match[1]!, match[2]!] satisfies [string, string]];
  });
}

function unquoted(line: Buffer): Buffer {
  if (line[0] !== 0x3e) return line;
  return /^>+From /.test(line.subarray(0, 200).toString('latin1')) ? line.subarray(1) : line;
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word).toLowerCase();
  } catch {
    // Another program's keyword, with a percent sign of its own.
    return word.toLowerCase();
  }
}

/** The date at the end of a `From ` line, UTC; the beginning of 1970 where there is none. */
function dateOf(envelope: string): Date {
  const match = /(\w{3} +\d{1,2} \d\d:\d\d:\d\d) (?:\S+ )?(\d{4})/.exec(envelope);
  const at = match === null ? Number.NaN : Date.parse(`${match[1]} ${match[2]} UTC`);
  return new Date(Number.isNaN(at) ? 0 : at);
}
