/** What an account has sent, and what became of it. rfc/8621#7 */
import type { ModSeq } from '../../model/change.ts';
import { Refusal } from '../../model/refusal.ts';
import { buryObject } from '../../store/gone-objects.ts';
import { insertSteps } from '../../store/journey.ts';
import { raiseModSeq, readModSeq } from '../../store/mail-accounts.ts';
import { removeRecipients } from '../../store/queue.ts';
import { lockWaiting } from '../../store/queue-list.ts';
import {
  lastWords,
  listSubmissions,
  markUndone,
  removeSubmission as removeRow,
  type StoredSubmission,
  stillQueued,
} from '../../store/submissions.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { stepsOf } from '../queue/steps.ts';

/** What is known of one recipient: the last reply, and whether it has arrived. */
export type RecipientStatus = {
  readonly smtpReply: string;
  readonly delivered: 'queued' | 'yes' | 'no' | 'unknown';
};

/** `pending`: it can still be taken back. */
export type SentMessage = StoredSubmission & {
  readonly undoStatus: 'pending' | 'final' | 'canceled';
  readonly statuses: ReadonlyMap<string, RecipientStatus>;
};

/** Every submission of the actor that is remembered. */
export async function readSent(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  { accountId }: Pick<Actor, 'accountId'>,
): Promise<{ modseq: ModSeq; sent: SentMessage[] }> {
  const account = await readModSeq(store.database, accountId);
  if (account === null) throw new Refusal('closed');
  const rows = await listSubmissions(store.database, accountId);
  const traces = rows.map(row => row.trace);
  const [words, queued] = await Promise.all([
    lastWords(store.database, traces),
    stillQueued(store.database, traces, clock.now()),
  ]);
  const said = Map.groupBy(words, one => one.trace);
  const waiting = Map.groupBy(queued, one => one.trace);
  return {
    modseq: account.modseq,
    sent: rows.map(row => describe(row, said.get(row.trace) ?? [], waiting.get(row.trace) ?? [])),
  };
}

function describe(
  row: StoredSubmission,
  words: readonly { to: string; event: string; said: string | null; status: string | null }[],
  queued: readonly { to: string; early: boolean }[],
): SentMessage {
  const early = queued.length > 0 && queued.every(one => one.early);
  const undoStatus = row.undone ? 'canceled' : early ? 'pending' : 'final';
  const statuses = new Map<string, RecipientStatus>();
  for (const { email } of row.envelope.rcptTo) {
    const word = words.find(one => one.to.toLowerCase() === email.toLowerCase());
    const inQueue = queued.some(one => one.to.toLowerCase() === email.toLowerCase());
    statuses.set(email, row.undone ? { smtpReply: '250 2.0.0 Taken back', delivered: 'no' } : statusOf(word, inQueue));
  }
  return { ...row, undoStatus, statuses };
}

function statusOf(
  word: { event: string; said: string | null; status: string | null } | undefined,
  queued: boolean,
): RecipientStatus {
  const smtpReply = word?.said && /^\d{3}[ -]/.test(word.said) ? word.said : '250 2.0.0 Accepted';
  if (queued) return { smtpReply, delivered: 'queued' };
  if (word === undefined) return { smtpReply, delivered: 'yes' };
  if (word.event === 'failed' || word.event === 'dropped') {
    return {
      smtpReply: smtpReply.startsWith('250') ? `550 ${word.status ?? '5.0.0'} Not delivered` : smtpReply,
      delivered: 'no',
    };
  }
  // The last server outside took it: what it does with it is not ours to know.
  return { smtpReply, delivered: word.event === 'delivered' ? 'yes' : 'unknown' };
}

/** It has left, or is leaving: nothing can be taken back. */
export class TooLate extends Error {}

/**
 * Takes back a message whose time to leave has not come: wholly, or not at all. rfc/8621#7.5
 * @throws Refusal no-such-message; TooLate
 */
export async function takeBack(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  { accountId }: Pick<Actor, 'accountId'>,
  id: number,
): Promise<{ modseq: ModSeq }> {
  const now = clock.now();
  const modseq = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    const row = (await listSubmissions(tx, accountId)).find(one => one.id === id);
    if (row === undefined) throw new Refusal('no-such-message');
    if (row.undone) return modseq;
    const locked = await lockWaiting(tx, { trace: row.trace, accountId });
    const queued = await stillQueued(tx, [row.trace], now);
    const whole = locked.length === row.envelope.rcptTo.length && queued.every(one => one.early);
    if (!whole) throw new TooLate();
    await removeRecipients(tx, locked);
    await insertSteps(tx, stepsOf('dropped', locked, now, { by: accountId, why: 'taken back' }));
    await markUndone(tx, accountId, modseq, id);
    return modseq;
  });
  store.changes.announce({ accountId, modseq, kinds: ['submission'] });
  return { modseq };
}

/** Forgets a submission; the message goes on its way. @throws Refusal no-such-message */
export async function forgetSent(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
  id: number,
): Promise<{ modseq: ModSeq }> {
  const modseq = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    if (!(await listSubmissions(tx, accountId)).some(one => one.id === id)) throw new Refusal('no-such-message');
    await removeRow(tx, accountId, id);
    await buryObject(tx, accountId, modseq, 'submission', id);
    return modseq;
  });
  store.changes.announce({ accountId, modseq, kinds: ['submission'] });
  return { modseq };
}
