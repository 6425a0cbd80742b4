/** Which acts a card offers. The server decides again at each of them: this only spares people vain questions. */
import type { CardReply } from '@vaguemestre/contract/desk.ts';
import type { Standing } from '../frame/standing.ts';

export const actNames = [
  'hand-letter',
  'print-letter',
  'hand-code',
  'reopen',
  'reinstate',
  'suspend',
  'close',
] as const;
export type ActName = (typeof actNames)[number];

export function actsFor(card: CardReply, standing: Pick<Standing, 'mayTo' | 'mayEverywhere' | 'accountId'>): ActName[] {
  const { person, byTwo, letterHandedAt } = card;
  const may = (act: Parameters<Standing['mayTo']>[0]) => standing.mayTo(act, person.schools);
  const { state } = person;
  const own = person.accountId === standing.accountId;
  const open = state === 'active' || state === 'leaving';
  const waiting = state === 'provisional' || state === 'expected';
  // By two, a whole house's role is needed, and nobody acts on their own account.
  const together = (act: 'hand-code' | 'reopen') => !own && (byTwo ? standing.mayEverywhere('reopen') : may(act));
  const offered: Record<ActName, boolean> = {
    'hand-letter': waiting && person.letterUntil !== null && letterHandedAt === null && may('hand-letter'),
    'print-letter': waiting && may('print-letters'),
    'hand-code': open && together('hand-code'),
    reopen: state === 'suspended' && together('reopen'),
    reinstate: state === 'closed' && !own && standing.mayEverywhere('close'),
    suspend: open && !own && may('suspend'),
    close: state !== 'closed' && state !== 'purged' && !own && may('close'),
  };
  return actNames.filter(name => offered[name]);
}

/** What has to be proposed to a second person instead of being done. */
export function isProposed(act: ActName, { byTwo }: Pick<CardReply, 'byTwo'>): boolean {
  return act === 'reinstate' || (byTwo && (act === 'reopen' || act === 'hand-code'));
}
