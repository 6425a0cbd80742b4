/** What somebody's account asks for today, most pressing first. */
import type { CardReply } from '@vaguemestre/contract/desk.ts';
import { daysBetween } from '../frame/times.ts';

export type Due =
  | { readonly kind: 'letter-none' | 'letter-expired' | 'letter-unhanded' | 'renewal' }
  | { readonly kind: 'closing'; readonly days: number }
  | { readonly kind: 'room'; readonly share: number };

const day = 86_400_000;
/** Days before the closing from which it is worth saying. */
const near = 60;
/** From this share of its room on, a mailbox is said to fill up. */
const full = 0.75;
const passwordLasts = 365 * day;

export function whatIsDue({ person, passwordSetAt, letterHandedAt }: CardReply, now: Date, today: string): Due[] {
  const due: Due[] = [];
  const open = person.state === 'active' || person.state === 'leaving';
  if (person.state === 'provisional' || person.state === 'expected') {
    if (person.letterUntil === null) due.push({ kind: 'letter-none' });
    else if (Date.parse(person.letterUntil) <= now.getTime()) due.push({ kind: 'letter-expired' });
    else if (letterHandedAt === null) due.push({ kind: 'letter-unhanded' });
  }
  if (person.closesOn !== null && person.state !== 'closed' && person.state !== 'purged') {
    const days = daysBetween(today, person.closesOn);
    if (days >= 0 && days <= near) due.push({ kind: 'closing', days });
  }
  const share = person.allowedBytes === 0 ? 0 : person.usedBytes / person.allowedBytes;
  if (open && share >= full) due.push({ kind: 'room', share: Math.round(share * 100) });
  if (open && passwordSetAt !== null && now.getTime() - Date.parse(passwordSetAt) > passwordLasts)
    due.push({ kind: 'renewal' });
  return due;
}
