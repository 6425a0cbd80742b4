/**
 * The text of a message as DATA carries it, up to the line that holds a lone dot. rfc/5321#4.5.2. Only CR LF "." CR LF
 * ends it and only a line after CR LF loses its first dot, whatever else looks like a line: what one server takes for
 * the end and the next one does not is how mail is smuggled. A lone CR or LF is either a fault or becomes CR LF, and
 * never stays: nothing that leaves here can be read in two ways.
 */

/** `refuse`: remember the fault; `normalise`: a lone CR or LF becomes CR LF; `keep`: binary, nothing is looked at. */
export type StrayEndings = 'refuse' | 'normalise' | 'keep';

/** What was wrong with the message, known once it has all been read. */
export type DataFault = 'stray-line-ending' | 'nul' | 'too-large';

type State = 'start' | 'dot' | 'dot-cr' | 'middle' | 'cr' | 'ended';

/** Takes chunks, keeps the message. Pure: no socket, no promise; constant work a byte. */
export class DataReader {
  readonly #stray: StrayEndings;
  readonly #maxBytes: number;
  #state: State = 'start';
  #pieces: Buffer[] = [];
  #bytes = 0;
  #fault: DataFault | null = null;
  /** Next CR and LF of the chunk, looked for once: a chunk full of one and without the other is searched once. */
  #nextCr = -1;
  #nextLf = -1;

  constructor(stray: StrayEndings, maxBytes: number) {
    this.#stray = stray;
    this.#maxBytes = maxBytes;
  }

  /** What is wrong so far. The pieces of a message at fault are thrown away as they come. */
  get fault(): DataFault | null {
    return this.#fault;
  }

  /** Octets read so far, kept or not. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The whole message. */
  message(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  /** Takes a chunk; gives what follows the end once the end is here, null before. */
  push(chunk: Buffer): Buffer | null {
    let at = 0;
    this.#nextCr = this.#nextLf = -1;
    while (at < chunk.length) {
      at = this.#step(chunk, at);
      if (this.#state === 'ended') return chunk.subarray(at);
    }
    return null;
  }

  /** Takes a chunk of announced length, where no dot means anything (BDAT). `last`: no chunk follows. */
  pushCounted(chunk: Buffer, last: boolean): void {
    if (this.#stray === 'keep') this.#keep(chunk);
    else {
      let at = 0;
      this.#nextCr = this.#nextLf = -1;
      while (at < chunk.length) at = this.#state === 'cr' ? this.#afterCr(chunk, at) : this.#middle(chunk, at);
    }
    if (last && this.#state === 'cr') this.#strayEnding();
  }

  #step(chunk: Buffer, at: number): number {
    switch (this.#state) {
      case 'start':
        this.#state = chunk[at] === DOT ? 'dot' : 'middle';
        return this.#state === 'dot' ? at + 1 : at;
      case 'dot':
        this.#state = chunk[at] === CR ? 'dot-cr' : 'middle';
        return this.#state === 'dot-cr' ? at + 1 : at;
      case 'dot-cr':
        this.#state = chunk[at] === LF ? 'ended' : 'cr';
        return this.#state === 'ended' ? at + 1 : at;
      case 'cr':
        return this.#afterCr(chunk, at);
      default:
        return this.#middle(chunk, at);
    }
  }

  /** The byte after a CR that ended a chunk, or that no LF follows. */
  #afterCr(chunk: Buffer, at: number): number {
    if (chunk[at] === LF) {
      this.#keep(CRLF);
      this.#state = 'start';
      return at + 1;
    }
    this.#strayEnding();
    return at;
  }

  /** Up to the end of the line, or of the chunk. */
  #middle(chunk: Buffer, from: number): number {
    if (this.#nextLf < from) this.#nextLf = positionOf(LF, chunk, from);
    if (this.#nextCr < from) this.#nextCr = positionOf(CR, chunk, from);
    const [lf, cr] = [this.#nextLf, this.#nextCr];
    if (lf === cr) {
      this.#keep(chunk.subarray(from));
      this.#state = 'middle';
      return chunk.length;
    }
    if (lf === cr + 1 && lf < chunk.length) {
      this.#keep(chunk.subarray(from, lf + 1));
      this.#state = 'start';
      return lf + 1;
    }
    if (cr < lf) {
      this.#keep(chunk.subarray(from, cr));
      this.#state = 'cr';
      return cr + 1;
    }
    this.#keep(chunk.subarray(from, lf));
    this.#strayEnding();
    return lf + 1;
  }

  /** A lone CR or LF: for the end of the message and for dots, no line begins after it. */
  #strayEnding(): void {
    if (this.#stray === 'refuse') this.#blame('stray-line-ending');
    this.#keep(CRLF);
    this.#state = 'middle';
  }

  #keep(piece: Buffer): void {
    this.#bytes += piece.length;
    if (this.#bytes > this.#maxBytes) this.#blame('too-large');
    if (this.#stray !== 'keep' && piece.includes(0)) this.#blame('nul');
    if (this.#fault === null && piece.length > 0) this.#pieces.push(piece);
  }

  #blame(fault: DataFault): void {
    this.#fault ??= fault;
    this.#pieces = [];
  }
}

/** Where the byte next stands, or the chunk's length. */
function positionOf(byte: number, chunk: Buffer, from: number): number {
  const found = chunk.indexOf(byte, from);
  return found < 0 ? chunk.length : found;
}

const CR = 0x0d;
const LF = 0x0a;
const DOT = 0x2e;
const CRLF = Buffer.from('\r\n');
