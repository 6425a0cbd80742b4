/** Who a mailbox is shared with, as clients change it. rfc/9670#4 */
import { readPrincipalId, writePrincipalId } from '../../../formats/object-id/object-id.ts';
import type { AccountId } from '../../../model/account.ts';
import type { RightsChange } from '../../../services/mailboxes/share.ts';
import { invalidProperties } from '../faults.ts';
import { InvalidArgument, mapOf, nullable, text } from '../read.ts';
import { type Rights, readRights, writeRights } from './rights.ts';

type Guests = ReadonlyMap<AccountId, string>;
export type ShareChange = { readonly guest: AccountId; readonly change: RightsChange };

/** Null where nobody is. */
export function writeShareWith(guests: Guests | undefined): Record<string, Rights> | null {
  if (guests === undefined || guests.size === 0) return null;
  return Object.fromEntries([...guests].map(([guest, letters]) => [writePrincipalId(guest), writeRights(letters)]));
}

/** The whole of shareWith as it shall be: who is not named loses what they had. @throws SetFault, InvalidArgument */
export function readShareWith(value: unknown, before: Guests): ShareChange[] {
  const given = nullable(mapOf(text, readRights))(value, 'shareWith') ?? new Map<string, string>();
  const wanted = new Map([...given].map(([name, letters]) => [readGuest(name), letters]));
  return [...new Set([...before.keys(), ...wanted.keys()])].map(guest => replace(guest, wanted.get(guest) ?? ''));
}

/** Changes below shareWith: one principal whole, or one right of one. @throws SetFault, InvalidArgument */
export function readSharePatch(paths: ReadonlyMap<string, unknown>, before: Guests): ShareChange[] {
  const wanted = new Map<AccountId, unknown>();
  for (const [path, value] of paths) {
    const [name, right, ...deeper] = path.split('/');
    if (deeper.length > 0) throw invalidProperties([`shareWith/${path}`], 'Nothing stands below a right.');
    const guest = readGuest(name!);
    if (right === undefined) wanted.set(guest, value ?? {});
    else {
      const known = wanted.get(guest) ?? writeRights(before.get(guest) ?? '');
      wanted.set(guest, { ...(known as object), [right]: value ?? false });
    }
  }
  return [...wanted].map(([guest, value]) => replace(guest, readRights(value, `shareWith/${writePrincipalId(guest)}`)));
}

function replace(guest: AccountId, rights: string): ShareChange {
  return { guest, change: { mode: 'replace', rights } };
}

function readGuest(name: string): AccountId {
  const guest = readPrincipalId(name);
  if (guest === null) throw new InvalidArgument(`shareWith/${name}`, 'is no principal');
  return guest as AccountId;
}
