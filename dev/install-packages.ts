import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Debian asks this script before a package starts its services: 101 means no. */
const policy = '/usr/sbin/policy-rc.d';

/**
 * Installs Debian packages of which what they bring is missing, as root on Debian; elsewhere says which are missing.
 * No service is started by it.
 */
export function installDebianPackages(packages: Record<string, string>): void {
  const missing = Object.entries(packages).filter(([, brings]) => !existsSync(brings));
  if (missing.length === 0) return;
  const names = missing.map(([name]) => name);
  if (process.getuid?.() !== 0 || !isDebian()) {
    console.log(`Not root on Debian: ${names.join(', ')} not installed; their scenarios are skipped.`);
    return;
  }
  console.log(`Installing Debian packages: ${names.join(', ')}…`);
  const held = !existsSync(policy);
  if (held) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', ...names],
    ]) {
      const done = spawnSync('apt-get', args, { env: environment, encoding: 'utf8' });
      if (done.status !== 0) {
        console.log(`apt-get ${args[0]} failed; scenarios that need ${names.join(', ')} are skipped.\n${done.stderr}`);
        return;
      }
    }
  } finally {
    if (held) rmSync(policy);
  }
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}
