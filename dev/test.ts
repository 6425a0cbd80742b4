/**
 * `npm test`: installs what the scenarios need where it can, starts one PostgreSQL for all test files, and runs them
 * under node's own runner. Words after `--` choose files: `npm test -- server/formats`.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { installDebianPackages } from './install-packages.ts';
import { serverVariable, startTestServer } from './testing/database.ts';

/** Clients and browser of the scenarios, by Debian package and what it brings. */
const packages: Record<string, string> = { chromium: '/usr/bin/chromium', curl: '/usr/bin/curl' };

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
const server = await startTestServer();
const ended = await new Promise<number>(resolve => {
  const runner = spawn(
    process.execPath,
    ['--test', '--test-concurrency=2', '--test-timeout=300000', '--import', './dev/testing/leaks.ts', ...files.sort()],
    { stdio: 'inherit', env: { ...process.env, [serverVariable]: server.url } },
  );
  runner.on('exit', code => resolve(code ?? 1));
});
await server.stop();
for (const [name, brings] of Object.entries(packages)) {
  if (!existsSync(brings)) console.log(`Skipped: what needs ${brings} (Debian package ${name} is not installed)`);
}
process.exitCode = ended;
