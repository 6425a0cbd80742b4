import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Behaviour } from '../../../scenarios/outside/fake-mx.ts';
import { openWorld } from '../../../scenarios/outside/world.ts';
import { throwawayCertificate } from '../../protocols/wire/throwaway-certificate.ts';
import type { RemoteMessage } from '../smtp/remote-session.ts';

const world = await openWorld(await throwawayCertificate('mx.proven.test', new Date()));
after(() => world.close());

const message: RemoteMessage = {
  sender: 'marie@ac.test',
  recipients: [{ address: 'x@y.test', notify: null, orcpt: null }],
  bytes: Buffer.from('Subject: x\r\n\r\n.dot\r\n..two\r\nend\r\n'),
  body: '7BIT',
  utf8: false,
  tls: 'usual',
  ret: null,
  envid: null,
  by: null,
  priority: null,
};

const to = (...addresses: string[]): RemoteMessage => ({
  ...message,
  recipients: addresses.map(address => ({ address, notify: null, orcpt: null })),
});

test('a message arrives as it was, under TLS, and the next one takes the same connection', async () => {
  const mx = await world.add('good.test');
  const [outcome] = await world.outside.send('good.test', to('a@good.test'));
  assert.equal(outcome?.kind, 'sent');
  assert.match(String(outcome?.tls), /TLSv1\.3/);
  await world.outside.send('good.test', to('b@good.test'));
  assert.equal(mx.connections, 1);
  assert.deepEqual(
    mx.taken.map(({ text, tls }) => [text, tls]),
    [
      [message.bytes.toString(), true],
      [message.bytes.toString(), true],
    ],
  );
});

test('each recipient has its own fate', async () => {
  const mx = await world.add('mixed.test');
  const outcomes = await world.outside.send(
    'mixed.test',
    to('accepte@mixed.test', 'refuse@mixed.test', 'remet-plus-tard@mixed.test', 'pleine@mixed.test'),
  );
  assert.deepEqual(
    outcomes.map(({ kind, status }) => [kind, status]),
    [
      ['sent', '2.0.0'],
      ['failed', '5.1.1'],
      ['put-off', '4.2.0'],
      ['put-off', '4.2.2'],
    ],
  );
  assert.deepEqual(mx.taken[0]?.recipients, ['accepte@mixed.test']);
});

const steps = ['greeting', 'hello', 'mail', 'rcpt', 'data', 'end'] as const;
for (const step of steps) {
  const cases: [string, Behaviour][] = [
    ['stalls', { stallsAt: step }],
    ['leaves', { leavesAt: step }],
  ];
  for (const [what, behaviour] of cases) {
    test(`a server that ${what} at ${step} puts the message off, in bounded time`, async () => {
      const domain = `${what}-${step}.test`;
      await world.add(domain, { ...behaviour, tls: 'none' });
      const [outcome] = await world.outside.send(domain, to(`a@${domain}`));
      assert.equal(outcome?.kind, 'put-off');
      assert.equal(outcome?.unsure, step === 'end');
    });
  }
}

test('refusals at each step: the greeting speaks for its host, the rest for the message', async () => {
  for (const [step, kind] of [
    ['greeting', 'put-off'],
    ['mail', 'failed'],
    ['rcpt', 'failed'],
    ['data', 'failed'],
    ['end', 'failed'],
  ] as const) {
    const domain = `says-${step}.test`;
    await world.add(domain, { says: { [step]: '554 5.7.1 no\tthanks\x07' }, tls: 'none' });
    const [outcome] = await world.outside.send(domain, to(`a@${domain}`));
    assert.equal(outcome?.kind, kind, step);
    assert.match(outcome!.said, /^554 5\.7\.1 no thanks$/, step);
  }
});

test('the second host is asked when the first is dead, not when it has spoken', async () => {
  await world.addHost('two.test', 'dead.two.test', 10, { leavesAt: 'greeting' });
  const second = await world.addHost('two.test', 'alive.two.test', 20);
  assert.equal((await world.outside.send('two.test', to('a@two.test')))[0]?.kind, 'sent');
  assert.equal(second.taken.length, 1);

  await world.addHost('spoken.test', 'no.spoken.test', 10, { says: { mail: '550 5.7.1 no' } });
  const unasked = await world.addHost('spoken.test', 'yes.spoken.test', 20);
  assert.equal((await world.outside.send('spoken.test', to('a@spoken.test')))[0]?.kind, 'failed');
  assert.equal(unasked.connections, 0);
});

test('broken TLS is worse than none only for those who demand it', async () => {
  const mx = await world.add('broken.test', { tls: 'broken' });
  const [outcome] = await world.outside.send('broken.test', to('a@broken.test'));
  assert.equal(outcome?.kind, 'sent');
  assert.equal(mx.taken[0]?.tls, false);
  const [demanding] = await world.outside.send('broken.test', { ...to('a@broken.test'), tls: 'required' });
  assert.equal(demanding?.kind, 'failed');
  assert.equal(demanding?.status, '5.7.10');
});

