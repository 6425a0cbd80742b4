/**
 * A post that changes hands (R43): its mailbox goes on as it is, and whoever comes is told what they find there, so that
 * nothing the last holder began is lost between two people who may never meet.
 */
import type { AccountId } from '../../model/account.ts';
import type { Change } from '../../model/change.ts';
import type { Transaction } from '../../store/database.ts';
import {
  type Handover,
  listHandovers,
  listMovements,
  listOpenConversations,
  type Movement,
  writeHandovers,
} from '../../store/post-handovers.ts';
import { readAbsence } from '../filters/absence.ts';
import type { House } from '../house.ts';
import { tell, type Words } from './tell.ts';

/** Milliseconds after which a mail nobody answered is no longer counted as waiting. */
const openFor = 30 * 86_400_000;
/** Conversations told by name. */
const mostListed = 200;

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'domains'>;

/** Records the handovers of a day and tells the newcomers, once each. @returns what to announce after the commit */
export async function recordHandovers(tx: Transaction, house: Parts, day: string): Promise<Change[]> {
  const movements = await listMovements(tx, day);
  if (movements.length === 0) return [];
  const now = house.clock.now();
  const found = await writeHandovers(tx, day, movements, { since: new Date(now.getTime() - openFor), now });
  const changes: Change[] = [];
  for (const movement of movements) {
    for (const newcomer of movement.came) {
      const change = await tell(tx, house, newcomer, wordsOf(movement, found.get(movement.postId)!));
      if (change !== null) changes.push(change);
    }
  }
  return changes;
}

export type HandoverState = {
  /** What each handover found, newest first. */
  readonly handovers: readonly Handover[];
  readonly absence: 'off' | 'pending' | 'current' | 'past' | 'none';
  readonly open: readonly {
    readonly threadId: number;
    readonly subject: string;
    readonly lastAt: Date;
    readonly assignedTo: AccountId | null;
  }[];
};

/** What a post holds today for whoever takes it over; the caller asks who may know. */
export async function describeHandover(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  post: { readonly kind: string; readonly uai: string; readonly accountId: AccountId; readonly address: string },
): Promise<HandoverState> {
  const since = new Date(clock.now().getTime() - openFor);
  const owner = { accountId: post.accountId, address: post.address as never, roles: [] };
  const [handovers, absence, open] = await Promise.all([
    listHandovers(store.database, post.kind, post.uai),
    readAbsence({ store, clock }, owner),
    listOpenConversations(store.database, post.accountId, since, mostListed),
  ]);
  return { handovers, absence: absence?.state ?? 'none', open };
}

function wordsOf({ address }: Movement, found: { drafts: number; open: number; absence: boolean }): Words {
  const { drafts, open, absence } = found;
  return {
    subject: `La boîte ${address} est à vous`,
    fr: [
      'Bonjour,',
      `À partir d’aujourd’hui vous lisez la boîte ${address} et vous y répondez, sous votre propre nom d’utilisateur. Elle suit le poste : tout ce qu’elle contenait y est resté.`,
      `Vous y trouvez : ${count(open, 'conversation ouverte', 'conversations ouvertes')}, ${count(drafts, 'brouillon commencé', 'brouillons commencés')}${absence ? ', et une réponse d’absence encore active : pensez à l’arrêter' : ''}.`,
    ].join('\n\n'),
    en: `From today you read and answer ${address}, under your own user name. It follows the post: all it held is still there. Open conversations: ${open}; drafts begun: ${drafts}${absence ? '; its absence still answers: remember to stop it' : ''}.`,
  };
}

function count(number: number, one: string, many: string): string {
  if (number === 0) return `aucun${one.startsWith('conversation') ? 'e' : ''} ${one}`;
  return `${number} ${number === 1 ? one : many}`;
}
