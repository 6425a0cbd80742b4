/**
 * Calls of methods. Those made in the same tick travel in one request, in order, so that one can use the answer of
 * another made before it (`reference`). rfc/8620#3.3
 */
import { faultOfError, faultOfStatus } from './fault.ts';
import type { AnswerOf, ArgsOf, MethodName, Reference } from './methods.ts';
import { type Fetch, reach, type Session } from './session.ts';

export type Call<Answer> = Promise<Answer> & {
  /** For an argument of a later call of the same tick. `path` as `/ids`. rfc/8620#3.7 */
  reference(path: string): Reference;
};

export type CallMethod = <Name extends MethodName>(name: Name, args: ArgsOf<Name>) => Call<AnswerOf<Name>>;

type Waiting = {
  readonly name: string;
  readonly args: object;
  readonly id: string;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
};

type Invocation = readonly [name: string, args: Record<string, unknown>, id: string];

/** Most calls of one request; more travel in a further one. The house allows 64. */
const most = 32;

/** Methods of extensions travel with the capability that the session names. */
const known = [
  'urn:ietf:params:jmap:core',
  'urn:ietf:params:jmap:mail',
  'urn:ietf:params:jmap:submission',
  'urn:ietf:params:jmap:vacationresponse',
  'urn:ietf:params:jmap:quota',
  'urn:ietf:params:jmap:blob',
  'urn:ietf:params:jmap:contacts',
];

/** `later` runs its argument after the present tick: `queueMicrotask` but in tests. */
export function createCaller(
  session: Pick<Session, 'accountId' | 'apiPath' | 'capabilities'>,
  ask: Fetch,
  later: (run: () => void) => void = queueMicrotask,
): CallMethod {
  const using = known.filter(urn => session.capabilities[urn] !== undefined);
  let waiting: Waiting[] = [];
  let last = 0;

  function flush(): void {
    const batch = waiting;
    waiting = [];
    for (let from = 0; from < batch.length; from += most) void send(batch.slice(from, from + most));
  }

  async function send(batch: readonly Waiting[]): Promise<void> {
    try {
      const methodCalls = batch.map(({ name, args, id }) => [name, { accountId: session.accountId, ...args }, id]);
      const response = await reach(() =>
        ask(session.apiPath, {
          method: 'POST',
          credentials: 'same-origin',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ using, methodCalls }),
        }),
      );
      if (!response.ok) throw faultOfStatus(response.status);
      settle(batch, ((await response.json()) as { methodResponses: readonly Invocation[] }).methodResponses);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return ((name: MethodName, args: object) => {
    last += 1;
    const id = `c${last}`;
    const call = new Promise((resolve, reject) => {
      if (waiting.length === 0) later(flush);
      waiting.push({ name, args, id, resolve: resolve as Waiting['resolve'], reject });
    });
    return Object.assign(call, { reference: (path: string): Reference => ({ resultOf: id, name, path }) });
  }) as CallMethod;
}

/** A method may answer more than once (rfc/8621#7.5): the first answer under the call's own name is its answer. */
function settle(batch: readonly Waiting[], answers: readonly Invocation[]): void {
  for (const { id, name, resolve, reject } of batch) {
    const own = answers.filter(([, , of]) => of === id);
    const answer = own.find(([as]) => as === name);
    const error = own.find(([as]) => as === 'error');
    if (answer !== undefined) resolve(answer[1] as never);
    else reject(faultOfError((error?.[1] as { type: string } | undefined) ?? { type: 'serverFail' }));
  }
}