test('an old server that knows HELO alone is served', async () => {
  const mx = await world.add('old.test', { knowsEhlo: false });
  assert.equal((await world.outside.send('old.test', to('a@old.test')))[0]?.kind, 'sent');
  assert.equal(mx.taken[0]?.tls, false);
});

test('an MTA-STS policy that is enforced wants a host it names and a certificate that proves it', async () => {
  const policy = (mx: string): string => `version: STSv1\nmode: enforce\nmx: ${mx}\nmax_age: 86400\n`;
  for (const domain of ['proven.test', 'unproven.test', 'stranger.test']) {
    await world.add(domain);
    world.zone[`_mta-sts.${domain}`] = { TXT: [['v=STSv1; id=1;']] };
  }
  world.policies.set('proven.test', policy('*.proven.test'));
  world.policies.set('unproven.test', policy('mx.unproven.test'));
  world.policies.set('stranger.test', policy('mx.elsewhere.test'));
  const outcome = async (domain: string) => (await world.outside.send(domain, to(`a@${domain}`)))[0]!;
  assert.match(String((await outcome('proven.test')).tls), /verified/);
  assert.equal((await outcome('unproven.test')).status, '4.7.5');
  assert.equal((await outcome('stranger.test')).status, '4.7.5');
  // The policy stays in force when an attacker hides it.
  world.policies.delete('unproven.test');
  delete world.zone['_mta-sts.unproven.test'];
  assert.equal((await outcome('unproven.test')).status, '4.7.5');
});

test('TLS required: the hosts are proven, know REQUIRETLS and prove their names, or the sender hears of it', async () => {
  const fresh = await openWorld(await throwawayCertificate('mx.kept.test', new Date()));
  const demand = async (domain: string) =>
    (await fresh.outside.send(domain, { ...to(`a@${domain}`), tls: 'required' }))[0]!;
  const policied = async (domain: string, ...hosts: [string, Behaviour][]) => {
    const servers = [];
    for (const [index, [host, behaviour]] of hosts.entries()) {
      servers.push(await fresh.addHost(domain, host, 10 * (index + 1), behaviour));
    }
    fresh.zone[`_mta-sts.${domain}`] = { TXT: [['v=STSv1; id=1;']] };
    fresh.policies.set(domain, 'version: STSv1\nmode: testing\nmx: mx.kept.test\nmx: plain.test\nmax_age: 86400\n');
    return servers;
  };
  const knows = { extensions: ['PIPELINING', 'REQUIRETLS'] };
  const [ignorant] = await policied('ignorant.test', ['mx.kept.test', {}]);
  assert.equal((await demand('ignorant.test')).status, '5.7.30');
  await ignorant!.close();
  const second = await policied('second.test', ['plain.test', { tls: 'none' }], ['mx.kept.test', knows]);
  assert.equal((await demand('second.test')).kind, 'sent', 'the next host is asked');
  assert.match(second[1]!.taken[0]!.mailLine, / REQUIRETLS/);
  await fresh.outside.send('second.test', { ...to('b@second.test'), tls: 'tagged' });
  const lines = second.flatMap(({ taken }) => taken.map(({ mailLine }) => mailLine));
  assert.equal(lines.length, 2, 'a notice of such a message goes anyhow');
  await policied('none.test', ['plain.test', { tls: 'none' }]);
  assert.equal((await demand('none.test')).status, '5.7.10');
  await fresh.add('unknown-hosts.test', knows);
  assert.equal((await demand('unknown-hosts.test')).status, '5.7.10', 'nothing proves its hosts');
  await fresh.close();
});

test('TLS waived by the sender: no policy keeps the message from arriving', async () => {
  const waived = async (domain: string) =>
    (await world.outside.send(domain, { ...to(`a@${domain}`), tls: 'waived' }))[0]!.kind;
  assert.deepEqual([await waived('unproven.test'), await waived('stranger.test')], ['sent', 'sent']);
});

test('domains without a way in: null MX, unknown, failing DNS, forbidden addresses', async () => {
  world.zone['null.test'] = { MX: [{ exchange: '', priority: 0 }] };
  world.zone['failing.test'] = { SERVFAIL: [] };
  world.zone['inside.test'] = { A: ['10.0.0.1'] };
  world.zone['nohost.test'] = { MX: [{ exchange: 'gone.nohost.test', priority: 1 }] };
  const outcome = async (domain: string) => (await world.outside.send(domain, to(`a@${domain}`)))[0]!;
  assert.deepEqual([(await outcome('null.test')).kind, (await outcome('null.test')).status], ['failed', '5.1.10']);
  assert.deepEqual([(await outcome('unknown.test')).kind, (await outcome('unknown.test')).status], ['failed', '5.1.2']);
  assert.deepEqual(
    [(await outcome('failing.test')).kind, (await outcome('failing.test')).status],
    ['put-off', '4.4.3'],
  );
  assert.deepEqual([(await outcome('inside.test')).kind, (await outcome('inside.test')).status], ['put-off', '4.4.1']);
  assert.equal((await outcome('nohost.test')).kind, 'put-off');
});

