/** What a method is: one shape for all, one file each. */
import { readAccountId } from '../../formats/object-id/object-id.ts';
import type { Actor } from '../../services/actor.ts';
import type { Catalogues } from '../../services/emails/catalogues.ts';
import type { House } from '../../services/house.ts';
import { type Access, isReadOnly, openAccess } from '../../services/mailboxes/access.ts';
import { blob, core, mail } from './capabilities.ts';
import { type MethodErrorType, MethodFault, RequestFault } from './faults.ts';
import { type Reader, type RecordOf, record } from './read.ts';

/** What a call is done with: the house, who asks, and what the request as a whole remembers. */
export type Context = {
  readonly house: House;
  readonly catalogues: Catalogues;
  readonly actor: Actor;
  /** The account the call is about, and what the actor may do there. */
  readonly access: Access;
  /** The same account, as clients name it. */
  readonly accountId: string;
  /** Creation ids of this request and the ids they became. rfc/8620#5.3 */
  readonly createdIds: Map<string, string>;
  /** Runs another method after this one, as if the client had called it under the same id: its response follows. */
  readonly follow: (name: string, args: Record<string, unknown>) => void;
};

/** Methods that change what is in the account. */
const writes = /\/(?:set|import|copy)$/;

export type Method = {
  readonly name: string;
  /** The URN that `using` must list. */
  readonly capability: string;
  run(args: Record<string, unknown>, context: Context): Promise<object>;
};

/** What others' accounts are open to: the rest is everybody's own. */
const sharedCapabilities: readonly string[] = [core, mail, blob];

/**
 * The account of that name, for a call of that capability: one of the session's.
 * @throws MethodFault the given one, accountNotSupportedByMethod
 */
export async function accountOf(
  { house, actor }: Pick<Context, 'house' | 'actor'>,
  name: string,
  capability: string,
  otherwise: MethodErrorType = 'accountNotFound',
): Promise<Access> {
  const number = readAccountId(name);
  const access = number === null ? null : await openAccess(house, actor, number as Actor['accountId']);
  if (access === null) throw new MethodFault(otherwise);
  if (access.rights !== null && !sharedCapabilities.includes(capability))
    throw new MethodFault('accountNotSupportedByMethod');
  return access;
}

/** The account of that name, for uploads and downloads. @throws RequestFault notFound */
export async function reachAccount(house: House, actor: Actor, name: string): Promise<Access> {
  const number = readAccountId(name);
  const access = number === null ? null : await openAccess(house, actor, number as Actor['accountId']);
  if (access === null) throw new RequestFault('notFound', 'No such account.', { status: 404 });
  return access;
}

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
      if (accountId === undefined) return await run(args, context);
      const access = await accountOf(context, accountId, capability);
      if (isReadOnly(access) && writes.test(name)) throw new MethodFault('accountReadOnly');
      return await run(args, { ...context, access, accountId });
    },
  };
}
