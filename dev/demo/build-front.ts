import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AdministratorError } from '../../server/cli/administrator-error.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the built pages are. */
export const frontDirectory = join(root, 'web', 'dist');

/** Builds the pages unless they were built from these very sources. @throws AdministratorError with what Vite said */
export async function buildFront(progress: (step: string) => void): Promise<void> {
  const stamp = join(frontDirectory, '.sources');
  const sources = await hashSources();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) return;
  progress('construction des pages');
  const vite = join(root, 'node_modules', '.bin', 'vite');
  const built = spawnSync(vite, ['build', '--logLevel', 'warn'], { cwd: join(root, 'web'), encoding: 'utf8' });
  if (built.status !== 0) {
    throw new AdministratorError(
      `Les pages n’ont pu être construites :\n${built.stdout}${built.stderr}`,
      'The pages could not be built: see above.',
    );
  }
  await writeFile(stamp, sources);
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(root, 'package-lock.json')));
  const files: string[] = [];
  for await (const file of glob('{web,contract}/**/*.{ts,tsx,css,html,svg,json}', { cwd: root, exclude: isBuilt })) {
    files.push(file);
  }
  for (const file of files.sort()) hash.update(`${file}\0`).update(await readFile(join(root, file)));
  return hash.digest('hex');
}

function isBuilt(path: string): boolean {
  return path.includes('node_modules') || path.includes('dist');
}