test('DNS that lies leads nowhere it should not: no endless list, no machine of ours, no name that is a command', async () => {
  world.zone['hundreds.test'] = {
    MX: Array.from({ length: 500 }, (_, index) => ({ exchange: `h${index}.hundreds.test`, priority: index })),
  };
  const asked: string[] = [];
  const dns = {
    ...world.dns,
    addresses: async (name: string) => {
      asked.push(name);
      return await world.dns.addresses(name);
    },
  };
  const curious = await openWorld(await throwawayCertificate('mx.test', new Date()), { dns });
  await curious.add('any.test');
  assert.equal((await curious.outside.send('hundreds.test', to('a@hundreds.test')))[0]?.kind, 'put-off');
  assert.equal(asked.length, 10);
  await curious.close();
  world.zone['mapped.test'] = { AAAA: ['::ffff:10.0.0.1'] };
  world.zone['literal.test'] = { MX: [{ exchange: '169.254.169.254', priority: 1 }] };
  world.zone['command.test'] = { MX: [{ exchange: 'x\r\nQUIT\r\n.test', priority: 1 }] };
  world.zone['half-null.test'] = {
    MX: [
      { exchange: '.', priority: 0 },
      { exchange: 'mx.good.test', priority: 5 },
    ],
  };
  const outcome = async (domain: string) => (await world.outside.send(domain, to(`a@${domain}`)))[0]!;
  for (const domain of ['mapped.test', 'literal.test', 'command.test']) {
    assert.equal((await outcome(domain)).kind, 'put-off', domain);
  }
  assert.equal((await outcome('half-null.test')).kind, 'sent', 'a null exchanger among others is no refusal');
});

test('what a server does not know is not given to it', async () => {
  await world.add('plain.test', { extensions: [] });
  await world.add('small.test', { extensions: ['SIZE 10'] });
  const send = async (domain: string, more: Partial<RemoteMessage>) =>
    (await world.outside.send(domain, { ...to(`a@${domain}`), ...more }))[0]!.status;
  assert.equal(await send('plain.test', { utf8: true }), '5.6.7');
  assert.equal(await send('plain.test', { body: 'BINARYMIME' }), '5.6.1');
  assert.equal(await send('small.test', {}), '5.3.4');
});

test('what a server says of its limits is kept: so many recipients at once, so many messages a connection', async () => {
  const mx = await world.add('limits.test', {
    extensions: ['PIPELINING', 'LIMITS RCPTMAX=2 MAILMAX=3', 'MT-PRIORITY MIXER'],
  });
  const five = to('a@limits.test', 'refuse@limits.test', 'c@limits.test', 'd@limits.test', 'e@limits.test');
  const outcomes = await world.outside.send('limits.test', { ...five, priority: -2 });
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['sent', 'failed', 'sent', 'sent', 'sent'],
  );
  assert.deepEqual(
    mx.taken.map(({ recipients }) => recipients.length),
    [1, 2, 1],
  );
  assert.match(mx.taken[0]!.mailLine, / MT-PRIORITY=-2/);
  await world.outside.send('limits.test', to('f@limits.test'));
  assert.equal(mx.connections, 2, 'three messages were one connection’s share');
});

test('binary goes by BDAT, and what the sender asked for goes along', async () => {
  const mx = await world.add('full.test', { extensions: ['CHUNKING', 'BINARYMIME', 'DSN', 'PIPELINING'] });
  await world.outside.send('full.test', {
    ...message,
    recipients: [{ address: 'a@full.test', notify: 'SUCCESS', orcpt: 'rfc822;a b@full.test' }],
    bytes: Buffer.from('Subject: x\r\n\r\n\0\n.\r\n.'),
    body: 'BINARYMIME',
    ret: 'HDRS',
    envid: 'e=1',
  });
  assert.equal(mx.taken[0]?.text, 'Subject: x\r\n\r\n\0\n.\r\n.');
  assert.equal(mx.taken[0]?.mailLine, 'MAIL FROM:<marie@ac.test> BODY=BINARYMIME RET=HDRS ENVID=e+3D1');
  assert.equal(mx.taken[0]?.rcptLines[0], 'RCPT TO:<a@full.test> NOTIFY=SUCCESS ORCPT=rfc822;a+20b@full.test');
});
