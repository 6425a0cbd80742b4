/** Reads the reports that other houses send to `postmaster+dmarc@` and `postmaster+tls@`, and keeps what they say. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { fromBuffer, type ZipFile } from 'yauzl';
import { readDmarcReport } from '../../../formats/dmarc-report/report.ts';
import { decodeBody } from '../../../formats/message/decode.ts';
import type { ParsedMessage } from '../../../formats/message/parse.ts';
import { leaves } from '../../../formats/message/part.ts';
import { type ReadReport, readTlsReport } from '../../../formats/tls-report/report.ts';
import { insertReceived, type ReportKind } from '../../../store/report-tallies.ts';
import type { House } from '../../house.ts';

/** Octets of one report unpacked, at most. */
const largest = 20_000_000;
const unzip = promisify(gunzip) as (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

/** @returns whether the message held a report about one of our domains, which is kept now */
export async function takeReport(
  { store, clock, domains, log }: Pick<House, 'store' | 'clock' | 'domains' | 'log'>,
  kind: ReportKind,
  bytes: Buffer,
  { part }: Pick<ParsedMessage, 'part'>,
): Promise<boolean> {
  const reports: ReadReport[] = [];
  for (const leaf of leaves(part)) {
    if (leaf.type === 'text' || leaf.type === 'multipart') continue;
    const text = (await unpacked(decodeBody(bytes, leaf)))?.toString('utf8');
    if (text === undefined) continue;
    const read = kind === 'tls' ? readTlsReport(text) : [readDmarcReport(text)];
    reports.push(...(read.filter(report => report !== null && domains.includes(report.domain)) as ReadReport[]));
  }
  for (const report of reports) {
    await insertReceived(store.database, { kind, ...report }, clock.now());
    const { domain, passed, failed } = report;
    log.info('report-received', { kind, domain, passed, failed });
  }
  return reports.length > 0;
}

/** Gzip, zip with one file, or nothing packed at all; null where it cannot be unpacked within bounds. */
async function unpacked(bytes: Buffer): Promise<Buffer | null> {
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return await unzip(bytes, { maxOutputLength: largest });
    if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return await firstOf(bytes);
    return bytes.length <= largest ? bytes : null;
  } catch {
    // Both libraries throw errors of many kinds, for broken or endless archives alone: such a thing is no report.
    return null;
  }
}

async function firstOf(bytes: Buffer): Promise<Buffer> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  return await new Promise<Buffer>((resolve, reject) => {
    zip.on('error', reject).on('end', () => reject(new Error('An empty archive')));
    zip.on('entry', entry => {
      if (entry.uncompressedSize > largest) return reject(new Error('A bomb'));
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
        stream.on('end', () => resolve(Buffer.concat(chunks)));
      });
    });
    zip.readEntry();
  });
}
