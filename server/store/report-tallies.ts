/** What reports to other domains will say, counted by day, and what other houses reported to us. */
import type { Queryable } from './database.ts';

/** `dmarc`: RFC 7489 §7.2; `tls`: rfc/8460. */
export type ReportKind = 'dmarc' | 'tls';

export type TallyRow = {
  readonly kind: ReportKind;
  /** Of UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly domain: string;
  /** JSON, as the kind tells it. */
  readonly facts: string;
  readonly count: number;
};

export async function addTallies(db: Queryable, rows: readonly TallyRow[]): Promise<void> {
  await db.query({
    text: `insert into report_tally (kind, day, domain, facts, count)
           select kind, day, domain, facts, count
           from unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::bigint[]) n(kind, day, domain, facts, count)
           order by 1, 2, 3, 4
           on conflict (kind, day, domain, facts) do update set count = report_tally.count + excluded.count`,
    values: [
      rows.map(row => row.kind),
      rows.map(row => row.day),
      rows.map(row => row.domain),
      rows.map(row => row.facts),
      rows.map(row => row.count),
    ],
  });
}

/** What is to be reported of days before this one. */
export function listReportable(
  db: Queryable,
  today: string,
): Promise<{ kind: ReportKind; day: string; domain: string }[]> {
  return db.query({
    text: `select distinct kind, to_char(day, 'YYYY-MM-DD') as day, domain from report_tally
           where day < $1::date order by day, kind, domain limit 10000`,
    values: [today],
  });
}

/** Takes the counts of one report away: whoever gets them writes it, in the same transaction. */
export async function takeTallies(
  tx: Queryable,
  of: { kind: ReportKind; day: string; domain: string },
): Promise<{ facts: string; count: number }[]> {
  return await tx.query<{ facts: string; count: number }>({
    text: 'delete from report_tally where kind = $1 and day = $2::date and domain = $3 returning facts, count',
    values: [of.kind, of.day, of.domain],
  });
}

/** A report of another house on our mail. */
export type ReceivedReport = {
  readonly kind: ReportKind;
  readonly organisation: string;
  readonly reportId: string;
  /** The domain of ours it is about. */
  readonly domain: string;
  readonly from: Date;
  readonly to: Date;
  readonly passed: number;
  readonly failed: number;
  readonly facts: unknown;
};

/** Keeps a report; one that came before is left as it was. */
export async function insertReceived(db: Queryable, report: ReceivedReport, at: Date): Promise<void> {
  await db.query({
    text: `insert into report_received (kind, organisation, report_id, domain, from_at, to_at, passed, failed, facts, received_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    values: [
      report.kind,
      report.organisation,
      report.reportId,
      report.domain,
      report.from,
      report.to,
      report.passed,
      report.failed,
      JSON.stringify(report.facts),
      at,
    ],
  });
}

/** Newest first. */
export function listReceived(db: Queryable, atMost: number): Promise<(ReceivedReport & { receivedAt: Date })[]> {
  return db.query({
    text: `select kind, organisation, report_id as "reportId", domain, from_at as "from", to_at as "to", passed, failed,
             facts, received_at as "receivedAt" from report_received order by received_at desc limit $1`,
    values: [atMost],
  });
}

/** Forgets reports that came, and counts that nobody asked for, before an instant. */
export async function forgetReports(db: Queryable, before: Date): Promise<void> {
  await db.query({ text: 'delete from report_received where received_at < $1', values: [before] });
  await db.query({ text: 'delete from report_tally where day < $1::timestamptz::date', values: [before] });
}
