/** What a remote server said. */
export type RemoteReply = {
  readonly code: number;
  /** `5.1.1`; null where it gave none. rfc/3463 */
  readonly enhanced: string | null;
  /** All its lines, joined by spaces, printable, at most 1000 characters. */
  readonly text: string;
  /** Its lines without the code, as they came. */
  readonly lines: readonly string[];
};

/** Why TLS failed. rfc/8460#4.3 */
export type TlsFault =
  | 'starttls-not-supported'
  | 'certificate-host-mismatch'
  | 'certificate-expired'
  | 'certificate-not-trusted'
  | 'tlsa-invalid'
  | 'dnssec-invalid'
  | 'validation-failure';

/** The remote spoke no SMTP, fell silent, or went away. */
export class RemoteFailure extends Error {
  readonly kind: 'silent' | 'gone' | 'nonsense' | 'tls';
  /** Of `tls`: what of it failed, as reports say it. rfc/8460#4.3 */
  readonly tlsFault: TlsFault | null;
  /** The whole message had been sent and only the last word is missing: another try may double it. */
  unsure = false;

  constructor(kind: RemoteFailure['kind'], message: string, cause?: unknown, tlsFault?: TlsFault) {
    super(message, { cause });
    this.name = 'RemoteFailure';
    this.kind = kind;
    this.tlsFault = tlsFault ?? (kind === 'tls' ? 'validation-failure' : null);
  }
}

const longest = 1000;

/** Reads the lines of one reply. @throws RemoteFailure nonsense */
export function readRemoteReply(lines: readonly string[]): RemoteReply {
  const code = Number(lines[0]?.slice(0, 3));
  if (!/^[2-5]\d\d$/.test(String(lines[0]?.slice(0, 3)))) throw new RemoteFailure('nonsense', 'Not an SMTP reply');
  const texts = lines.map(line => line.slice(4));
  const enhanced = /^([245]\.\d{1,3}\.\d{1,3})(?: |$)/.exec(texts.at(-1)!)?.[1] ?? null;
  const said = texts.map(text => (enhanced === null ? text : text.replace(/^[245]\.\d{1,3}\.\d{1,3} ?/, '')));
  // Third-party text: no control characters, no line of ours may be forged with it.
  const text = said
    .join(' ')
    .replace(/[\x00-\x1f\x7f-\x9f\ufffd]+/g, ' ')
    .trim()
    .slice(0, longest);
  return { code, enhanced, text, lines: texts };
}

/** As one line, for the journal and for notices. */
export function showReply({ code, enhanced, text }: RemoteReply): string {
  return [String(code), enhanced, text].filter(part => part !== null && part !== '').join(' ');
}
