/**
 * Events of IMAP sessions: somebody adds a message to a mailbox, or changes its flags, and the script its owner tied to
 * that mailbox runs over it. rfc/6785. What a script does is no event: nothing here can call itself. Whatever it decides
 * the message stays in its mailbox; one it does not keep is marked \\Deleted, last of all, so that nothing is lost where
 * the rest fails.
 */
import { describeMessage } from '../../formats/message/describe.ts';
import type { ModSeq } from '../../model/change.ts';
import { parisZone } from '../../model/clock.ts';
import { flagBits } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { findDeliveryAddresses } from '../../store/accounts.ts';
import { type Email, readEmails } from '../../store/emails.ts';
import { readMailbox } from '../../store/mailboxes.ts';
import { type Placement, readPlacements } from '../../store/placements.ts';
import { readOwner } from '../../store/sieve-owners.ts';
import { findTiedScript } from '../../store/sieve-scripts.ts';
import type { Actor } from '../actor.ts';
import { deliverFiltered } from '../delivery/filtered.ts';
import type { InsideHouse } from '../delivery/inside-message.ts';
import { keepInside } from '../delivery/keep-inside.ts';
import type { Recipient } from '../delivery/recipient.ts';
import { newTraceId } from '../delivery/trace-id.ts';
import type { House } from '../house.ts';
import { append, keepMessage } from '../mailboxes/append.ts';
import { changeFlags } from '../mailboxes/change-flags.ts';
import type { MailboxRef } from '../mailboxes/permission.ts';
import { readOctets } from '../mailboxes/read.ts';
import type { Filtered } from './filtered.ts';
import { flagNames, marksOf } from './marks.ts';
import { scriptLimits } from './offered.ts';
import type { Filters } from './run.ts';

/** What one command may make scripts do: work in steps, messages that go out. What is past it is left as it is, and logged. */
export const eventLimits = { steps: 20_000_000, sent: 50 };

export type MailboxEvent = {
  readonly cause: 'APPEND' | 'COPY' | 'FLAG';
  readonly mailbox: MailboxRef;
  /** Each with the flags that changed, where that is the cause. */
  readonly messages: readonly { readonly uid: Uid; readonly changed: readonly string[] }[];
};

export type TiedScript = { readonly name: string; readonly digest: string };

type EventHouse = InsideHouse & Pick<House, 'views' | 'limits'>;
type Needs = EventHouse & { readonly filters: Filters };

/** The script that runs on events of a mailbox; null for most. */
export async function tiedScript(
  { store, filters }: Pick<House, 'store' | 'filters'>,
  { accountId, mailboxId }: MailboxRef,
): Promise<TiedScript | null> {
  return filters === undefined ? null : await findTiedScript(store.database, accountId, mailboxId);
}

/** What the steps below share about one event. */
type Run = {
  readonly house: Needs;
  readonly event: MailboxEvent;
  readonly owner: Recipient;
  readonly items: Readonly<Record<string, string>>;
  readonly left: { steps: number; sent: number };
};

/**
 * Runs the script over each message in turn. `actor` is whoever did it; the script acts for the owner of the mailbox.
 * @returns the modseq at which flags were last changed in that mailbox; null where none were
 * @throws Refusal unavailable
 */
export async function runOnEvent(
  house: EventHouse,
  actor: Actor,
  script: TiedScript,
  event: MailboxEvent,
): Promise<ModSeq | null> {
  const { filters, store, log } = house;
  const { accountId, mailboxId } = event.mailbox;
  const [owner, mailbox] = await Promise.all([
    findOwner(house, event.mailbox),
    readMailbox(store.database, accountId, mailboxId),
  ]);
  if (filters === undefined || owner === null || mailbox === null) return null;
  const items = {
    'imap.user': actor.address,
    'imap.email': actor.address,
    'imap.cause': event.cause,
    'imap.mailbox': mailbox.name,
  };
  const left = { ...eventLimits };
  const run: Run = { house: { ...house, filters }, event, owner, items, left };
  const changed = new Map(event.messages.map(message => [message.uid, message.changed]));
  const uids = [...changed.keys()];
  let done = 0;
  let modseq: ModSeq | null = null;
  for (let start = 0; start < uids.length && left.steps > 0; start += 50) {
    const placed = await readPlacements(store.database, accountId, mailboxId, uids.slice(start, start + 50));
    const emails = await readEmails(
      store.database,
      accountId,
      placed.map(one => one.emailId),
      ['dates', 'body'],
    );
    for (const one of placed) {
      const email = emails.get(one.emailId);
      if (email === undefined || left.steps <= 0) continue;
      modseq = (await runOver(run, script, { placed: one, email }, changed.get(one.uid) ?? [])) ?? modseq;
      done++;
    }
  }
  log.info('mailbox-event', { account: accountId, cause: event.cause, messages: uids.length, done });
  return modseq;
}

async function findOwner({ store }: EventHouse, { accountId, mailboxId }: MailboxRef): Promise<Recipient | null> {
  const address = (await readOwner(store.database, accountId))?.addresses[0];
  const found = address && (await findDeliveryAddresses(store.database, [address])).get(address);
  // What a script keeps stays where it is.
  return found ? { ...found, inboxId: mailboxId, address, detail: null } : null;
}

