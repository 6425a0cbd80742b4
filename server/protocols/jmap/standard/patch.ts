/** PatchObjects: a property, or a path into one, and what it becomes; null takes away. rfc/8620#5.3 */
import { SetFault } from '../faults.ts';

/**
 * Splits a patch into whole properties and changes below one: `{ "keywords/$seen": true }` is a change below `keywords`.
 * @throws SetFault invalidPatch where a path is the beginning of another
 */
export function readPatch(patch: Readonly<Record<string, unknown>>): {
  whole: Map<string, unknown>;
  below: Map<string, Map<string, unknown>>;
} {
  const whole = new Map<string, unknown>();
  const below = new Map<string, Map<string, unknown>>();
  for (const [path, value] of Object.entries(patch)) {
    const slash = path.indexOf('/');
    if (slash < 0) whole.set(unescapePath(path), value);
    else {
      const name = unescapePath(path.slice(0, slash));
      const paths = below.get(name) ?? new Map<string, unknown>();
      paths.set(path.slice(slash + 1), value);
      below.set(name, paths);
    }
  }
  for (const [name, paths] of below) {
    const all = [...paths.keys()];
    const nested = all.some(one => all.some(other => other !== one && other.startsWith(`${one}/`)));
    if (whole.has(name) || nested) throw new SetFault('invalidPatch', { description: `${name} is changed twice` });
  }
  return { whole, below };
}

/** Changes of the keys of a set: true puts in, null takes out. @throws SetFault invalidPatch */
export function readSetPatch(
  paths: ReadonlyMap<string, unknown>,
  name: string,
): { added: string[]; removed: string[] } {
  const added: string[] = [];
  const removed: string[] = [];
  for (const [path, value] of paths) {
    if (path.includes('/')) throw new SetFault('invalidPatch', { description: `nothing stands below ${name}/${path}` });
    if (value === true) added.push(unescapePath(path));
    else if (value === null || value === false) removed.push(unescapePath(path));
    else throw new SetFault('invalidPatch', { description: `${name}/${path} must be true or null` });
  }
  return { added, removed };
}

function unescapePath(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
