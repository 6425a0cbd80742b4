/**
 * Several who read one mailbox, so that two do not answer the same mail: who is writing just now, whose a conversation is,
 * whether it is done, and what they say of it among themselves. All of it stands in the shared account and is handed over
 * with it. Reading asks for `r` over a mailbox that holds something of the conversation; taking care of it for `w`.
 */
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import {
  assignConversation,
  type Care,
  insertNote,
  listComposing,
  listNotes,
  mailboxesOfThread,
  type Note,
  putComposing,
  readCare,
  setConversationDone,
} from '../../store/conversations.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { may, openAccess } from './access.ts';
import type { Right } from './permission.ts';

/** Milliseconds after which who said that they write, and says nothing more, is taken to have stopped. */
const composingFor = 45_000;
const longestNote = 4000;

type Parts = Pick<House, 'store' | 'clock'>;
export type ConversationRef = { readonly accountId: AccountId; readonly threadId: number };

export type Conversation = Care & {
  readonly notes: readonly Note[];
  /** Others than the actor who are writing an answer: « X répond… ». */
  readonly composing: readonly { readonly accountId: AccountId; readonly name: string }[];
};

/** @throws Refusal not-permitted: also where there is no such conversation */
export async function readConversation(house: Parts, actor: Actor, ref: ConversationRef): Promise<Conversation> {
  const db = await requireConversation(house, actor, ref, 'r');
  const { accountId, threadId } = ref;
  const [care, notes, composing] = await Promise.all([
    readCare(db, accountId, threadId),
    listNotes(db, accountId, threadId),
    listComposing(db, accountId, threadId, house.clock.now()),
  ]);
  return { ...care, notes, composing: composing.filter(each => each.accountId !== actor.accountId) };
}

/**
 * Says that the actor writes an answer, or no more; to be said again before the time is over.
 * @returns who else does, the first of them first. @throws Refusal not-permitted
 */
export async function announceComposing(
  house: Parts,
  actor: Actor,
  ref: ConversationRef,
  writing: boolean,
): Promise<Conversation['composing']> {
  const db = await requireConversation(house, actor, ref, 'r');
  const now = house.clock.now();
  const until = writing ? new Date(now.getTime() + composingFor) : null;
  await putComposing(db, { ...ref, writer: actor.accountId, until });
  const all = await listComposing(db, ref.accountId, ref.threadId, now);
  return all.filter(each => each.accountId !== actor.accountId);
}

/** Gives a conversation to somebody who may read it, or to nobody. @throws Refusal not-permitted */
export async function assign(house: Parts, actor: Actor, ref: ConversationRef, to: AccountId | null): Promise<void> {
  const db = await requireConversation(house, actor, ref, 'w');
  if (to !== null) await requireConversation(house, { accountId: to, address: actor.address, roles: [] }, ref, 'r');
  await assignConversation(db, { ...ref, to, at: house.clock.now() });
}

/** Done, or to do again. @throws Refusal not-permitted */
export async function setDone(house: Parts, actor: Actor, ref: ConversationRef, done: boolean): Promise<void> {
  const db = await requireConversation(house, actor, ref, 'w');
  await setConversationDone(db, { ...ref, done, at: house.clock.now() });
}

/** Writes a note that only the mailbox's readers see. @throws Refusal not-permitted; policy: empty or too long */
export async function writeNote(house: Parts, actor: Actor, ref: ConversationRef, words: string): Promise<void> {
  const db = await requireConversation(house, actor, ref, 'w');
  if (words.trim() === '' || words.length > longestNote) throw new Refusal('policy', 'an empty or too long note');
  await insertNote(db, ref.accountId, ref.threadId, { author: actor.accountId, writtenAt: house.clock.now(), words });
}

async function requireConversation(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  { accountId, threadId }: ConversationRef,
  right: Right,
): Promise<Queryable> {
  const [access, mailboxes] = await Promise.all([
    openAccess({ store }, actor, accountId),
    mailboxesOfThread(store.database, accountId, threadId),
  ]);
  if (access === null || !mailboxes.some(mailboxId => may(access, mailboxId, right)))
    throw new Refusal('not-permitted');
  return store.database;
}
