/** The house's people as principals: the staff directory, read by right and never whole. rfc/9670#2 */
import { readNumber } from '../../../formats/object-id/object-id.ts';
import type { AccountId } from '../../../model/account.ts';
import type { Colleague } from '../../../services/contacts/directory.ts';

export const principalProperties = [
  ...['id', 'type', 'name', 'description', 'email', 'timeZone', 'capabilities', 'accounts'],
] as const;

export function principalName(accountId: number): string {
  return `P${accountId.toString(36)}`;
}

export function principalAccountOf(name: string): AccountId | null {
  return name.startsWith('P') ? (readNumber(name.slice(1)) as AccountId | null) : null;
}

export function describePrincipal({
  accountId,
  address,
  givenName,
  familyName,
  function: work,
  school,
  isPost,
}: Colleague): Record<string, unknown> {
  const description = [work, school].filter(text => text !== '').join(', ');
  return {
    id: principalName(accountId),
    // A post is an office that people hold one after the other.
    type: isPost ? 'other' : 'individual',
    name: `${givenName} ${familyName}`.trim(),
    description: description === '' ? null : description,
    email: address,
    timeZone: 'Europe/Paris',
    capabilities: {},
    accounts: null,
  };
}
