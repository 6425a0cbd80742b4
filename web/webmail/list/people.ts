/** Names of people for a row. */
import type { EmailAddress, EmailHead } from '../../jmap/objects.ts';

export function nameOfAddress({ name, email }: EmailAddress): string {
  return name === null || name.trim() === '' ? email : name;
}

/** Who the row is about: the sender or, of what one sent, the recipients. */
export function namesOf(addresses: readonly EmailAddress[] | null): string {
  return (addresses ?? []).map(nameOfAddress).join(', ');
}

/** The domain, or what stands for it. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

export function isOutside(head: Pick<EmailHead, 'from'>, house: string): boolean {
  const [from] = head.from ?? [];
  return from !== undefined && domainOf(from.email) !== house;
}
