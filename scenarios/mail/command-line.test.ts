/** The operator's commands on a house that runs, beside the process that runs it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { parseAddress } from '../../server/formats/address/address.ts';
import { submit } from '../../server/services/submission/submit.ts';
import { insertReceived } from '../../server/store/report-tallies.ts';
import { openTestHouse } from '../outside/house.ts';

const { house, url, directory, person, faults, close } = await openTestHouse();
after(close);
const marie = await person('marie@ac.test');
const config = join(directory, 'vaguemestre.conf');
await writeFile(
  config,
  `domains = ac.test\nhost-name = mail.ac.test\ndata-directory = ${directory}\ndatabase-url = ${url}\ndns-servers = 127.0.0.1:9\n`,
);

type Command = 'queue' | 'trace' | 'dns';
type Done = { stdout: string; stderr: string; code: number };

/** Runs commands one after another in one process, as main.ts runs each; what each said is cut out at the marks. */
async function commands(...lists: [Command, ...string[]][]): Promise<Done[]> {
  const cli = (name: string) => JSON.stringify(new URL(`../../server/cli/${name}.ts`, import.meta.url).href);
  const script = `
    import { queue } from ${cli('queue')};
    import { trace } from ${cli('trace')};
    import { dns } from ${cli('dns')};
    import { tell } from ${cli('tell')};
    for (const [name, ...words] of ${JSON.stringify(lists)}) {
      process.exitCode = 0;
      await { queue, trace, dns }[name]([...words, '--config', ${JSON.stringify(config)}]).catch(tell);
      process.stdout.write('\x1e');
      process.stderr.write(process.exitCode + '\x1e');
    }
    process.exitCode = 0;`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  const [outs, errors] = [stdout.split('\x1e'), stderr.split('\x1e')];
  return lists.map((_, index) => {
    const said = errors[index]!;
    return { stdout: outs[index]!, stderr: said.slice(0, -1), code: Number(said.at(-1)) };
  });
}

const { trace } = await submit(house, marie, {
  sender: marie.address,
  recipients: ['x@out.test', 'y@other.test'].map(address => ({ address: parseAddress(address)! })),
  bytes: Buffer.from('From: marie@ac.test\r\nMessage-ID: <m1@ac.test>\r\nSubject: x\r\n\r\n.\r\n'),
  protocol: 'ESMTPSA',
  tls: undefined,
  wishes: {},
});

test('the queue is listed, shown, held, released and dropped; each act is in the journey of the message', async () => {
  const said = await commands(
    ['queue', 'list'],
    ['queue', 'show', '--domain', 'out.test'],
    ['queue', 'hold', trace, '--why', 'à voir'],
    ['queue', 'show', '--held'],
    ['queue', 'release', '--account', 'marie@ac.test'],
    ['queue', 'retry', '--all'],
    ['queue', 'drop', '--domain', 'other.test', '--why', 'erreur'],
    ['queue', 'free', 'marie@ac.test'],
    ['trace', 'm1@ac.test'],
  );
  assert.deepEqual([...new Set(said.map(({ code }) => code))], [0], said.map(({ stderr }) => stderr).join(''));
  const [list, shown, hold, held, release, retry, drop, free, journey] = said.map(({ stdout }) => stdout);
  assert.match(list!, /out\.test {2}en attente \/ waiting 1/);
  assert.match(shown!, new RegExp(`^${trace} .* marie@ac\\.test → x@out\\.test {2}essai 1 le`));
  assert.match(hold!, /^2 destinataire/);
  assert.match(held!, /retenu \/ held: à voir/);
  assert.match(release!, /^2 destinataire/);
  assert.match(retry!, /^2 destinataire/);
  assert.match(drop!, /^1 destinataire/);
  assert.match(free!, /0 destinataire/);
  assert.match(journey!, /pris en charge/);
  assert.match(journey!, /retenu \/ held .*by=console .*why=à voir/);
  assert.match(journey!, /retiré \/ dropped .*to=y@other\.test/);
  assert.match(journey!, /x@out\.test {2}essai 1/);
});

test('what is too wide, unknown or unexplained is refused in two languages', async () => {
  const said = await commands(
    ['queue', 'drop', '--why', 'x'],
    ['queue', 'hold', trace],
    ['queue', 'burn'],
    ['queue', 'release'],
    ['queue', 'free', 'nobody@ac.test'],
    ['trace', 'unknown'],
  );
  for (const { code, stderr } of said) {
    assert.equal(code, 1);
    assert.ok(stderr.trim().split('\n').length >= 2);
  }
  assert.match(said[4]!.stderr, /Cette adresse n’existe pas/);
  assert.match(said[5]!.stderr, /Aucun message connu/);
});

test('the records of the zone are printed, and the reports of others', async () => {
  await insertReceived(
    house.store.database,
    {
      kind: 'dmarc',
      organisation: 'out.test',
      reportId: '1',
      domain: 'ac.test',
      from: house.clock.now(),
      to: house.clock.now(),
      passed: 7,
      failed: 1,
      facts: [],
    },
    house.clock.now(),
  );
  const [{ stdout, code }, reports] = (await commands(['dns'], ['dns', '--reports'])) as [Done, Done];
  assert.match(reports.stdout, /^2026-11-24 {2}dmarc {2}ac\.test {2}out\.test {2}bons \/ good 7 {2}mauvais \/ bad 1$/m);
  assert.equal(code, 0);
  assert.match(stdout, /^ac\.test\. 3600 IN MX 10 mail\.ac\.test\.$/m);
  assert.match(stdout, /^v1ed\._domainkey\.ac\.test\. 3600 IN TXT "v=DKIM1; k=ed25519; p=/m);
  assert.match(stdout, /^; {3}mode: enforce$/m);
});

test('new keys are made, printed, and do not sign before they are published', async () => {
  const [made, printed, early] = (await commands(['dns', '--rotate'], ['dns'], ['dns', '--rotate'])) as [
    Done,
    Done,
    Done,
  ];
  assert.equal(made.code, 0);
  assert.match(made.stdout, /nouvelles clés DKIM/);
  assert.match(printed.stdout, /^v1rsa\._domainkey\.ac\.test\. /m);
  assert.match(printed.stdout, /prochaine clé[^\n]*\nv2rsa\._domainkey\.ac\.test\. /);
  assert.equal(early.code, 1);
  assert.match(early.stderr, /pas encore publié/);
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
