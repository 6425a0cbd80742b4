/**
 * What can go wrong on the wire, as opposed to in the mail.
 * - `line-too-long`, `bare-line-feed`: the line is skipped and the next one can be read: the session answers and goes on.
 * - `idle`: nothing came for the time allowed: the session says good-bye and closes.
 * - `closed`: the peer went away in the middle of announced bytes.
 * - `slow-reader`: the peer does not read what it asked for; the connection is already being destroyed.
 * - `tls`: the handshake failed.
 */
export type WireFault = 'line-too-long' | 'bare-line-feed' | 'idle' | 'closed' | 'slow-reader' | 'tls';

export class WireError extends Error {
  readonly fault: WireFault;
  /** Of a skipped line: its first bytes (where a tag is found) and its last (where a literal is announced). */
  readonly head: Buffer;
  readonly tail: Buffer;

  constructor(fault: WireFault, skipped?: { head: Buffer; tail: Buffer }, cause?: unknown) {
    super(sentences[fault], cause === undefined ? undefined : { cause });
    this.name = 'WireError';
    this.fault = fault;
    this.head = skipped?.head ?? Buffer.alloc(0);
    this.tail = skipped?.tail ?? Buffer.alloc(0);
  }
}

const sentences = {
  'line-too-long': 'Line too long',
  'bare-line-feed': 'A line must end with CR LF',
  idle: 'Nothing received for too long',
  closed: 'Connection closed in the middle of announced data',
  'slow-reader': 'The peer does not read its answers',
  tls: 'TLS handshake failed',
} as const satisfies Record<WireFault, string>;
