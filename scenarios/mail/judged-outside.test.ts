/**
 * What leaves the house, judged by a verifier that is not ours (Debian's python3-dkim and python3-spf), against the very
 * records that `vaguemestre dns` prints: both signatures hold, SPF passes, and DMARC finds them aligned.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { parseAddress } from '../../server/formats/address/address.ts';
import { startSending, usualSending } from '../../server/jobs/send.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { publishedRecords } from '../../server/services/queue/published.ts';
import { createSigningKey } from '../../server/services/queue/sign.ts';
import { submit } from '../../server/services/submission/submit.ts';
import { openTestHouse } from '../outside/house.ts';
import { openWorld } from '../outside/world.ts';

const run = promisify(execFile);
const python = '/usr/bin/python3';
const absent = await run(python, ['-c', 'import dkim, spf, nacl']).then(
  () => false as const,
  () => 'python3-dkim, python3-spf and python3-nacl are not installed',
);

const { house, person, faults, close } = await openTestHouse();
const world = await openWorld(await throwawayCertificate('mx.out.test', new Date()));
const keys = [createSigningKey('ac.test', 's1', 'rsa'), createSigningKey('ac.test', 's2', 'ed25519')];
const sender = await startSending({ house, outside: world.outside, keys, ...usualSending, node: 'here' });
after(async () => {
  await sender.close();
  await world.close();
  await close();
});

/** Reads records and a message, says what it thinks of each signature, of SPF, and of the two together. */
const verifier = `
import sys, json, base64, email, dkim, spf
given = json.load(sys.stdin)
records, message = given['records'], base64.b64decode(given['message'])
def txt(name, timeout=5):
    name = (name.decode() if isinstance(name, bytes) else name).rstrip('.').lower()
    return records.get('TXT ' + name, '').encode()
def look(name, kind, strict=True, timeout=20, *rest):
    name = name.rstrip('.').lower()
    value = records.get(kind + ' ' + name)
    if value is None: return []
    if kind == 'MX': return [((name, kind), tuple(value))]
    return [((name, kind), (value.encode(),) if kind == 'TXT' else value)]
spf.DNSLookup = look
checker = dkim.DKIM(message)
count = len([1 for name, _ in checker.headers if name.lower() == b'dkim-signature'])
signatures, domains = [], []
for index in range(count):
    checker = dkim.DKIM(message)
    try:
        signatures.append(bool(checker.verify(idx=index, dnsfunc=txt)))
    except dkim.ValidationError:
        signatures.append(False)
    domains.append(checker.domain.decode())
result, why = spf.check2(i=given['ip'], s=given['sender'], h=given['helo'])
author = email.utils.parseaddr(email.message_from_bytes(message)['From'])[1].split('@')[1]
policy = records.get('TXT _dmarc.' + author, '')
aligned = author in [d for d, ok in zip(domains, signatures) if ok] or (result == 'pass' and given['sender'].split('@')[1] == author)
print(json.dumps({'signatures': signatures, 'spf': result, 'dmarc': policy.startswith('v=DMARC1') and aligned}))
`;

type Judged = { signatures: boolean[]; spf: string; dmarc: boolean };

async function judge(message: string, envelope: string): Promise<Judged> {
  const ports = { imaps: 993, submissions: 465, submission: 587, sieve: 4190, https: 443 };
  const published = publishedRecords({ domains: ['ac.test'], hostName: 'mail.ac.test', ports }, keys);
  const texts = published.filter(({ type }) => type === 'TXT').map(({ name, value }) => [`TXT ${name}`, value]);
  const records = {
    ...Object.fromEntries(texts),
    'MX ac.test': [10, 'mail.ac.test'],
    'A mail.ac.test': '192.0.2.25',
  };
  const done = run(python, ['-c', verifier]);
  const given = {
    records,
    message: Buffer.from(message, 'latin1').toString('base64'),
    ip: '192.0.2.25',
    sender: envelope,
    helo: 'mail.ac.test',
  };
  done.child.stdin!.end(JSON.stringify(given));
  return JSON.parse((await done).stdout) as Judged;
}

test('the mail our server sends passes DKIM twice, SPF and DMARC, and a changed one does not', {
  skip: absent,
}, async () => {
  const mx = await world.add('out.test');
  const marie = await person('marie@ac.test');
  await submit(house, marie, {
    sender: marie.address,
    recipients: [{ address: parseAddress('x@out.test')! }],
    bytes: Buffer.from(
      'From: Marie <marie@ac.test>\r\nTo: x@out.test\r\nSubject: =?utf-8?Q?=C3=A9t=C3=A9?=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n.à demain\r\n\r\n  deux  espaces \r\n\r\n\r\n',
    ),
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
  });
  sender.wake();
  await sender.idle();
  const [taken] = mx.taken;
  assert.ok(taken);
  assert.deepEqual(await judge(taken.text, taken.sender), { signatures: [true, true], spf: 'pass', dmarc: true });
  const changed = await judge(taken.text.replace('demain', 'jamais'), taken.sender);
  assert.deepEqual(changed.signatures, [false, false]);
  assert.equal((await judge(taken.text, 'x@forged.test')).spf, 'none');
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
