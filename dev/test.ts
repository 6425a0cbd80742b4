/**
 * `npm test`: installs what the scenarios need where it can, starts one PostgreSQL for all test files, and runs them
 * under node's own runner. Words after `--` choose files: `npm test -- server/formats`.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { buildFront } from './demo/build-front.ts';
import { installDebianPackages } from './install-packages.ts';
import { debianBinaries, serverVariable, startTestServer } from './testing/database.ts';

/** Browser and clients of the scenarios, by Debian package and what it brings. */
const packages: Record<string, string> = {
  chromium: '/usr/bin/chromium',
  curl: '/usr/bin/curl',
  bsdutils: '/usr/bin/script',
  'dovecot-sieve': '/usr/bin/sieve-test',
  fetchmail: '/usr/bin/fetchmail',
  gsasl: '/usr/bin/gsasl',
  imapfilter: '/usr/bin/imapfilter',
  isync: '/usr/bin/mbsync',
  neomutt: '/usr/bin/neomutt',
  'poppler-utils': '/usr/bin/pdftotext',
  postfix: '/usr/sbin/smtp-source',
  'python3-dkim': '/usr/lib/python3/dist-packages/dkim',
  'python3-nacl': '/usr/lib/python3/dist-packages/nacl',
  'python3-spf': '/usr/lib/python3/dist-packages/spf.py',
  'sieve-connect': '/usr/bin/sieve-connect',
  swaks: '/usr/bin/swaks',
  vdirsyncer: '/usr/bin/vdirsyncer',
};

const wanted = process.argv.slice(2).filter(word => !word.startsWith('-'));
const files: string[] = [];
for await (const file of glob(['{contract,server,dev,scenarios,web}/**/*.test.ts'], {
  exclude: path => /node_modules|dist/.test(String(path)),
})) {
  if (wanted.length === 0 || wanted.some(word => file.startsWith(word))) files.push(file);
}
if (files.length === 0) {
  console.error(`No test file begins with ${wanted.join(' or ')}`);
  process.exit(1);
}

if (wanted.length === 0 || wanted.some(word => word.startsWith('scenarios'))) installDebianPackages(packages);
// Once, before files that run side by side ask for it.
if (files.some(file => file.startsWith('scenarios'))) await buildFront(step => console.log(step));
process.exitCode = await runFiles(files);
const onOldest = files.filter(file => /^server\/store\/[^/]+\.test\.ts$/.test(file));
if (onOldest.length > 0 && existsSync(debianBinaries)) {
  console.log('\nThe store once more, on PostgreSQL 15:');
  process.exitCode ||= await runFiles(onOldest, '15');
} else if (onOldest.length > 0) console.log(`Skipped: the store on PostgreSQL 15 (${debianBinaries} is not there)`);
for (const [name, brings] of Object.entries(packages)) {
  if (!existsSync(brings)) console.log(`Skipped: what needs ${brings} (Debian package ${name} is not installed)`);
}

/** Runs test files on one server of their own; gives the runner's exit code. */
async function runFiles(chosen: string[], version?: string): Promise<number> {
  const server = await startTestServer(version);
  const words = ['--test-concurrency=2', '--test-timeout=300000', '--import', './dev/testing/leaks.ts'];
  const code = await new Promise<number>(resolve => {
    const env = { ...process.env, [serverVariable]: server.url };
    const runner = spawn(process.execPath, ['--test', ...words, ...chosen.sort()], { stdio: 'inherit', env });
    runner.on('exit', ended => resolve(ended ?? 1));
  });
  await server.stop();
  return code;
}
