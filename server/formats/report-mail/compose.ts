/** The mail that carries a report to another house. RFC 7489 §7.2.1.1, rfc/8460#5.3 */
import { gzipSync } from 'node:zlib';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

export type ReportMail = {
  readonly kind: 'dmarc' | 'tls';
  readonly from: string;
  readonly to: readonly string[];
  /** The domain it is about, and who writes. */
  readonly domain: string;
  readonly submitter: string;
  readonly reportId: string;
  /** Of UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly text: string;
  readonly at: Date;
  readonly messageId: string;
};

export async function composeReportMail(mail: ReportMail): Promise<Buffer> {
  const { kind, domain, submitter, reportId, day } = mail;
  const begin = Date.parse(`${day}T00:00:00Z`) / 1000;
  const name = `${submitter}!${domain}!${begin}!${begin + 86_399}`;
  const words = `This is ${kind === 'tls' ? 'a TLS' : 'an aggregate DMARC'} report on mail of ${domain}, ${day}, from ${submitter}.\r\n`;
  const tls = kind === 'tls';
  return await new MailComposer({
    from: mail.from,
    to: mail.to.join(', '),
    subject: tls
      ? `Report Domain: ${domain} Submitter: ${submitter} Report-ID: <${reportId}>`
      : `Report domain: ${domain} Submitter: ${submitter} Report-ID: ${reportId}`,
    date: mail.at,
    messageId: mail.messageId,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(tls ? { 'TLS-Report-Domain': domain, 'TLS-Report-Submitter': submitter } : {}),
    },
    text: words,
    attachments: [
      {
        filename: `${name}${tls ? '.json.gz' : '.xml.gz'}`,
        contentType: tls ? 'application/tlsrpt+gzip' : 'application/gzip',
        content: gzipSync(mail.text),
      },
    ],
  })
    .compile()
    .build();
}
