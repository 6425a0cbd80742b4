#!/usr/bin/env node
/**
 * The door to every task of package.json: installs what is missing, then runs `dev/<task>.ts` under the pinned Node 24.
 * Plain JavaScript that any Node from 20 on understands, for this file runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [task, ...args] = process.argv.slice(2);

installPackages();
const bin = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
const child = spawn(pinnedNode(), [join(root, 'dev', `${task}.ts`), ...args], { cwd: root, stdio: 'inherit', env });
// The terminal sends Ctrl-C to the whole group; a lone SIGTERM has to be handed on. Either way the child decides when to end.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

/** `npm ci`, unless it already ran for this very lock file. */
function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.installed-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  process.stderr.write('Installing packages (npm ci), about a minute the first time…\n');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (done.status !== 0) {
    process.stderr.write('npm ci failed: see its message above. Nothing was started.\n');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

/** The Node of optionalDependencies, or the running one where it is recent enough (other platforms). */
function pinnedNode() {
  const pinned = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  process.stderr.write(
    `No Node 24 for ${process.platform}-${process.arch} among the packages, and this is Node ${process.versions.node}: install Node 24 first.\n`,
  );
  process.exit(1);
}
