/**
 * The judge on duty: keeps what the house knows fresh, gathers what concerns one message, and judges it. One for the
 * process; the delivery asks it once a message.
 */
import { listMailboxes } from '../../formats/address/parse.ts';
import type { MessageFacts } from '../../formats/message/facts.ts';
import type { ParsedMessage } from '../../formats/message/parse.ts';
import type { KnownOwner } from '../../formats/phishing/domains.ts';
import type { OwnHosts } from '../../formats/phishing/operator-lists.ts';
import type { AccountId } from '../../model/account.ts';
import { listEnvelopes, listNames } from '../../store/phishing-people.ts';
import { findThreads, threadKeys } from '../../store/threads.ts';
import type { House } from '../house.ts';
import { loadBlocks } from './block.ts';
import type { Authentication, Context, HouseFacts, ThreadFacts } from './context.ts';
import { gatherSender } from './gather-context.ts';
import { houseFacts, noBlocks } from './house-facts.ts';
import { type Judged, judge } from './judge.ts';

export type Arriving = {
  readonly bytes: Buffer;
  readonly parsed: ParsedMessage;
  readonly facts: MessageFacts;
  readonly sender: string | null;
  readonly recipients: readonly { readonly accountId: AccountId; readonly address: string }[];
  readonly inside: boolean;
  readonly authentication: Authentication | null;
};

export type JudgedOnArrival = Judged & { readonly context: Context };

export type PhishingWatch = {
  /** What the house knows at this time. */
  facts(): HouseFacts;
  /** Reads the directory and the blocks again: at the start, every few minutes, and after an analyst's act. */
  refresh(): Promise<void>;
  judge(message: Arriving): Promise<JudgedOnArrival>;
};

export type WatchOptions = {
  /** As a sentence goes on: "l’académie d’Amiens". */
  readonly houseName: string;
  /** The operator's own list of whom swindlers imitate. */
  readonly owners?: readonly KnownOwner[];
  readonly hosts?: OwnHosts;
  readonly names?: readonly string[];
};

/** Recipients in whose mailbox the conversation is looked for: it is the same for all of them. */
const mostLooked = 5;

export function createPhishingWatch(
  { store, domains }: Pick<House, 'store' | 'domains'>,
  options: WatchOptions,
): PhishingWatch {
  let facts = houseFacts({ ...options, domains, people: [], blocks: noBlocks });

  return {
    facts: () => facts,
    async refresh() {
      const [names, blocks] = await Promise.all([listNames(store.database), loadBlocks(store.database)]);
      const people = names.map(({ givenName, familyName, population, address }) => ({
        name: `${givenName} ${familyName}`,
        address,
        superior: population === 'direction',
      }));
      facts = houseFacts({ ...options, domains, people, blocks });
    },
    async judge(message) {
      const from = listMailboxes(message.parsed.envelope.from)[0]?.address.toLowerCase() ?? '';
      const [past, thread] = await Promise.all([
        gatherSender(store.database, from),
        message.inside ? null : findThread(store, message),
      ]);
      const { sender, inside, authentication } = message;
      const recipients = message.recipients.map(({ address }) => address);
      const context = { sender, recipients, inside, authentication, house: facts, from: past, thread };
      return { ...judge(message, context), context };
    },
  };
}

/** The conversation a message names, in the mailbox of one of its recipients; null where it names none of theirs. */
async function findThread({ database }: House['store'], { facts, recipients }: Arriving): Promise<ThreadFacts | null> {
  // Its own id alone leads nowhere: it has answered nothing.
  if (facts.messageIds.length < 2) return null;
  const keys = threadKeys(facts);
  const looked = recipients.slice(0, mostLooked);
  const found = await findThreads(
    database,
    looked.flatMap(({ accountId }) => keys.map(key => ({ accountId, key }))),
  );
  for (const { accountId } of looked) {
    const threadId = keys.map(key => found.get(`${accountId}/${key}`)).find(each => each !== undefined);
    if (threadId === undefined) continue;
    const envelopes = await listEnvelopes(database, accountId, threadId);
    const addresses = envelopes.flatMap(({ from, to, cc, replyTo }) =>
      listMailboxes([...from, ...to, ...cc, ...replyTo]),
    );
    return { participants: [...new Set(addresses.map(({ address }) => address.toLowerCase()))] };
  }
  return null;
}
