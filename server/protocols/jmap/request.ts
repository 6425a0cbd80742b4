/** A request as a whole: read, its calls done one after the other, their responses in order. rfc/8620#3.3, rfc/8620#3.4 */
import type { AccountId } from '../../model/account.ts';
import type { Catalogues } from '../../services/emails/catalogues.ts';
import { limits } from './capabilities.ts';
import { RequestFault } from './faults.ts';
import type { Context, Method } from './method.ts';
import { InvalidArgument, id, listOf, mapOf, optional, plainObject, record, text } from './read.ts';
import { type Invocation, resolveReferences } from './references.ts';
import { methodFaultOf } from './replies.ts';

export type Request = {
  readonly using: readonly string[];
  readonly methodCalls: readonly (readonly [name: string, args: Record<string, unknown>, callId: string])[];
  readonly createdIds: Map<string, string> | undefined;
};

export type Response = {
  readonly methodResponses: readonly Invocation[];
  readonly createdIds?: Record<string, string>;
  readonly sessionState: string;
};

const envelope = record({
  using: listOf(text),
  methodCalls: listOf((value, path) => {
    if (!Array.isArray(value) || value.length !== 3) throw new InvalidArgument(path, 'must be a list of three');
    const [name, args, callId] = value as [unknown, unknown, unknown];
    return [text(name, `${path}/0`), plainObject(args, `${path}/1`), text(callId, `${path}/2`)] as const;
  }),
  createdIds: optional(mapOf(id, id)),
});

/** Nesting past this is no honest request, and what walks it could be made to overflow. */
const deepest = 64;

/** The JSON of a request's bytes. @throws RequestFault notJSON */
export function readJson(bytes: Uint8Array): unknown {
  try {
    const source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(source);
    // JSON.parse keeps the last of two members of one name: fewer came out than colons went in. rfc/7493#2.3
    if (checkIJson(value, source.includes('\\u'), 0) !== countMembers(source))
      throw new RequestFault('notJSON', 'Two members of an object have the same name.');
    return value;
  } catch (error) {
    if (error instanceof RequestFault) throw error;
    throw new RequestFault('notJSON', 'The request is not I-JSON.');
  }
}

/** Members of all objects of a JSON text that has been parsed: one a colon, those within strings apart. */
function countMembers(source: string): number {
  let members = 0;
  let inString = false;
  for (let at = 0; at < source.length; at += 1) {
    const code = source.charCodeAt(at);
    if (code === quote) inString = !inString;
    else if (inString && code === backslash) at += 1;
    else if (!inString && code === colon) members += 1;
  }
  return members;
}

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];

/** Strings without lone surrogates (rfc/7493#2.1), and a depth that can be walked. @returns members of all its objects */
function checkIJson(value: unknown, escapes: boolean, depth: number): number {
  if (depth > deepest) throw new RequestFault('notJSON', 'The request is nested too deeply.');
  if (typeof value === 'string') {
    if (escapes && !value.isWellFormed()) throw new RequestFault('notJSON', 'A string is not Unicode.');
    return 0;
  }
  let members = 0;
  if (Array.isArray(value)) for (const one of value) members += checkIJson(one, escapes, depth + 1);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      checkIJson(name, escapes, depth + 1);
      members += 1 + checkIJson(one, escapes, depth + 1);
    }
  }
  return members;
}

/** @throws RequestFault notRequest, unknownCapability, limit */
export function readRequest(json: unknown, capabilities: Readonly<Record<string, unknown>>): Request {
  let read: Request;
  try {
    // Members that are not known here are for later versions.
    const { using, methodCalls, createdIds } = plainObject(json, 'request');
    read = envelope({ using, methodCalls, ...(createdIds === undefined ? {} : { createdIds }) }, '');
  } catch (error) {
    if (error instanceof InvalidArgument) throw new RequestFault('notRequest', error.message);
    throw error;
  }
  const unknown = read.using.filter(urn => !Object.hasOwn(capabilities, urn));
  if (unknown.length > 0) throw new RequestFault('unknownCapability', `Not known here: ${unknown.join(', ')}`);
  if (read.methodCalls.length > limits.maxCallsInRequest) {
    throw new RequestFault('limit', `At most ${limits.maxCallsInRequest} calls.`, { limit: 'maxCallsInRequest' });
  }
  return read;
}

/** Does the calls in order. What is not a refusal is a bug: told loudly to `failed`, blandly to the client. */
export async function runRequest(
  request: Request,
  methods: ReadonlyMap<string, Method>,
  context: Omit<Context, 'createdIds' | 'follow'>,
  session: { readonly state: string; failed(method: string, error: unknown): void },
): Promise<Response> {
  const responses: Invocation[] = [];
  const createdIds = new Map(request.createdIds ?? []);
  let reading = onceEach(context.catalogues);
  const waiting = [...request.methodCalls];
  for (let call = waiting.shift(); call !== undefined; call = waiting.shift()) {
    const [name, args, callId] = call;
    const implied: [string, Record<string, unknown>, string][] = [];
    const follow = (next: string, nextArgs: Record<string, unknown>) => implied.push([next, nextArgs, callId]);
    responses.push(await runCall(name, args, callId, { ...context, createdIds, follow }));
    waiting.unshift(...implied);
  }
  return {
    methodResponses: responses,
    ...(request.createdIds === undefined ? {} : { createdIds: Object.fromEntries(createdIds) }),
    sessionState: session.state,
  };

  async function runCall(
    name: string,
    args: Record<string, unknown>,
    callId: string,
    with_: Context,
  ): Promise<Invocation> {
    const method = methods.get(name);
    if (method === undefined || !request.using.includes(method.capability)) {
      return ['error', { type: 'unknownMethod' }, callId];
    }
    // Methods that only read, one after the other, see the account as the first of them found it.
    const reads = onlyReads.test(name);
    if (!reads) reading = onceEach(context.catalogues);
    try {
      const catalogues = reads ? reading : context.catalogues;
      return [name, await method.run(resolveReferences(args, responses), { ...with_, catalogues }), callId];
    } catch (error) {
      const fault = methodFaultOf(error);
      if (fault !== null) return ['error', fault.answer(), callId];
      session.failed(name, error);
      return ['error', { type: 'serverFail', description: 'Something failed on our side.' }, callId];
    }
  }
}

const onlyReads = /\/(?:get|query|changes|queryChanges)$/;

/** The catalogues of one request's reading: each account's is brought forward once. */
function onceEach(catalogues: Catalogues): Catalogues {
  const opened = new Map<AccountId, ReturnType<Catalogues['open']>>();
  return {
    open(access) {
      const one = opened.get(access.accountId) ?? catalogues.open(access);
      opened.set(access.accountId, one);
      return one;
    },
  };
}
