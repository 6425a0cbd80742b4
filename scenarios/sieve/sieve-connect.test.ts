/** Debian's sieve-connect, a real client, against our door. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { mailHouse } from '../../dev/testing/mail-house.ts';
import { startManageSieve } from '../../server/protocols/managesieve/server.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { systemTimers } from '../../server/protocols/wire/timers.ts';

const program = '/usr/bin/sieve-connect';

test('sieve-connect puts, lists, activates, reads and removes a script', async t => {
  if (!existsSync(program)) return t.diagnostic('Skipped: needs Debian’s sieve-connect');
  const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-sieve-connect-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const tests = await mailHouse();
  t.after(() => tests.close());
  const context = serverSecureContext(await throwawayCertificate('localhost', new Date()));
  const server = await startManageSieve(tests.house, {
    host: '127.0.0.1',
    port: 0,
    tls: 'none',
    secureContext: () => context,
    timers: systemTimers,
    limits: { total: 10, perNetwork: 10 },
  });
  t.after(() => server.close());
  const { address } = await tests.account('sieve.connect');
  const local = join(directory, 'local.sieve');
  await writeFile(local, 'require "fileinto";\r\nfileinto "Été";\r\n');
  const say = (...words: string[]) =>
    run(['--server', '127.0.0.1', '--port', String(server.port), '--user', address, ...words], 'secret\n');

  assert.match(await say('--upload', '--localsieve', local, '--remotesieve', 'principal'), /OK|^$/);
  assert.match(await say('--list'), /principal/);
  await say('--activate', '--remotesieve', 'principal');
  assert.match(await say('--list'), /principal.*ACTIVE/i);
  const copy = join(directory, 'copy.sieve');
  await say('--download', '--remotesieve', 'principal', '--localsieve', copy);
  assert.match(await readFile(copy, 'utf8'), /fileinto "Été";/);
  await writeFile(local, 'nonsense;\r\n');
  assert.match(await say('--checkscript', '--localsieve', local).catch(error => String(error)), /nonsense/);
  await say('--deactivate');
  await say('--delete', '--remotesieve', 'principal');
  assert.doesNotMatch(await say('--list'), /principal/);
});

/** What the program says. @throws with what it says where it fails */
function run(words: string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['--notlsverify', '--authmech', 'PLAIN', '--passwordfd', '0', ...words], {
      env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
      timeout: 20_000,
    });
    let said = '';
    child.stdout.on('data', text => (said += text));
    child.stderr.on('data', text => (said += text));
    child.on('close', code => (code === 0 ? resolve(said) : reject(new Error(`${code}: ${said}`))));
    child.stdin.end(input);
  });
}
