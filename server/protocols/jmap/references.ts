/** Back-references: an argument `#name` takes its value from the response of an earlier call. rfc/8620#3.7 */
import { MethodFault } from './faults.ts';
import { InvalidArgument, record, text } from './read.ts';

/** A response as it was given: name, arguments, call id. */
export type Invocation = readonly [name: string, args: object, callId: string];

const reference = record({ resultOf: text, name: text, path: text });

/** The arguments with each `#name` replaced by what it refers to. */
export function resolveReferences(
  args: Record<string, unknown>,
  responses: readonly Invocation[],
): Record<string, unknown> {
  if (!Object.keys(args).some(name => name.startsWith('#'))) return args;
  const resolved: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(args)) {
    if (!name.startsWith('#')) resolved[name] = value;
    else if (Object.hasOwn(args, name.slice(1))) throw new InvalidArgument(name.slice(1), 'is given twice');
    else resolved[name.slice(1)] = follow(value, name, responses);
  }
  return resolved;
}

function follow(value: unknown, argument: string, responses: readonly Invocation[]): unknown {
  const { resultOf, name, path } = reference(value, argument);
  const response = responses.find(([, , callId]) => callId === resultOf);
  if (response === undefined || response[0] !== name) {
    throw new MethodFault('invalidResultReference', `no ${name} answered call ${resultOf}`);
  }
  const found = pointTo(response[1], path);
  if (found === undefined) throw new MethodFault('invalidResultReference', `nothing at ${path}`);
  return found;
}

/** The value at a JSON pointer (rfc/6901) in which `*` means each item of a list; undefined where there is none. */
export function pointTo(value: unknown, pointer: string): unknown {
  if (pointer === '') return value;
  if (!pointer.startsWith('/')) return undefined;
  return walk(value, pointer.slice(1).split('/').map(unescapeToken), 0);
}

function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

function walk(value: unknown, tokens: readonly string[], at: number): unknown {
  const token = tokens[at];
  if (token === undefined) return value;
  if (Array.isArray(value)) {
    if (token !== '*') return /^(?:0|[1-9]\d*)$/.test(token) ? walk(value[Number(token)], tokens, at + 1) : undefined;
    const found = value.map(one => walk(one, tokens, at + 1));
    return found.includes(undefined) ? undefined : found.flat();
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
  return walk((value as Record<string, unknown>)[token], tokens, at + 1);
}
