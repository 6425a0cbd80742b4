/** Reports on TLS between houses: written for others, read of others. rfc/8460. JSON, gzipped by whoever sends it. */

/** How TLS went with one host of a domain, and how often. */
export type TlsCount = {
  readonly host: string;
  readonly policy: 'tlsa' | 'sts' | 'no-policy-found';
  /** Null: it went well. */
  readonly fault: string | null;
  readonly count: number;
};

export type TlsReport = {
  readonly organisation: string;
  readonly contact: string;
  readonly reportId: string;
  /** The domain it is about. */
  readonly domain: string;
  /** Of UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly counts: readonly TlsCount[];
};

/** The report's text. rfc/8460#4.4 */
export function writeTlsReport(report: TlsReport): string {
  const policies = [...Map.groupBy(report.counts, ({ policy }) => policy)].map(([policy, counts]) => {
    const sum = (some: readonly TlsCount[]): number => some.reduce((total, { count }) => total + count, 0);
    const failed = counts.filter(({ fault }) => fault !== null);
    return {
      policy: {
        'policy-type': policy,
        'policy-domain': report.domain,
        'mx-host': [...new Set(counts.map(({ host }) => host))],
      },
      summary: {
        'total-successful-session-count': sum(counts) - sum(failed),
        'total-failure-session-count': sum(failed),
      },
      'failure-details': failed.map(({ host, fault, count }) => ({
        'result-type': fault,
        'receiving-mx-hostname': host,
        'failed-session-count': count,
      })),
    };
  });
  return JSON.stringify({
    'organization-name': report.organisation,
    'date-range': { 'start-datetime': `${report.day}T00:00:00Z`, 'end-datetime': `${report.day}T23:59:59Z` },
    'contact-info': report.contact,
    'report-id': report.reportId,
    policies,
  });
}

/** What a report of another house says of a domain of ours. */
export type ReadReport = {
  readonly organisation: string;
  readonly reportId: string;
  readonly domain: string;
  readonly from: Date;
  readonly to: Date;
  readonly passed: number;
  readonly failed: number;
  /** The failures, as they came: text of strangers. */
  readonly facts: unknown;
};

/** One report a policy domain; empty where the text is no report. */
export function readTlsReport(text: string): ReadReport[] {
  const whole = fieldsOf(parsed(text));
  const range = fieldsOf(whole['date-range']);
  const [from, to] = [range['start-datetime'], range['end-datetime']].map(value => new Date(String(value)));
  const { 'organization-name': organisation, 'report-id': reportId, policies } = whole;
  if (typeof organisation !== 'string' || typeof reportId !== 'string' || !Array.isArray(policies)) return [];
  if (Number.isNaN(from!.getTime()) || Number.isNaN(to!.getTime())) return [];
  const read = policies
    .slice(0, mostPolicies)
    .map(fieldsOf)
    .map(one => {
      const summary = fieldsOf(one.summary);
      return {
        domain: String(fieldsOf(one.policy)['policy-domain'] ?? '').toLowerCase(),
        passed: numberOf(summary['total-successful-session-count']),
        failed: numberOf(summary['total-failure-session-count']),
        facts: Array.isArray(one['failure-details']) ? one['failure-details'].slice(0, mostDetails) : [],
      };
    });
  return [...Map.groupBy(read, ({ domain }) => domain)].map(([domain, policies]) => ({
    organisation: organisation.slice(0, 200),
    reportId: reportId.slice(0, 300),
    domain,
    from: from!,
    to: to!,
    passed: policies.reduce((sum, one) => sum + one.passed, 0),
    failed: policies.reduce((sum, one) => sum + one.failed, 0),
    facts: policies.flatMap(one => one.facts),
  }));
}

const mostPolicies = 100;
const mostDetails = 1000;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
