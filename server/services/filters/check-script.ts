import { createHash } from 'node:crypto';
import { type Compiled, compileScript } from '../../formats/sieve/compile.ts';
import { offeredCapabilities, scriptLimits } from './offered.ts';

/** Reads a script as a delivery would, and runs nothing. `name`: what it will be called, '' where it is not to be kept. */
export function checkScript(text: Buffer | string, name = ''): Compiled {
  return compileScript(text, { name, offered: offeredCapabilities, limits: scriptLimits });
}

/** What a script is known by to those who keep it compiled. */
export function scriptDigest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
