/** `npm run bench`: see bench/run.ts. */
import { run } from '../bench/run.ts';

await run(process.argv.slice(2));
