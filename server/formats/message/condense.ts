/**
 * Describing a message that is never whole in memory. The parser looks at headers and at lines that begin with `--`; the
 * rest of a large message is the inside of attachments. A condensed copy keeps the first and leaves out the second, counting
 * what it leaves out, and what is learnt from the copy is then put back where it lies in the message.
 *
 * Kept: the start of the message, what follows each line that begins with `--`, and the end of the line before it. When that
 * comes to more than the copy may hold, the rest is the text of the last part, as past any limit of the parser.
 */
import { describeMessage } from './describe.ts';
import type { MessageFacts } from './facts.ts';
import type { Part } from './part.ts';

export type CondensedSizes = {
  /** Octets kept of the start of a message, whatever they are. */
  readonly start: number;
  /** Octets kept from each line that begins with `--`. */
  readonly after: number;
  /** Octets kept in all. */
  readonly most: number;
};

const usualSizes: CondensedSizes = { start: 256 * 1024, after: 16 * 1024, most: 4 * 1024 * 1024 };

/** Octets the copy of the largest message holds, of which half may be there twice while it grows. */
export const mostCondensed = 2 * usualSizes.most;

export type Condensed = {
  /** The next octets of the message; they may be changed afterwards. */
  push(chunk: Buffer): void;
  /** What `describeMessage` would say of all that was pushed. */
  describe(): MessageFacts;
};

/** Octets left out before the octet `at` of the copy, and the line ends among them. */
type Gap = { readonly at: number; octets: number; lines: number };

const lineFeed = 0x0a;
const dash = 0x2d;
const none = Buffer.alloc(0);

export function condense({ start, after, most }: CondensedSizes = usualSizes): Condensed {
  const pieces: Buffer[] = [];
  const gaps: Gap[] = [];
  let kept = 0;
  let size = 0;
  /** Octets that are still kept whatever they are. */
  let budget = start;
  /** The gap under way; its last two octets are held back, for they may be the line end before a `--`. */
  let gap: Gap | null = null;
  let held = none;
  let full = false;

  function keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    pieces.push(Buffer.from(bytes));
    kept += bytes.length;
    budget -= bytes.length;
  }

  function leaveOut(bytes: Buffer): void {
    gap ??= startGap();
    const known = bytes.length >= 2 ? held : none;
    const rest = bytes.length >= 2 ? bytes : Buffer.concat([held, bytes]);
    const out = rest.subarray(0, Math.max(0, rest.length - 2));
    gap.octets += known.length + out.length;
    gap.lines += linesIn(known) + linesIn(out);
    held = Buffer.from(rest.subarray(out.length));
  }

  function startGap(): Gap {
    const started = { at: kept, octets: 0, lines: 0 };
    gaps.push(started);
    return started;
  }

  /** A line that begins with `--` comes next: it is kept, with what follows. */
  function resume(): void {
    if (kept + after > most) full = true;
    if (full) return;
    keep(held);
    held = none;
    gap = null;
    budget = Math.max(budget, after);
  }

  function take(bytes: Buffer): void {
    const now = gap === null ? Math.max(0, Math.min(bytes.length, budget, most - kept)) : 0;
    keep(bytes.subarray(0, now));
    if (now < bytes.length) leaveOut(bytes.subarray(now));
  }

  /** The first octet of a line that was cut after it: it is looked at with the next. */
  let carried = none;
  let atLineStart = true;

  function line(bytes: Buffer): void {
    if (atLineStart && bytes[0] === dash && bytes[1] === dash) resume();
    take(bytes);
    atLineStart = bytes.at(-1) === lineFeed;
  }

  return {
    push(chunk) {
      size += chunk.length;
      const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
      carried = none;
      let at = 0;
      while (at < bytes.length) {
        if (atLineStart && bytes[at] === dash && at + 1 === bytes.length) {
          carried = Buffer.from(bytes.subarray(at));
          return;
        }
        // Whole stretches go at once, up to the next line that matters.
        const next = nextDashes(bytes, at);
        line(bytes.subarray(at, next));
        at = next;
      }
    },
    describe() {
      if (carried.length > 0) line(carried);
      carried = none;
      // The end of the message is not a line end before a delimiter: what was held back is left out with the rest.
      if (gap !== null) {
        gap.octets += held.length;
        gap.lines += linesIn(held);
        held = none;
      }
      const facts = describeMessage(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, kept));
      return gaps.length === 0 ? facts : { ...facts, bytes: size, structure: replace(facts.structure, gaps) };
    },
  };
}

/** Where the line after `from` begins that starts with `-` (the second may not be there yet), or the end. */
function nextDashes(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf('\n-', from, 'latin1'); at >= 0; at = bytes.indexOf('\n-', at + 1, 'latin1')) {
    if (at + 2 === bytes.length || bytes[at + 2] === dash) return at + 1;
  }
  return bytes.length;
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) lines++;
  return lines;
}

/** A part of the copy, where it lies in the message. A start lies before what was left out there, an end after it. */
function replace(part: Part, gaps: readonly Gap[]): Part {
  const starting = (offset: number) => offset + sum(gaps, gap => (gap.at < offset ? gap.octets : 0));
  const ending = (offset: number) => offset + sum(gaps, gap => (gap.at <= offset ? gap.octets : 0));
  const { body, end, children, message } = part;
  const within = sum(gaps, gap => (gap.at >= body && gap.at <= end ? gap.lines : 0));
  return {
    ...part,
    header: starting(part.header),
    body: starting(body),
    end: ending(end),
    lines: part.lines + within,
    ...(children && { children: children.map(child => replace(child, gaps)) }),
    ...(message && { message: { ...message, part: replace(message.part, gaps) } }),
  };
}

function sum(gaps: readonly Gap[], of: (gap: Gap) => number): number {
  return gaps.reduce((total, gap) => total + of(gap), 0);
}
