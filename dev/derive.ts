/** `node dev/derive.ts`: writes the files that are derived from declarations; `--check` fails where one is not fresh. */
import { readFile, writeFile } from 'node:fs/promises';
import { exampleConfiguration } from '../server/config/example.ts';

const derived: Record<string, string> = { 'deploy/example.conf': exampleConfiguration() };

const checking = process.argv.includes('--check');
for (const [path, text] of Object.entries(derived)) {
  if ((await readFile(path, 'utf8').catch(() => '')) === text) continue;
  if (checking) {
    console.log(`${path} is not fresh: node dev/derive.ts`);
    process.exitCode = 1;
  } else {
    await writeFile(path, text);
    console.log(`${path} written`);
  }
}
