/** Compiled scripts, kept by the digest of their text: one that changes is another one, so nothing has to be told. */
import { type CompiledScript, compileScript } from '../../formats/sieve/compile.ts';
import { offeredCapabilities, scriptLimits } from './offered.ts';

export type CompiledScripts = {
  /** The script, or null where it cannot run: it was kept under other rules. `read` is asked for the text where it is not known. */
  get(script: { name: string; digest: string }, read: () => Promise<string | null>): Promise<CompiledScript | null>;
};

/** Characters of all the texts kept compiled, about; the least used go first. */
const mostCharacters = 8 * 2 ** 20;

export function createCompiledScripts(): CompiledScripts {
  const known = new Map<string, { script: CompiledScript | null; size: number }>();
  let size = 0;
  return {
    async get({ name, digest }, read) {
      const key = `${digest} ${name}`;
      const found = known.get(key);
      if (found) {
        // Last asked, last to go.
        known.delete(key);
        known.set(key, found);
        return found.script;
      }
      const text = await read();
      if (text === null) return null;
      const compiled = compileScript(text, { name, offered: offeredCapabilities, limits: scriptLimits });
      const entry = { script: compiled.kind === 'script' ? compiled.script : null, size: text.length + 1000 };
      known.set(key, entry);
      size += entry.size;
      for (const [oldest, { size: freed }] of known) {
        if (size <= mostCharacters || oldest === key) break;
        known.delete(oldest);
        size -= freed;
      }
      return entry.script;
    },
  };
}
