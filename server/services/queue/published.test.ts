import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedDns, type Zone } from '../../../scenarios/outside/world.ts';
import { checkRecord, publishedRecords, zoneLine } from './published.ts';
import { createSigningKey } from './sign.ts';

const key = createSigningKey('ac.test', 's1', 'rsa');
const ports = { imaps: 993, submissions: 465, submission: 0, sieve: 4190, https: 443 };
const records = publishedRecords({ domains: ['ac.test'], hostName: 'mail.ac.test', ports }, [key]);
const named = (name: string, type: string) => records.find(one => one.name === name && one.type === type)!;

test('every record is a line of a zone file, long keys cut, closed services left out', () => {
  const lines = records.map(zoneLine);
  assert.ok(lines.includes('ac.test. 3600 IN MX 10 mail.ac.test.'));
  assert.ok(lines.includes('ac.test. 3600 IN TXT "v=spf1 mx -all"'));
  assert.ok(lines.includes('_imaps._tcp.ac.test. 3600 IN SRV 0 1 993 mail.ac.test.'));
  assert.ok(!lines.some(line => line.includes('_submission._tcp')));
  const dkim = lines.find(line => line.startsWith('s1._domainkey'))!;
  assert.match(dkim, /TXT "v=DKIM1; k=rsa; p=[^"]+" "[^"]+"$/);
  for (const [, text] of dkim.matchAll(/"([^"]*)"/g)) assert.ok(text!.length <= 255);
});

test('what is published is compared, forgiving what changes nothing', async () => {
  const dkim = named('s1._domainkey.ac.test', 'TXT');
  const zone: Zone = {
    'ac.test': { MX: [{ exchange: 'MAIL.ac.test', priority: 5 }], TXT: [['google-site=1'], ['v=spf1 a -all']] },
    's1._domainkey.ac.test': { TXT: [[dkim.value.slice(0, 100), dkim.value.slice(100)]] },
    '_dmarc.ac.test': { TXT: [['v=DMARC1;p=reject']] },
    '_imaps._tcp.ac.test': { SRV: [{ priority: 0, weight: 1, port: 993, name: 'mail.ac.test' }] },
    'mail.ac.test': { A: ['127.0.0.9'] },
    'autoconfig.ac.test': { A: ['127.0.0.9'] },
    '_mta-sts.ac.test': { SERVFAIL: [] },
  };
  const dns = scriptedDns(zone);
  const kinds = async (name: string, type: string) => (await checkRecord(dns, named(name, type))).kind;
  assert.equal(await kinds('ac.test', 'MX'), 'same');
  assert.deepEqual(await checkRecord(dns, named('ac.test', 'TXT')), { kind: 'other', found: 'v=spf1 a -all' });
  assert.equal(await kinds('s1._domainkey.ac.test', 'TXT'), 'same');
  assert.equal(await kinds('_dmarc.ac.test', 'TXT'), 'same');
  assert.equal(await kinds('_imaps._tcp.ac.test', 'SRV'), 'same');
  assert.equal(await kinds('autoconfig.ac.test', 'CNAME'), 'same');
  assert.equal(await kinds('autodiscover.ac.test', 'CNAME'), 'absent');
  assert.equal(await kinds('_mta-sts.ac.test', 'TXT'), 'unknown');
});
