/** JSON as JSContact cards are made of. */
import { createHash } from 'node:crypto';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };
/** One under construction. */
export type Building = { [name: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asText(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** Equal whatever the order of names. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, index) => sameJson(one as Json, b[index] as Json));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every(name => Object.hasOwn(b, name) && sameJson(a[name], b[name]))
  );
}

/** Names that would reach into every object. */
export const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The tokens of a pointer without its first slash, as PatchObjects write it. rfc/6901 */
export function readPointer(pointer: string): string[] {
  return pointer.split('/').map(token => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function writePointer(tokens: readonly string[]): string {
  return tokens.map(token => token.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
}

/** The object with that value at those tokens; objects on the way are made. Lists are replaced as a whole. */
export function setAt(object: JsonObject, tokens: readonly string[], value: Json): JsonObject {
  const [token, ...rest] = tokens;
  if (token === undefined || forbiddenNames.has(token)) return object;
  const below = object[token];
  return { ...object, [token]: rest.length === 0 ? value : setAt(isObject(below) ? below : {}, rest, value) };
}

/** A short mark of a value, to know it again. */
export function digest(value: Json): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);
}
