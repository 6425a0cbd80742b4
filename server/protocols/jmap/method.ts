/** What a method is: one shape for all, one file each. */
import type { Actor } from '../../services/actor.ts';
import type { Catalogues } from '../../services/emails/catalogues.ts';
import type { House } from '../../services/house.ts';
import { MethodFault } from './faults.ts';
import { type Reader, type RecordOf, record } from './read.ts';

/** What a call is done with: the house, who asks, and what the request as a whole remembers. */
export type Context = {
  readonly house: House;
  readonly catalogues: Catalogues;
  readonly actor: Actor;
  /** The one account of the session, as clients name it. */
  readonly accountId: string;
  /** Creation ids of this request and the ids they became. rfc/8620#5.3 */
  readonly createdIds: Map<string, string>;
  /** Runs another method after this one, as if the client had called it under the same id: its response follows. */
  readonly follow: (name: string, args: Record<string, unknown>) => void;
};

export type Method = {
  readonly name: string;
  /** The URN that `using` must list. */
  readonly capability: string;
  run(args: Record<string, unknown>, context: Context): Promise<object>;
};

/** A method whose arguments have that shape; an `accountId` among them must be an account of the session. */
export function method<Shape extends Record<string, Reader<unknown>>>(
  name: string,
  capability: string,
  shape: Shape,
  run: (args: RecordOf<Shape>, context: Context) => Promise<object>,
): Method {
  const read = record(shape);
  return {
    name,
    capability,
    async run(given, context) {
      const args = read(given, '');
      const { accountId } = args as { accountId?: string };
      if (accountId !== undefined && accountId !== context.accountId) throw new MethodFault('accountNotFound');
      return await run(args, context);
    },
  };
}
