/** `npm run check`: types, Biome, layers, unused code, derived files fresh. Every step runs, then the verdict. */
import { spawnSync } from 'node:child_process';

const steps: { name: string; command: string; args: string[] }[] = [
  { name: 'types (server)', command: 'tsc', args: ['--project', 'tsconfig.json'] },
  { name: 'types (web)', command: 'tsc', args: ['--project', 'web/tsconfig.json'] },
  { name: 'Biome', command: 'biome', args: ['check', '--error-on-warnings'] },
  {
    name: 'layers',
    command: 'depcruise',
    args: ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'contract', 'server', 'web', 'dev'],
  },
  { name: 'derived files', command: process.execPath, args: ['dev/derive.ts', '--check'] },
  { name: 'standards cited', command: process.execPath, args: ['dev/rfc.ts', '--check'] },
  { name: 'first screen', command: process.execPath, args: ['dev/front-size.ts'] },
  { name: 'unused code (knip)', command: 'knip', args: ['--no-progress'] },
];

const failed = steps.filter(step => {
  const started = performance.now();
  const done = spawnSync(step.command, step.args, { encoding: 'utf8' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${done.status === 0 ? 'ok  ' : 'FAIL'} ${step.name} (${seconds} s)`);
  if (done.status !== 0) console.log(`${done.stdout}${done.stderr}${done.error?.message ?? ''}`);
  else if (step.name === 'first screen') console.log(done.stdout.trimEnd());
  return done.status !== 0;
});

if (failed.length > 0) {
  console.log(`\n${failed.length} of ${steps.length} checks failed: ${failed.map(step => step.name).join(', ')}`);
  process.exitCode = 1;
}
