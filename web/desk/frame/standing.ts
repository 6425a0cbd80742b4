/** Who stands here and what they may do, as the server told it. */
import { type DeskAct, type DeskReply, deskReply, type School } from '@vaguemestre/contract/desk.ts';
import { createContext, useContext } from 'react';
import { get, Refused } from '../../request.ts';

export type Standing = DeskReply & {
  /** May this be done at all, or over this school? */
  may(act: DeskAct, uai?: string): boolean;
  /** May this be done to somebody of these schools? */
  mayTo(act: DeskAct, schools: readonly string[]): boolean;
  /** Over the whole house? */
  mayEverywhere(act: DeskAct): boolean;
  /** The own schools over which this may be done. */
  schoolsFor(act: DeskAct): readonly School[];
};

export function standingOf(reply: DeskReply): Standing {
  const reach = new Map(reply.acts.map(({ act, over }) => [act, over]));
  const over = (act: DeskAct): readonly string[] => reach.get(act) ?? [];
  const mayTo: Standing['mayTo'] = (act, schools) => over(act).some(uai => uai === '' || schools.includes(uai));
  return {
    ...reply,
    mayTo,
    may: (act, uai) => (uai === undefined ? over(act).length > 0 : mayTo(act, [uai])),
    mayEverywhere: act => over(act).includes(''),
    schoolsFor: act => reply.schools.filter(({ uai }) => over(act).includes(uai)),
  };
}

/** What an opened page can be. */
export type Opening =
  | { readonly kind: 'open'; readonly standing: Standing }
  | { readonly kind: 'no-role' | 'signed-out' | 'renewal' | 'enrolment' | 'unreachable' };

export async function readStanding(): Promise<Opening> {
  try {
    const reply = await get('/api/desk', deskReply);
    return reply.roles.length === 0 ? { kind: 'no-role' } : { kind: 'open', standing: standingOf(reply) };
  } catch (error) {
    if (!(error instanceof Refused)) return { kind: 'unreachable' };
    const kinds: Readonly<Record<string, 'signed-out' | 'renewal' | 'enrolment'>> = {
      'not-signed-in': 'signed-out',
      'renewal-needed': 'renewal',
      'enrolment-needed': 'enrolment',
    };
    return { kind: kinds[error.reply.reason] ?? 'unreachable' };
  }
}

export const StandingContext = createContext<Standing | null>(null);

export function useStanding(): Standing {
  const standing = useContext(StandingContext);
  if (standing === null) throw new Error('nobody stands here');
  return standing;
}