type Message = {
  readonly placed: Placement;
  readonly email: Pick<Email, 'blob' | 'bytes' | 'trace' | 'receivedAt' | 'receivedZone'>;
};

async function runOver(
  run: Run,
  script: TiedScript,
  message: Message,
  changed: readonly string[],
): Promise<ModSeq | null> {
  const { house, event, owner, items, left } = run;
  const { placed, email } = message;
  const bytes = await readOctets(house, email);
  const decided = await house.filters.decideEvent({
    script,
    bytes,
    recipient: owner,
    flags: flagNames(placed.flags, placed.keywords),
    items: { ...items, 'imap.changedflags': changed.join(' ') },
    steps: Math.min(left.steps, scriptLimits.steps),
  });
  if (decided === null) return null;
  left.steps -= Math.max(decided.steps, 1);
  const wanted = await withinHouse(run, message, bytes, decided.filtered);
  const here = wanted.destinations.some(({ mailboxId }) => mailboxId === event.mailbox.mailboxId);
  const filed = await fileCopies(run, message, bytes, wanted);
  const sent = await sendOut(run, message, bytes, wanted);
  if (decided.kept !== null) return await setFlags(run, placed, decided.kept);
  return !here && filed && sent ? await markDeleted(run, placed) : null;
}

/** In a house that lets nothing be forwarded outside, what would be stays here. */
async function withinHouse(
  { house, owner }: Run,
  { email }: Message,
  bytes: Buffer,
  filtered: Filtered,
): Promise<Filtered> {
  return filtered.outgoing.length === 0
    ? filtered
    : await keepInside(house, outgoingMessage(house, owner, email, bytes), owner, filtered);
}

/** Each copy is a message of its own, with flags of its own. rfc/6785#3.3. False where one did not fit. */
async function fileCopies(
  { house, event, owner }: Run,
  { email }: Message,
  bytes: Buffer,
  { destinations }: Filtered,
): Promise<boolean> {
  const { accountId, mailboxId } = event.mailbox;
  const actor: Actor = { accountId, address: owner.address as Actor['address'], roles: [] };
  for (const { mailboxId: to, flags, keywords, bytes: changed } of destinations) {
    if (to === mailboxId) continue;
    try {
      const kept = await keepMessage(house, changed ?? bytes);
      const { receivedAt, receivedZone } = email;
      await append(house, actor, { accountId, mailboxId: to }, [
        { ...kept, flags, keywords: [...keywords], receivedAt, receivedZone },
      ]);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      house.log.info('event-copy-refused', { account: accountId, reason: error.reason });
      return false;
    }
  }
  return true;
}

/** Redirections, notifications and the notice of a failure, in one transaction. False where there were too many. */
async function sendOut(
  { house, event, owner, left }: Run,
  { email }: Message,
  bytes: Buffer,
  filtered: Filtered,
): Promise<boolean> {
  const { outgoing } = filtered;
  if (outgoing.length === 0) return true;
  if (left.sent < outgoing.length) {
    house.log.info('event-sends-withheld', { account: event.mailbox.accountId, withheld: outgoing.length });
    return false;
  }
  left.sent -= outgoing.length;
  const message = outgoingMessage(house, owner, email, bytes);
  await deliverFiltered(house, message, owner, { ...filtered, destinations: [], refused: null });
  return true;
}

function outgoingMessage(house: EventHouse, owner: Recipient, { blob }: Message['email'], bytes: Buffer) {
  const at = house.clock.now();
  return {
    trace: newTraceId(house),
    sender: owner.address,
    blob: { hash: blob },
    bytes,
    facts: describeMessage(bytes),
    at,
    zone: parisZone(at),
    steps: [],
    client: null,
  };
}

async function setFlags(
  { house, event, owner }: Run,
  { uid, flags, keywords }: Placement,
  names: readonly string[],
): Promise<ModSeq | null> {
  const wished = marksOf(names, house.limits.keywordsPerMessage);
  const same = wished.flags === flags && wished.keywords.toSorted().join(' ') === keywords.toSorted().join(' ');
  if (same) return null;
  const spellings = names.filter(name => !name.startsWith('\\') && name !== name.toLowerCase());
  const change = { operation: 'replace', bits: wished.flags, keywords: wished.keywords, spellings } as const;
  return (await changeFlags(house, ownerOf(event, owner), event.mailbox, { uids: [uid] }, change)).modseq;
}

async function markDeleted({ house, event, owner }: Run, { uid }: Placement): Promise<ModSeq> {
  const change = { operation: 'add', bits: flagBits.deleted, keywords: [] } as const;
  return (await changeFlags(house, ownerOf(event, owner), event.mailbox, { uids: [uid] }, change)).modseq;
}

function ownerOf({ mailbox }: MailboxEvent, { address }: Recipient): Actor {
  return { accountId: mailbox.accountId, address: address as Actor['address'], roles: [] };
}
