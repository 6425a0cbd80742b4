/** A stream compressed both ways over another. Each piece written can be read at once at the other end. rfc/4978 */
import { Duplex } from 'node:stream';
import { constants, createDeflateRaw, createInflateRaw, type DeflateRaw, type InflateRaw } from 'node:zlib';

/** A small window: a tenth of the memory for nine tenths of the gain. */
const window = { windowBits: 12, memLevel: 5 };

export class DeflatedStream extends Duplex {
  readonly #inner: Duplex;
  readonly #inflate: InflateRaw = createInflateRaw();
  readonly #deflate: DeflateRaw = createDeflateRaw(window);

  /** `early`: bytes of the inner stream that were read before it was compressed. */
  constructor(inner: Duplex, early: Buffer) {
    super();
    this.#inner = inner;
    this.#inflate.on('data', (chunk: Buffer) => {
      // What is not wanted yet stays compressed: a few bytes that unfold into gigabytes unfold as they are read.
      if (!this.push(chunk)) this.#inflate.pause();
    });
    this.#inflate.on('end', () => this.push(null));
    this.#inflate.on('error', () => this.destroy());
    this.#deflate.on('data', (chunk: Buffer) => {
      if (inner.write(chunk)) return;
      this.#deflate.pause();
      inner.once('drain', () => this.#deflate.resume());
    });
    if (early.length > 0) this.#inflate.write(early);
    inner.pipe(this.#inflate);
    // What the inner stream gave before it closed may still be unfolding.
    inner.once('close', () => {
      if (this.readableEnded || !inner.readableEnded) this.destroy();
      else this.once('end', () => this.destroy());
    });
  }

  override _read(): void {
    this.#inflate.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#deflate.write(chunk);
    this.#deflate.flush(constants.Z_SYNC_FLUSH, done);
  }

  override _final(done: () => void): void {
    this.#deflate.once('end', () => this.#inner.end(done));
    this.#deflate.end();
  }

  override _destroy(_error: Error | null, done: (error: Error | null) => void): void {
    this.#inner.unpipe(this.#inflate);
    this.#inner.destroy();
    this.#inflate.close();
    this.#deflate.close();
    done(null);
  }
}
