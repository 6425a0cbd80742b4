/**
 * Writes the reports of the days before today to the domains that ask for them. The counts are taken in the transaction
 * that puts the report into the queue: of several nodes one writes it, and a crash neither loses nor doubles it. One that
 * goes to an https address is posted within it: what was not taken is counted still, and tried the next day.
 */
import { gzipSync } from 'node:zlib';
import { parseAddress } from '../../../formats/address/address.ts';
import { type DmarcFacts, writeDmarcReport } from '../../../formats/dmarc-report/report.ts';
import { composeReportMail } from '../../../formats/report-mail/compose.ts';
import { type TlsCount, writeTlsReport } from '../../../formats/tls-report/report.ts';
import { type Dns, DnsFailure } from '../../../peers/dns.ts';
import type { Post } from '../../../peers/post.ts';
import { listReportable, type ReportKind, takeTallies } from '../../../store/report-tallies.ts';
import { newTraceId } from '../../delivery/trace-id.ts';
import type { House } from '../../house.ts';
import { queueChannel } from '../channel.ts';
import { enqueueIn } from '../enqueue.ts';
import { type ReportTargets, reportTargets } from './addresses.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'hostName' | 'log'>;
type About = { readonly kind: ReportKind; readonly day: string; readonly domain: string };

/** @returns how many reports were put into the queue or posted. What DNS cannot say now is asked again at the next call. */
export async function sendReports(house: Parts, dns: Dns, post?: Post): Promise<number> {
  const today = house.clock.now().toISOString().slice(0, 10);
  let sent = 0;
  for (const about of await listReportable(house.store.database, today)) {
    try {
      if (await sendOne(house, about, await targetsFor(house, dns, about), post)) sent += 1;
    } catch (error) {
      if (error instanceof NotTaken) house.log.info('report-not-taken', { kind: about.kind, error });
      else if (!(error instanceof DnsFailure)) throw error;
    }
  }
  if (sent > 0) await house.store.database.notify(queueChannel, '');
  house.log.info('reports-sent', { reports: sent });
  return sent;
}

/** The house writes no reports to itself. */
async function targetsFor({ domains }: Parts, dns: Dns, { kind, domain }: About): Promise<ReportTargets> {
  return domains.includes(domain) ? { mail: [], web: null } : await reportTargets(dns, kind, domain);
}

/** The other house's server did not take a report. */
class NotTaken extends Error {}

/** rfc/8460#5.4 */
async function postReport(post: Post, uri: string, text: string): Promise<void> {
  let status: number;
  try {
    status = await post(uri, { type: 'application/tlsrpt+gzip', body: gzipSync(text) });
  } catch (cause) {
    throw new NotTaken('It could not be reached', { cause });
  }
  if (status < 200 || status > 299) throw new NotTaken(`It answered ${status}`);
}

async function sendOne(
  house: Parts,
  about: About,
  { mail: to, web }: ReportTargets,
  post: Post | undefined,
): Promise<boolean> {
  const { store, clock, hostName } = house;
  return await store.database.transaction(async tx => {
    const tallies = await takeTallies(tx, about);
    const posted = post === undefined ? null : web;
    if (tallies.length === 0 || (to.length === 0 && posted === null)) return false;
    const own = house.domains[0]!;
    const at = clock.now();
    const trace = newTraceId(house);
    const reportId = `${about.day}.${trace}@${own}`;
    const head = { organisation: own, contact: `postmaster@${own}`, reportId, domain: about.domain, day: about.day };
    const counted = <Facts>() => tallies.map(({ facts, count }) => ({ facts: JSON.parse(facts) as Facts, count }));
    const text =
      about.kind === 'tls'
        ? writeTlsReport({
            ...head,
            counts: counted<Omit<TlsCount, 'count'>>().map(({ facts, count }) => ({ ...facts, count })),
          })
        : writeDmarcReport({ ...head, rows: counted<DmarcFacts>() });
    if (posted !== null) {
      await postReport(post!, posted, text);
      return true;
    }
    const bytes = await composeReportMail({
      ...about,
      from: `postmaster@${own}`,
      to,
      submitter: own,
      reportId,
      text,
      at,
      messageId: `<${trace}@${hostName}>`,
    });
    const blob = await store.blobs.keep(bytes);
    const message = {
      trace,
      kind: 'notice' as const,
      sender: null,
      blob,
      facts: { bytes: bytes.length },
      accountId: null,
      wishes: {},
      at,
      steps: [],
    };
    const recipients = to.map(address => ({ address: parseAddress(address)!, notify: [] }));
    await enqueueIn(store, tx, message, recipients);
    return true;
  });
}
