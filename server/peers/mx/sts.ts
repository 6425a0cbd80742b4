/**
 * MTA-STS: what a domain demands of those who bring it mail. rfc/8461 Policies are kept until they expire, so that an
 * attacker who hides one must hide it from the first day.
 */
import type { Dns } from '../dns.ts';
import { DnsFailure } from '../dns.ts';

export type StsPolicy = {
  /** The identifier of its DNS record: another one means another policy. */
  readonly id: string;
  readonly mode: 'enforce' | 'testing' | 'none';
  readonly mx: readonly string[];
  readonly expiresAt: string;
};

/** Where policies are kept: in the database, so that a restart forgets none. */
export type StsCache = {
  read(domain: string): Promise<StsPolicy | null>;
  write(domain: string, policy: StsPolicy): Promise<void>;
};

/** Fetches `https://mta-sts.<domain>/.well-known/mta-sts.txt`; null where there is none to be had. */
export type FetchStsPolicy = (domain: string) => Promise<string | null>;

/** A policy is believed for a year at most. rfc/8461#3.2 */
const longestAge = 31_557_600;

/** The policy in force for a domain, or null. A failure to fetch leaves the kept one in force. */
export async function findStsPolicy(
  { dns, cache, fetchPolicy, now }: { dns: Dns; cache: StsCache; fetchPolicy: FetchStsPolicy; now: Date },
  domain: string,
): Promise<StsPolicy | null> {
  const kept = await cache.read(domain);
  const valid = kept !== null && new Date(kept.expiresAt) > now ? kept : null;
  const id = await readRecord(dns, domain);
  if (id === null || id === valid?.id) return valid;
  const text = await fetchPolicy(domain);
  const policy = text === null ? null : parseStsPolicy(text, id, now);
  if (policy === null) return valid;
  await cache.write(domain, policy);
  return policy;
}

/** The `id` of the domain's record; null where it has none, or where DNS does not answer. */
async function readRecord(dns: Dns, domain: string): Promise<string | null> {
  try {
    const records = (await dns.texts(`_mta-sts.${domain}`)).filter(text => /^v=STSv1\s*;/.test(text));
    return records.length === 1 ? (/;\s*id=([A-Za-z0-9]{1,32})\s*(?:;|$)/.exec(records[0]!)?.[1] ?? null) : null;
  } catch (error) {
    if (error instanceof DnsFailure) return null;
    throw error;
  }
}

/** Null where the text is no policy. rfc/8461#3.2 */
function parseStsPolicy(text: string, id: string, now: Date): StsPolicy | null {
  const pairs = text
    .split(/\r?\n/)
    .map(line => /^([a-z_]+):[ \t]*(.*?)[ \t]*$/.exec(line))
    .filter(match => match !== null);
  const first = (key: string): string | undefined => pairs.find(pair => pair[1] === key)?.[2];
  const mode = (['enforce', 'testing', 'none'] as const).find(one => one === first('mode'));
  const age = first('max_age') ?? '';
  const mx = pairs.filter(pair => pair[1] === 'mx').map(pair => pair[2]!.toLowerCase());
  if (first('version') !== 'STSv1' || mode === undefined || !/^\d{1,10}$/.test(age)) return null;
  if (mode !== 'none' && mx.length === 0) return null;
  const expiresAt = new Date(now.getTime() + Math.min(Number(age), longestAge) * 1000).toISOString();
  return { id, mode, mx, expiresAt };
}

/** May mail go to this host? `*.` stands for one label. rfc/8461#4.1 */
export function stsAllows({ mx }: StsPolicy, host: string): boolean {
  return mx.some(pattern =>
    pattern.startsWith('*.') ? host.slice(host.indexOf('.') + 1) === pattern.slice(2) : host === pattern,
  );
}
