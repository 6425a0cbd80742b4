import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readTlsReport, writeTlsReport } from '../tls-report/report.ts';
import { type DmarcFacts, readDmarcReport, writeDmarcReport } from './report.ts';

const facts: DmarcFacts = {
  ip: '192.0.2.1',
  headerFrom: 'out.test',
  envelopeFrom: 'bounces.out.test',
  disposition: 'none',
  dkim: 'pass',
  spf: 'fail',
  signatures: [{ domain: 'out.test', selector: 's<1>', result: 'pass' }],
  spfDomain: 'bounces.out.test',
  spfResult: 'softfail',
  policy: { p: 'reject', sp: 'none', adkim: 'r', aspf: 's' },
};
const head = {
  organisation: 'Académie & co',
  contact: 'postmaster@ac.test',
  reportId: 'r1@ac.test',
  day: '2026-11-23',
};

test('a DMARC report that was written is read back with its counts', () => {
  const failing: DmarcFacts = { ...facts, dkim: 'fail', disposition: 'reject' };
  const text = writeDmarcReport({
    ...head,
    domain: 'out.test',
    rows: [
      { facts, count: 3 },
      { facts: failing, count: 2 },
    ],
  });
  assert.match(text, /<selector>s&lt;1&gt;<\/selector>/);
  const read = readDmarcReport(text)!;
  assert.deepEqual(
    [read.organisation, read.domain, read.passed, read.failed, read.from.toISOString()],
    ['Académie & co', 'out.test', 3, 2, '2026-11-23T00:00:00.000Z'],
  );
});

test('a TLS report that was written is read back with its counts', () => {
  const text = writeTlsReport({
    ...head,
    domain: 'out.test',
    counts: [
      { host: 'mx.out.test', policy: 'sts', fault: null, count: 5 },
      { host: 'mx.out.test', policy: 'sts', fault: 'certificate-expired', count: 2 },
      { host: 'mx2.out.test', policy: 'tlsa', fault: null, count: 1 },
    ],
  });
  const [read] = readTlsReport(text);
  assert.deepEqual([read?.domain, read?.passed, read?.failed], ['out.test', 6, 2]);
});

test('bombs and rubbish are no reports', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa">]><feedback>&a;</feedback>`;
  assert.equal(readDmarcReport(bomb), null);
  const broken = fc.oneof(
    fc.string(),
    fc.json(),
    fc.string().map(text => `<feedback><record>${text}`),
  );
  fc.assert(
    fc.property(broken, text => {
      readDmarcReport(text);
      readTlsReport(text);
    }),
    { numRuns: 2000 },
  );
});
