/**
 * What is thought of a message from outside before it is taken: refused where it pretends to be one of us or where its
 * author's domain asks for it; else put into the inbox or into junk, with the reasons written in the message.
 */
import { listMailboxes } from '../../formats/address/parse.ts';
import type { ParsedMessage } from '../../formats/message/parse.ts';
import type { Clock } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Log } from '../../observe/log.ts';
import { type Dns, DnsFailure } from '../../peers/dns.ts';
import type { Authentication } from '../phishing/context.ts';
import type { Tally } from '../queue/reports/tally.ts';
import type { Bringer } from './envelope.ts';
import { gatherProofs, type Proofs } from './judging/proofs.ts';
import { type Finding, findings } from './judging/rules.ts';

export type Verdict = {
  readonly folder: 'inbox' | 'junk';
  readonly score: number;
  readonly findings: readonly Finding[];
  readonly reverseName: string | null;
  /** What was proven, as the judge of phishing is told; null for a machine of the house, which proves nothing. */
  readonly authentication: Authentication | null;
  /** Fields for the message, with their line endings: ours alone, whatever it came with. */
  readonly fields: string;
};

/** @throws Refusal policy */
export type Judge = (arrived: {
  readonly bringer: Bringer;
  readonly sender: string | null;
  readonly bytes: Buffer;
  readonly message: ParsedMessage;
}) => Promise<Verdict>;

/** From this score on a message goes to junk. */
const junkFrom = 5;

/** Another's opinion of a message (rspamd, clamd), as one more finding; null where it has nothing to say. */
export type SecondOpinion = (bytes: Buffer, bringer: Bringer, sender: string | null) => Promise<Finding | null>;

export type JudgeOptions = {
  readonly dns: Dns;
  readonly clock: Clock;
  readonly log: Log;
  readonly hostName: string;
  readonly domains: readonly string[];
  /** Domains whose ARC seals are believed: lists and forwarders the house knows. rfc/8617 */
  readonly trustedSealers: readonly string[];
  /** Addresses of machines that may write in the house's name without proof: a copier, an old application. */
  readonly trustedHosts: readonly string[];
  readonly opinions?: readonly SecondOpinion[];
  /** Counts what will be reported to the domains of authors. */
  readonly tally?: Tally;
};

export function createJudge(options: JudgeOptions): Judge {
  return async arrived => {
    const [proofs, reverseName, opinions] = await Promise.all([
      gatherProofs(options, arrived.bringer, arrived.sender, arrived.bytes),
      findReverseName(options.dns, arrived.bringer.address),
      Promise.all((options.opinions ?? []).map(ask => ask(arrived.bytes, arrived.bringer, arrived.sender))),
    ]);
    const trusted = isTrusted(options, arrived.bringer, proofs);
    const refusal = trusted ? null : forgery(options, arrived.message, proofs);
    const quarantined = !trusted && proofs.dmarc === 'fail' && proofs.policy === 'quarantine';
    if (proofs.reported !== null) {
      const disposition = refusal !== null ? 'reject' : quarantined ? 'quarantine' : 'none';
      options.tally?.add('dmarc', proofs.reported.domain, { ...proofs.reported.facts, disposition });
    }
    if (refusal !== null) throw refusal;
    const found = findings({ ...options, ...arrived, proofs, reverseName });
    const all = [...found, ...opinions.filter(one => one !== null)];
    const score = all.reduce((sum, { points }) => sum + points, 0);
    const folder = quarantined || (!trusted && score >= junkFrom) ? 'junk' : 'inbox';
    const authentication = options.trustedHosts.includes(arrived.bringer.address)
      ? null
      : authenticationOf(proofs, trusted);
    return { folder, score, findings: all, reverseName, authentication, fields: fieldsOf(proofs, score, all) };
  };
}

/** A chain sealed by somebody the house does not know proves nothing. rfc/8617#7.2 */
function authenticationOf({ spf, signedBy, dmarc }: Proofs, sealed: boolean): Authentication {
  return {
    spf: spf as Authentication['spf'],
    dkim: signedBy.map(domain => ({ result: 'pass', domain })),
    dmarc: dmarc as Authentication['dmarc'],
    arc: sealed ? 'pass' : 'none',
  };
}

/** A chain sealed by somebody the house knows, or a machine of the house. */
function isTrusted(
  { trustedSealers, trustedHosts }: JudgeOptions,
  { address }: Bringer,
  { sealedBy }: Proofs,
): boolean {
  return trustedHosts.includes(address) || (sealedBy !== null && trustedSealers.includes(sealedBy));
}

/** Why a message that pretends is refused; null where nothing says that it does. */
function forgery({ domains }: JudgeOptions, { envelope }: ParsedMessage, proofs: Proofs): Refusal | null {
  const authors = listMailboxes(envelope.from).map(({ address }) =>
    address.slice(address.lastIndexOf('@') + 1).toLowerCase(),
  );
  const ours = authors.find(domain => domains.includes(domain));
  if (ours !== undefined && !proofs.signedBy.includes(ours)) {
    return new Refusal('policy', `the author claims to be of ${ours}, and nothing proves it`);
  }
  if (proofs.dmarc === 'fail' && proofs.policy === 'reject') {
    return new Refusal('policy', 'the author is not proven and the domain asks for refusal (DMARC)');
  }
  return null;
}

/** The name of an address, where the name leads back to the address. */
async function findReverseName(dns: Dns, address: string): Promise<string | null> {
  try {
    const [name] = await dns.names(address);
    return name !== undefined && (await dns.addresses(name)).includes(address) ? name : null;
  } catch (error) {
    if (error instanceof DnsFailure) return null;
    throw error;
  }
}

function fieldsOf({ field }: Proofs, score: number, found: readonly Finding[]): string {
  const reasons = found.map(({ rule, points }) => `${rule}=${points}`).join('\r\n\t');
  return `${field}X-Vaguemestre-Score: ${score.toFixed(1)}${reasons === '' ? '' : `;\r\n\t${reasons}`}\r\n`;
}
