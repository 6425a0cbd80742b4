/** Why something asked of the server did not happen: a closed list, told in words by the pages. */
export type FaultKind =
  /** No answer: no network, or the server is away. */
  | 'unreachable'
  /** The session is over. */
  | 'signed-out'
  /** Too much at once: later. */
  | 'slow-down'
  | 'too-large'
  | 'over-quota'
  /** The server knows no such thing any more. */
  | 'not-found'
  /** The state the call relied on is too old. */
  | 'cannot-calculate'
  /** The server refused, with a reason of JMAP in `type`. */
  | 'refused'
  /** The server failed. */
  | 'failed';

export class JmapFault extends Error {
  readonly kind: FaultKind;
  /** The error's name in JMAP, where it has one. */
  readonly type: string | null;

  constructor(kind: FaultKind, type: string | null = null, description = '') {
    super(description === '' ? `${kind}${type === null ? '' : ` (${type})`}` : description);
    this.kind = kind;
    this.type = type;
  }
}

/** Whether asking again later, unchanged, may succeed. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof JmapFault &&
    (error.kind === 'unreachable' || error.kind === 'slow-down' || error.kind === 'failed')
  );
}

/** The fault of an HTTP status that is none of success. */
export function faultOfStatus(status: number): JmapFault {
  switch (status) {
    case 401:
    case 403:
      return new JmapFault('signed-out');
    case 404:
      return new JmapFault('not-found');
    case 413:
      return new JmapFault('too-large');
    case 429:
      return new JmapFault('slow-down');
    case 502:
    case 503:
    case 504:
      return new JmapFault('unreachable');
    case 507:
      return new JmapFault('over-quota');
    default:
      return new JmapFault(status >= 500 ? 'failed' : 'refused', `http-${status}`);
  }
}

/** The fault of an error of a method, or of a request. rfc/8620#3.6 */
export function faultOfError({ type, description }: { type: string; description?: string }): JmapFault {
  const kinds: Readonly<Record<string, FaultKind>> = {
    cannotCalculateChanges: 'cannot-calculate',
    tooManyChanges: 'cannot-calculate',
    serverUnavailable: 'unreachable',
    serverFail: 'failed',
    serverPartialFail: 'failed',
    notFound: 'not-found',
    overQuota: 'over-quota',
    rateLimit: 'slow-down',
    tooLarge: 'too-large',
  };
  return new JmapFault(kinds[type] ?? 'refused', type, description);
}
