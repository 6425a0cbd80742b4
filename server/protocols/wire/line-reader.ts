import { ByteQueue } from './byte-queue.ts';
import { WireError } from './wire-error.ts';

/** `crlf`: only CR LF ends a line, and a lone LF is a fault (SMTP: it is how mail is smuggled). `lf`: LF alone will do. */
export type LineEnding = 'crlf' | 'lf';

/** How much of a skipped line is kept at either end for whoever answers it. */
const keptBytes = 64;

/**
 * Cuts lines out of the bytes received. Pure: no socket, no promise. A line beyond the limit is thrown away as it arrives, in
 * constant memory, and reported once its end has passed, so that the next line is read in its place.
 */
export class LineReader {
  readonly queue = new ByteQueue();
  readonly #ending: LineEnding;
  #skipped: { head: Buffer; tail: Buffer } | undefined;

  constructor(ending: LineEnding) {
    this.#ending = ending;
  }

  /** The next line without its ending, or undefined when it is not there yet. `max` counts bytes without the ending. */
  takeLine(max: number): Buffer | undefined {
    if (this.queue.length === 0) return undefined;
    const length = this.queue.lineLength();
    if (length < 0) {
      if (this.#skipped || this.queue.length > max + 1) this.#skip(this.queue.length);
      return undefined;
    }
    if (this.#skipped || length > max + 2) return this.#refuseLongLine(length);
    const bytes = this.queue.take(length);
    const withCr = bytes[length - 2] === carriageReturn;
    const line = bytes.subarray(0, length - (withCr ? 2 : 1));
    if (!withCr && this.#ending === 'crlf') throw new WireError('bare-line-feed', endsOf(line));
    if (line.length > max) throw new WireError('line-too-long', endsOf(line));
    return line;
  }

  clear(): void {
    this.queue.clear();
    this.#skipped = undefined;
  }

  #refuseLongLine(rest: number): never {
    this.#skip(rest);
    const { head, tail } = this.#skipped!;
    this.#skipped = undefined;
    throw new WireError('line-too-long', { head, tail: tail.subarray(0, tail.at(-2) === carriageReturn ? -2 : -1) });
  }

  #skip(count: number): void {
    const bytes = this.queue.take(count);
    const tail = [this.#skipped?.tail ?? Buffer.alloc(0), bytes.subarray(-keptBytes - 2)];
    this.#skipped = {
      head: this.#skipped?.head ?? Buffer.from(bytes.subarray(0, keptBytes)),
      tail: Buffer.concat(tail).subarray(-keptBytes - 2),
    };
  }
}

const carriageReturn = 0x0d;
const endsOf = (line: Buffer) => ({
  head: Buffer.from(line.subarray(0, keptBytes)),
  tail: Buffer.from(line.subarray(-keptBytes)),
});
