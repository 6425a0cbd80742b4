/**
 * The boundaries of the multiparts that are open at one point of the scan. rfc/2046#5.1.1. A delimiter line is compared
 * whole (`--ab` is none of boundary `a`), in one look-up whatever the depth; of two equal boundaries the inner one wins.
 */

/** A delimiter line: `start` and `next` are offsets of the line and of the one after; `line` counts line ends before it. */
export type Delimiter = { start: number; next: number; line: number; level: number; close: boolean };

export type Boundaries = {
  /** Opens one; the number returned is the `level` its delimiters carry. */
  open(boundary: string): number;
  /** Closes the last opened. */
  close(): void;
  /** Forgets them all, for good: the rest of the message is text. */
  forget(): void;
  isEmpty(): boolean;
  /** The delimiter that the line from `start` to `end` (its line feed, or the last byte's end) is, or null. */
  match(start: number, end: number, line: number): Delimiter | null;
};

export function openBoundaries(bytes: Buffer): Boundaries {
  const stack: { text: string; shadowed: number | undefined; longest: number }[] = [];
  const levels = new Map<string, number>();
  return {
    open(boundary) {
      const text = Buffer.from(boundary, 'utf8').toString('latin1');
      const longest = Math.max(text.length, stack.at(-1)?.longest ?? 0);
      stack.push({ text, shadowed: levels.get(text), longest });
      levels.set(text, stack.length);
      return stack.length;
    },
    close() {
      const last = stack.pop();
      if (!last) return;
      if (last.shadowed === undefined) levels.delete(last.text);
      else levels.set(last.text, last.shadowed);
    },
    forget() {
      stack.length = 0;
      levels.clear();
    },
    isEmpty: () => stack.length === 0,
    match(start, end, line) {
      if (stack.length === 0) return null;
      let last = end;
      while (last > start && isPadding(bytes[last - 1]!)) last--;
      if (last - start < 3 || last - start > stack.at(-1)!.longest + 4) return null;
      const text = bytes.toString('latin1', start + 2, last);
      const opening = levels.get(text);
      const level = opening ?? (text.endsWith('--') ? levels.get(text.slice(0, -2)) : undefined);
      if (level === undefined) return null;
      return { start, next: Math.min(end + 1, bytes.length), line, level, close: opening === undefined };
    },
  };
}

function isPadding(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
