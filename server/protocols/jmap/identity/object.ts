/** Identities as clients see them. rfc/8621#6 */
import type { Identity, Texts } from '../../../services/sending/identities.ts';
import { invalidProperties } from '../faults.ts';
import type { Context } from '../method.ts';
import { identityName } from '../names.ts';
import { InvalidArgument, listOf, nullable, record, text } from '../read.ts';

export const identityProperties = [
  'id',
  'name',
  'email',
  'replyTo',
  'bcc',
  'textSignature',
  'htmlSignature',
  'mayDelete',
] as const;

export function describeIdentity(context: Context, identity: Identity): Record<string, unknown> {
  const { name, email, replyTo, bcc, textSignature, htmlSignature } = identity;
  return {
    id: identityName(context, identity.id),
    name,
    email,
    replyTo,
    bcc,
    textSignature,
    htmlSignature,
    mayDelete: !identity.madeByHouse,
  };
}

/** Octets of a signature, pictures in it included. */
const longestSignature = 100_000;

const bounded =
  (most: number) =>
  (value: unknown, path: string): string => {
    const read = text(value, path);
    if (Buffer.byteLength(read) > most) throw new InvalidArgument(path, `must have at most ${most} octets`);
    if (read.includes('\0')) throw new InvalidArgument(path, 'must not contain NUL');
    return read;
  };

const address = (value: unknown, path: string): string => {
  const read = bounded(254)(value, path);
  if (!/^[^\s<>,;@]+@[^\s<>,;@]+$/.test(read)) throw new InvalidArgument(path, 'is no address');
  return read;
};
const addresses = nullable(listOf(record({ name: nullable(bounded(250)), email: address })));

const readers = {
  name: bounded(250),
  replyTo: addresses,
  bcc: addresses,
  textSignature: bounded(longestSignature),
  htmlSignature: bounded(longestSignature),
};

/** The texts that are given, over those there were. @throws SetFault, InvalidArgument */
export function readTexts(given: ReadonlyMap<string, unknown>, before: Texts): Texts {
  const wrong = [...given.keys()].filter(name => !Object.hasOwn(readers, name));
  if (wrong.length > 0) throw invalidProperties(wrong, 'Not known here, or never changed.');
  const texts = Object.entries(readers).map(([name, reader]) => [
    name,
    given.has(name) ? reader(given.get(name), name) : before[name as keyof Texts],
  ]);
  return Object.fromEntries(texts) as Texts;
}

export const noTexts: Texts = { name: '', replyTo: null, bcc: null, textSignature: '', htmlSignature: '' };
export { address as readAddress };
