/**
 * Messages as mbox, the "rd" kind, whose quoting can be undone: each begins with a `From ` line, lines that look like one
 * gain a `>`. Lines end by LF. Flags stand in `Status`, `X-Status` and `X-Keywords`, always all three and in this order,
 * before the message's own header, as mutt and its kin read them. rfc/4155
 */
import { flagBits } from '../../model/email.ts';

export type MboxMessage = {
  readonly bytes: Buffer;
  /** Bits of model/email.ts. */
  readonly flags: number;
  readonly keywords: readonly string[];
  readonly receivedAt: Date;
};

const statusLetters: readonly [number, string][] = [
  [flagBits.answered, 'A'],
  [flagBits.flagged, 'F'],
  [flagBits.draft, 'T'],
  [flagBits.deleted, 'D'],
];

/** The message as it stands in the file, from its `From ` line to the empty line after it. */
export function mboxEntry({ bytes, flags, keywords, receivedAt }: MboxMessage): Buffer {
  const marks = statusLetters.filter(([bit]) => (flags & bit) !== 0).map(([, letter]) => letter);
  const head = [
    `From MAILER-DAEMON ${asctime(receivedAt)}`,
    `Status: ${(flags & flagBits.seen) !== 0 ? 'RO' : 'O'}`,
    `X-Status: ${marks.join('')}`,
    `X-Keywords: ${keywords.map(encodeURIComponent).join(' ')}`,
  ];
  const body = quoted(bytes);
  const end = body.at(-1) === 0x0a ? '\n' : '\n\n';
  return Buffer.concat([Buffer.from(`${head.join('\n')}\n`), body, Buffer.from(end)]);
}

const [lf, cr, quote] = [0x0a, 0x0d, 0x3e];
const from = Buffer.from('From ');

/** LF for CRLF, and one more `>` before lines that begin as a message would. */
function quoted(bytes: Buffer): Buffer {
  // At most one `>` more for each line of `From `, all of which are longer.
  const out = Buffer.allocUnsafe(bytes.length + Math.ceil(bytes.length / from.length));
  let length = 0;
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(lf, start);
    const next = found < 0 ? bytes.length : found + 1;
    if (beginsMessage(bytes, start)) out[length++] = quote;
    const ends = found > start && bytes[found - 1] === cr;
    length += bytes.copy(out, length, start, ends ? found - 1 : next);
    if (ends) out[length++] = lf;
    start = next;
  }
  return out.subarray(0, length);
}

/** `>*From `: what the reader would take for a new message, or for one that was quoted. */
function beginsMessage(bytes: Buffer, start: number): boolean {
  let at = start;
  while (bytes[at] === quote) at += 1;
  return bytes[at] === from[0] && bytes.compare(from, 0, from.length, at, at + from.length) === 0;
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Tue Nov 24 08:00:00 2026`, in UTC. */
function asctime(at: Date): string {
  const [day, month] = [days[at.getUTCDay()], months[at.getUTCMonth()]];
  return `${day} ${month} ${String(at.getUTCDate()).padStart(2)} ${at.toISOString().slice(11, 19)} ${at.getUTCFullYear()}`;
}
