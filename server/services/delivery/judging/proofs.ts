/** What others prove of a message: SPF (rfc/7208), DKIM (rfc/6376), DMARC (rfc/7489), ARC (rfc/8617), asked of DNS. */
import { type AuthenticateResult, authenticate } from 'mailauth';
import type { DmarcFacts } from '../../../formats/dmarc-report/report.ts';
import type { Dns } from '../../../peers/dns.ts';
import type { Bringer } from '../envelope.ts';

export type Proofs = {
  readonly spf: string;
  /** Domains whose signature holds. */
  readonly signedBy: readonly string[];
  /** A signature is there and none holds. */
  readonly brokenSignature: boolean;
  readonly dmarc: string;
  /** What the author's domain asks for where DMARC fails. */
  readonly policy: 'none' | 'quarantine' | 'reject';
  /** The newest sealer of an ARC chain that holds; null where there is none. */
  readonly sealedBy: string | null;
  /** What is reported to the domain whose policy was found; null where none was. RFC 7489 §7.2 */
  readonly reported: { readonly domain: string; readonly facts: Omit<DmarcFacts, 'disposition'> } | null;
  /** The field for the message, folded, with its line ending. rfc/8601 */
  readonly field: string;
};

/** Milliseconds DNS has to answer all questions of one message. */
const patience = 15_000;
/** Signatures of one message a report tells of. */
const mostSignatures = 10;

/** @param mailFrom null for the null sender. Failing DNS makes `temperror`, never an exception. */
export async function gatherProofs(
  { dns, hostName }: { dns: Dns; hostName: string },
  bringer: Bringer,
  mailFrom: string | null,
  bytes: Buffer,
): Promise<Proofs> {
  const late = AbortSignal.timeout(patience);
  const result = await authenticate(bytes, {
    ip: bringer.address,
    helo: bringer.name,
    sender: mailFrom ?? '',
    mta: hostName,
    minBitLength: 1024,
    rejectRsaSha1: true,
    disableBimi: true,
    resolver: (name, type) =>
      late.aborted
        ? Promise.reject(Object.assign(new Error('DNS took too long'), { code: 'ETIMEOUT' }))
        : (dns.resolve(name, type) as Promise<string[][]>),
  });
  const signatures = result.dkim.results.filter(({ signingDomain }) => signingDomain !== undefined);
  const holding = signatures.filter(({ status }) => status.result === 'pass');
  const { arc, dmarc, spf } = result;
  const sealed =
    arc !== false && arc.status.result === 'pass' && arc.signature ? arc.signature.signingDomain : undefined;
  const policy = dmarc === false ? 'none' : dmarc.policy;
  return {
    spf: spf === false ? 'none' : spf.status.result,
    signedBy: holding.map(({ signingDomain }) => signingDomain!.toLowerCase()),
    brokenSignature: signatures.length > 0 && holding.length === 0,
    dmarc: dmarc === false ? 'none' : dmarc.status.result,
    policy: policy === 'reject' || policy === 'quarantine' ? policy : 'none',
    sealedBy: sealed?.toLowerCase() ?? null,
    reported: reportedOf(result, bringer),
    field: fieldOf(result.headers),
  };
}

function reportedOf({ dmarc, dkim, spf }: AuthenticateResult, { address }: Bringer): Proofs['reported'] {
  if (dmarc === false || dmarc.policyDomain === undefined || !/^(?:pass|fail)$/.test(dmarc.status.result)) return null;
  const { alignment, p, sp } = dmarc;
  const header = (dmarc.status as { header?: { from?: string } }).header;
  const signatures = dkim.results.flatMap(({ signingDomain, selector, status }) =>
    signingDomain === undefined ? [] : [{ domain: signingDomain, selector: selector ?? '', result: status.result }],
  );
  const spfDomain = spf === false ? '' : spf.domain;
  return {
    domain: dmarc.policyDomain.toLowerCase(),
    facts: {
      ip: address,
      headerFrom: (header?.from ?? dmarc.domain).toLowerCase(),
      envelopeFrom: spfDomain,
      dkim: alignment.dkim.result === undefined ? 'fail' : 'pass',
      spf: alignment.spf.result === undefined ? 'fail' : 'pass',
      signatures: signatures.slice(0, mostSignatures),
      spfDomain,
      spfResult: spf === false ? 'none' : spf.status.result,
      policy: { p, sp, adkim: alignment.dkim.strict ? 's' : 'r', aspf: alignment.spf.strict ? 's' : 'r' },
    },
  };
}

/** Of the fields the library writes, Authentication-Results alone. */
function fieldOf(headers: string): string {
  const start = headers.search(/^Authentication-Results:/m);
  const text = headers.slice(start);
  const end = text.search(/\r\n(?![ \t])/);
  // What strangers put into names and addresses stays printable ASCII.
  return `${(end < 0 ? text : text.slice(0, end)).replace(/[^\r\n\t -~]/g, '?')}\r\n`;
}
