/**
 * DMARC aggregate reports: what was seen of a domain's mail, written for it and read of others. RFC 7489 §7.2, appendix C.
 * XML, gzipped by whoever sends it.
 */
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import type { ReadReport } from '../tls-report/report.ts';

/** What one message showed; messages that show the same are counted together. */
export type DmarcFacts = {
  readonly ip: string;
  readonly headerFrom: string;
  readonly envelopeFrom: string;
  readonly disposition: 'none' | 'quarantine' | 'reject';
  /** Whether what DKIM and SPF prove is the author's domain. */
  readonly dkim: 'pass' | 'fail';
  readonly spf: 'pass' | 'fail';
  readonly signatures: readonly { readonly domain: string; readonly selector: string; readonly result: string }[];
  readonly spfDomain: string;
  readonly spfResult: string;
  /** The policy as it was published. */
  readonly policy: { readonly p: string; readonly sp: string; readonly adkim: 'r' | 's'; readonly aspf: 'r' | 's' };
};

export type DmarcReport = {
  readonly organisation: string;
  readonly contact: string;
  readonly reportId: string;
  /** The domain whose policy was found. */
  readonly domain: string;
  /** Of UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly rows: readonly { readonly facts: DmarcFacts; readonly count: number }[];
};

/** The report's text; its policy is the last one seen. */
export function writeDmarcReport(report: DmarcReport): string {
  const begin = Date.parse(`${report.day}T00:00:00Z`) / 1000;
  const { policy } = report.rows.at(-1)!.facts;
  const feedback = {
    version: '1.0',
    report_metadata: {
      org_name: report.organisation,
      email: report.contact,
      report_id: report.reportId,
      date_range: { begin, end: begin + 86_399 },
    },
    policy_published: {
      domain: report.domain,
      adkim: policy.adkim,
      aspf: policy.aspf,
      p: policy.p,
      sp: policy.sp,
      pct: 100,
    },
    record: report.rows.map(({ facts, count }) => ({
      row: {
        source_ip: facts.ip,
        count,
        policy_evaluated: { disposition: facts.disposition, dkim: facts.dkim, spf: facts.spf },
      },
      identifiers: { header_from: facts.headerFrom, envelope_from: facts.envelopeFrom },
      auth_results: {
        dkim: facts.signatures,
        spf: { domain: facts.spfDomain, scope: 'mfrom', result: facts.spfResult },
      },
    })),
  };
  const text = new XMLBuilder({ format: true, suppressEmptyNode: true }).build({ feedback });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
}

const mostRecords = 10_000;

/** Null where the text is no report. */
export function readDmarcReport(text: string): ReadReport | null {
  // Neither a document type nor entities: nothing in a report needs them, and bombs are made of them.
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) return null;
  const feedback = fieldsOf(fieldsOf(parsed(text)).feedback);
  const metadata = fieldsOf(feedback.report_metadata);
  const range = fieldsOf(metadata.date_range);
  const domain = fieldsOf(feedback.policy_published).domain;
  const { org_name: organisation, report_id: reportId } = metadata;
  const [begin, end] = [Number(range.begin), Number(range.end)];
  if (typeof organisation !== 'string' || typeof reportId !== 'string' || typeof domain !== 'string') return null;
  if (!isInstant(begin) || !isInstant(end)) return null;
  const rows = listOf(feedback.record).slice(0, mostRecords).map(readRow);
  const count = (passed: boolean): number =>
    rows.filter(row => row.passed === passed).reduce((sum, row) => sum + row.count, 0);
  return {
    organisation: organisation.slice(0, 200),
    reportId: reportId.slice(0, 300),
    domain: domain.toLowerCase(),
    from: new Date(begin * 1000),
    to: new Date(end * 1000),
    passed: count(true),
    failed: count(false),
    facts: rows.filter(row => !row.passed).slice(0, 1000),
  };
}

function readRow(record: unknown) {
  const row = fieldsOf(fieldsOf(record).row);
  const evaluated = fieldsOf(row.policy_evaluated);
  const count = Number(row.count);
  return {
    ip: String(row.source_ip ?? '').slice(0, 45),
    count: Number.isSafeInteger(count) && count > 0 ? count : 0,
    passed: evaluated.dkim === 'pass' || evaluated.spf === 'pass',
    disposition: String(evaluated.disposition ?? '').slice(0, 20),
    headerFrom: String(fieldsOf(fieldsOf(record).identifiers).header_from ?? '').slice(0, 255),
  };
}

function parsed(text: string): unknown {
  try {
    return new XMLParser({ parseTagValue: false, ignoreAttributes: true, processEntities: true }).parse(text);
  } catch {
    // The parser throws plain errors, for broken documents alone: what it cannot read is no report.
    return null;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

const isInstant = (seconds: number): boolean => Number.isSafeInteger(seconds) && seconds > 0 && seconds < 1e11;
