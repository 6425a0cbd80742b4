import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { openTestHouse } from '../../../../scenarios/outside/house.ts';
import { scriptedDns, type Zone } from '../../../../scenarios/outside/world.ts';
import { parseAddress } from '../../../formats/address/address.ts';
import { writeDmarcReport } from '../../../formats/dmarc-report/report.ts';
import { accept } from '../../delivery/accept.ts';
import { findRecipient } from '../../delivery/recipient.ts';
import { forgetOldMail } from '../forget.ts';
import { sendReports } from './send.ts';
import { createTally } from './tally.ts';

const { house, person, messages, query, faults, clock, close } = await openTestHouse();
const tally = createTally({ store: house.store, clock, log: house.log });
after(async () => {
  await tally.close();
  await close();
});
const zone: Zone = {
  '_dmarc.out.test': {
    TXT: [['v=DMARC1; p=reject; rua=mailto:d@out.test!10m,mailto:x@taker.test,mailto:y@victim.test']],
  },
  'out.test._report._dmarc.taker.test': { TXT: [['v=DMARC1']] },
  '_smtp._tls.out.test': { TXT: [['v=TLSRPTv1; rua=https://r.out.test/,mailto:t@out.test']] },
  '_smtp._tls.later.test': { SERVFAIL: [] },
};
const dns = scriptedDns(zone);
const facts = {
  ip: '192.0.2.1',
  headerFrom: 'out.test',
  envelopeFrom: 'out.test',
  disposition: 'none',
  dkim: 'pass',
  spf: 'pass',
  signatures: [],
  spfDomain: 'out.test',
  spfResult: 'pass',
  policy: { p: 'reject', sp: 'reject', adkim: 'r', aspf: 'r' },
};
const queued = () =>
  query<{ address: string; sender: string }>(
    'select r.address, m.sender from queue_recipient r join queue_message m using (queue_id) order by 1',
  );

test('what was counted today is reported tomorrow, once, to those who ask and to nobody they name without consent', async () => {
  for (let time = 0; time < 3; time += 1) tally.add('dmarc', 'out.test', facts);
  tally.add('tls', 'out.test', { host: 'mx.out.test', policy: 'sts', fault: null });
  tally.add('tls', 'nobody.test', { host: 'mx.nobody.test', policy: 'no-policy-found', fault: null });
  tally.add('tls', 'later.test', { host: 'mx.later.test', policy: 'no-policy-found', fault: null });
  await tally.flush();
  assert.equal(await sendReports(house, dns), 0);
  clock.forward(86_400_000);
  const both = await Promise.all([sendReports(house, dns), sendReports(house, dns)]);
  assert.equal(both[0] + both[1], 2);
  assert.deepEqual(await queued(), [
    { address: 'd@out.test', sender: '' },
    { address: 't@out.test', sender: '' },
    { address: 'x@taker.test', sender: '' },
  ]);
  const left = await query<{ domain: string }>('select domain from report_tally');
  assert.deepEqual(left, [{ domain: 'later.test' }]);
  const blobs = await query<{ blob: never }>('select blob from queue_message order by queue_id');
  const texts = await Promise.all(blobs.map(async ({ blob }) => (await house.store.blobs.read(blob)).toString()));
  assert.ok(texts.some(text => /TLS-Report-Domain: out\.test/i.test(text) && /application\/tlsrpt\+gzip/.test(text)));
});

test('a domain that takes its TLS reports by https has them there; one that is not taken is tried the next day', async () => {
  zone['_smtp._tls.web.test'] = { TXT: [['v=TLSRPTv1; rua=https://reports.web.test/tls']] };
  tally.add('tls', 'web.test', { host: 'mx.web.test', policy: 'sts', fault: null });
  await tally.flush();
  clock.forward(86_400_000);
  const posts: string[] = [];
  const answering =
    (status: number) =>
    (uri: string, { type, body }: { type: string; body: Buffer }) => {
      posts.push(`${uri} ${type} ${JSON.parse(gunzipSync(body).toString()).policies[0].policy['policy-domain']}`);
      return Promise.resolve(status);
    };
  assert.equal(await sendReports(house, dns, answering(503)), 0);
  assert.equal(await sendReports(house, dns, () => Promise.reject(new Error('away'))), 0);
  assert.equal(await sendReports(house, dns, answering(201)), 1);
  assert.equal(await sendReports(house, dns, answering(201)), 0);
  assert.deepEqual([...new Set(posts)], ['https://reports.web.test/tls application/tlsrpt+gzip web.test']);
  assert.equal(posts.length, 2);
});

test('a report on our mail is read from its archive and kept; it comes into no mailbox, what is none does', async () => {
  const chef = await person('postmaster@ac.test');
  const text = writeDmarcReport({
    organisation: 'out.test',
    contact: 'x@out.test',
    reportId: '1',
    domain: 'ac.test',
    day: '2026-11-23',
    rows: [{ facts: facts as never, count: 7 }],
  });
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(text), 'report.xml');
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  const arrive = async (body: string) =>
    accept(house, {
      answers: 'one',
      bringer: { name: 'mx.out.test', address: '192.0.2.1', protocol: 'ESMTP', tls: undefined },
      sender: 'r@out.test',
      recipients: [
        {
          address: parseAddress('postmaster+dmarc@ac.test')!,
          person: await findRecipient(house, 'postmaster+dmarc@ac.test'),
        },
      ],
      wishes: {},
      bytes: Buffer.from(
        `From: r@out.test\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n`,
      ),
    });
  await arrive(Buffer.concat(pieces).toString('base64'));
  assert.deepEqual(await query('select kind, domain, passed, failed from report_received'), [
    { kind: 'dmarc', domain: 'ac.test', passed: 7, failed: 0 },
  ]);
  assert.equal((await messages(chef)).length, 0);
  await arrive(Buffer.concat(pieces).subarray(0, 100).toString('base64'));
  assert.equal((await messages(chef)).length, 1);
});

test('old traces are forgotten by the clock, new ones are not', async () => {
  await query(`insert into journey values ('old', '2026-01-01', 'taken', null, '{}')`);
  await forgetOldMail(house);
  assert.deepEqual(await query(`select trace from journey where trace = 'old'`), []);
  assert.ok((await query('select trace from journey')).length > 0);
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
