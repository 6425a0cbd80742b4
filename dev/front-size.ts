/** How much compressed script and style the first screen of the portal asks for; too much fails. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buildFront, frontDirectory } from './demo/build-front.ts';

const most = 120 * 1024;

await buildFront(step => console.log(step));
const page = await readFile(join(frontDirectory, 'index.html'), 'utf8');
const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(found => found[1]!);
let script = 0;
for (const file of files) {
  const { size } = await stat(join(frontDirectory, `${file}.br`));
  if (file.endsWith('.js')) script += size;
  console.log(`${String(size).padStart(7)} ${file}`);
}
console.log(`${String(script).padStart(7)} octets of script, of ${most} at most`);
if (script > most) process.exitCode = 1;
