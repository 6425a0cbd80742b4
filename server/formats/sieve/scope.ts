import type { Scope } from './run.ts';

/** Variables, match values and `ihave` of a script that begins. */
export function openScope(name: string): Scope {
  return { name, variables: new Map(), globals: new Set(), captures: [], enabled: new Set() };
}
