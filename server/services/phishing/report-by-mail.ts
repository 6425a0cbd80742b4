/** The address by which anybody reports who forwards a mail as an attachment. */

import { decodeBody } from '../../formats/message/decode.ts';
import { describeMessage } from '../../formats/message/describe.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import type { Part } from '../../formats/message/part.ts';
import type { AccountId } from '../../model/account.ts';
import type { MailboxId, Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { findPlacesOf } from '../../store/phishing-reported.ts';
import { findThreads, threadKeys } from '../../store/threads.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { report } from './report.ts';

/** The local part of that address, in every domain of the house. */
export const reportingName = 'signalement';

/** Attached messages of one mail that are looked at. */
const mostAttached = 20;

/**
 * Reports the attached messages that the sender has in a mailbox.
 * @returns whether there was any: what else was written to the address is for a person to read
 */
export async function reportByMail(
  house: Pick<House, 'store' | 'clock' | 'log' | 'phishing'>,
  actor: Actor,
  bytes: Buffer,
): Promise<boolean> {
  const { store, phishing } = house;
  if (phishing === undefined) return false;
  const places = new Map<MailboxId, Set<Uid>>();
  for (const part of attached(parseMessage(bytes).part).slice(0, mostAttached)) {
    for (const { mailboxId, uid } of await placesOf(store, actor.accountId, Buffer.from(decodeBody(bytes, part)))) {
      places.set(mailboxId, (places.get(mailboxId) ?? new Set()).add(uid));
    }
  }
  try {
    for (const [mailboxId, uids] of places) {
      const mailbox = { accountId: actor.accountId, mailboxId };
      phishing.reported(await report(house, phishing.watch.facts(), actor, mailbox, [...uids], 'address'));
    }
  } catch (error) {
    // Whoever reports too much is read by a person like any other letter.
    if (!(error instanceof Refusal) || error.reason !== 'too-many-reports') throw error;
    house.log.info('report-slowed', { account: actor.accountId });
    return false;
  }
  return places.size > 0;
}

function attached(part: Part): Part[] {
  if (part.type === 'message' && part.message !== undefined) return [part];
  return (part.children ?? []).flatMap(attached);
}

/** Where the account has a message: the one of that Message-ID in the conversation its fields lead to. */
async function placesOf(
  { database }: House['store'],
  accountId: AccountId,
  bytes: Buffer,
): Promise<{ mailboxId: MailboxId; uid: Uid }[]> {
  const facts = describeMessage(bytes);
  const { messageId } = facts.envelope;
  if (messageId === null) return [];
  const keys = threadKeys(facts).map(key => ({ accountId, key }));
  const threads = new Set((await findThreads(database, keys)).values());
  return await findPlacesOf(database, accountId, [...threads], messageId);
}
