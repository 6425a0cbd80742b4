#!/usr/bin/env node
/**
 * The command `vaguemestre`: hands over to main.ts under the pinned Node 24, whatever Node runs this file. Plain
 * JavaScript, so that an old Node can say what is missing instead of failing on a type.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = join(dirname(fileURLToPath(import.meta.url)), 'main.ts');

if (Number(process.versions.node.split('.')[0]) >= 24) await import(main);
else {
  const node = pinnedNode();
  if (node === null) {
    process.stderr.write(`Node 24 est nécessaire (ici : ${process.versions.node}). / Node 24 is needed.\n`);
    process.exit(1);
  }
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', code => process.exit(code ?? 1));
}

function pinnedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-linux-${process.arch}/package.json`);
    const node = join(dirname(manifest), 'bin', 'node');
    return existsSync(node) ? node : null;
  } catch {
    return null;
  }
}
