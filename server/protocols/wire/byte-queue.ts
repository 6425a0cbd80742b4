/**
 * The bytes received and not yet read, in one contiguous stretch. An empty queue holds no memory at all: thousands of idle
 * connections depend on it. Appending costs amortised O(1) a byte even when a peer sends them one by one, and bytes once
 * handed out are never overwritten, so what `take` returns may be kept.
 */
export class ByteQueue {
  #buffer: Buffer = none;
  #start = 0;
  #end = 0;
  /** Everything before it is known to hold no LF. */
  #scanned = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  push(chunk: Buffer): void {
    if (this.length === 0) {
      this.#buffer = chunk;
      this.#start = this.#scanned = 0;
      this.#end = chunk.length;
      return;
    }
    if (this.#end + chunk.length > this.#buffer.length) this.#grow(chunk.length);
    chunk.copy(this.#buffer, this.#end);
    this.#end += chunk.length;
  }

  /** Puts bytes back at the front. */
  unshift(chunk: Buffer): void {
    const rest = this.take(this.length);
    this.push(rest.length === 0 ? chunk : Buffer.concat([chunk, rest]));
  }

  /** How many bytes up to and with the first LF, or -1. Bytes already searched are not searched again. */
  lineLength(): number {
    const found = this.#buffer.subarray(0, this.#end).indexOf(lineFeed, this.#scanned);
    this.#scanned = found < 0 ? this.#end : found;
    return found < 0 ? -1 : found + 1 - this.#start;
  }

  /** The first `count` bytes, or what there is. */
  take(count: number): Buffer {
    const to = Math.min(this.#start + count, this.#end);
    const taken = this.#buffer.subarray(this.#start, to);
    if (to === this.#end) this.clear();
    else {
      this.#start = to;
      this.#scanned = Math.max(this.#scanned, to);
    }
    return taken;
  }

  clear(): void {
    this.#buffer = none;
    this.#start = this.#end = this.#scanned = 0;
  }

  #grow(by: number): void {
    const larger = Buffer.allocUnsafeSlow(2 * (this.length + by));
    this.#buffer.copy(larger, 0, this.#start, this.#end);
    this.#buffer = larger;
    this.#scanned -= this.#start;
    this.#end -= this.#start;
    this.#start = 0;
  }
}

const lineFeed = 0x0a;
const none = Buffer.alloc(0);
