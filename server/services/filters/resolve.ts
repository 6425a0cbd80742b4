/** Turns the actions of a decision into mailboxes, marks and messages of this house. */
import { createHash } from 'node:crypto';
import { type Address, parseAddress } from '../../formats/address/address.ts';
import type { Action, CarbonCopy } from '../../formats/sieve/action.ts';
import { readMailto } from '../../formats/sieve/mailto.ts';
import type { Decision } from '../../formats/sieve/run-script.ts';
import { parisZone } from '../../model/clock.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { isAnswered } from '../../store/sieve-memories.ts';
import { readOwner, type ScriptOwner } from '../../store/sieve-owners.ts';
import type { Actor } from '../actor.ts';
import { type Answers, duplicateKey } from './answer.ts';
import { type About, composeFailureNotice, composeNotification, composeReply, type Writing } from './compose.ts';
import type { Filed, Filtered, FilterRecipient, Marks, Outgoing } from './filtered.ts';
import type { Lists } from './lists.ts';
import { findTarget } from './mailbox-targets.ts';
import { marksOf } from './marks.ts';
import { isAutomatic, whyNoReply } from './may-reply.ts';
import type { Arrived, FilterHouse } from './run.ts';

type Sources = { readonly answers: Answers; readonly lists: Lists };

/** All that the steps below share about one recipient. */
type Resolving = {
  readonly house: FilterHouse;
  readonly about: About;
  readonly recipient: FilterRecipient;
  readonly actor: Actor;
  readonly owner: ScriptOwner;
  readonly sources: Sources;
  readonly now: Date;
};

export async function resolve(
  house: FilterHouse,
  { message, bytes, parsed }: Arrived,
  recipient: FilterRecipient,
  decision: Decision,
  sources: Sources,
): Promise<Filtered> {
  const found = await ownerFor(house, recipient, decision);
  const owner = found ?? { givenName: null, familyName: null, addresses: [] };
  const resolving: Resolving = {
    house,
    about: { bytes, fields: parsed.fields, sender: message.sender ?? '' },
    recipient,
    actor: {
      accountId: recipient.accountId,
      address: recipient.address as Actor['address'],
      roles: [],
    },
    owner,
    sources,
    now: house.clock.now(),
  };
  const destinations = new Map<MailboxId, Filed>();
  const outgoing: Outgoing[] = [];
  let refused: Filtered['refused'] = null;
  for (const action of decision.actions) {
    if (action.kind === 'reject') refused = { how: action.how, reason: action.reason };
    else if (action.kind === 'keep' || action.kind === 'fileinto')
      addFiled(destinations, await file(resolving, action));
    else if (action.kind === 'redirect') {
      const forward = await forwardTo(resolving, action);
      // A list that leads nowhere must not lose the message.
      if (forward) outgoing.push(forward);
      else addFiled(destinations, { mailboxId: recipient.inboxId, flags: 0, keywords: [], bytes: action.bytes });
    } else if (action.kind === 'vacation') outgoing.push(...(await replyTo(resolving, action)));
    else if (action.kind === 'notify') outgoing.push(...(await notifyOf(resolving, action)));
  }
  if (decision.implicitKeep) addFiled(destinations, inInbox(resolving, decision.implicitKeep));
  outgoing.push(...failureNotices(resolving, decision));
  return { destinations: [...destinations.values()], outgoing, refused, duplicates: duplicatesOf(resolving, decision) };
}

/** Names are read only where something is written in them. */
async function ownerFor(house: FilterHouse, { accountId }: FilterRecipient, decision: Decision) {
  const writes =
    decision.failures.length > 0 || decision.actions.some(({ kind }) => kind === 'vacation' || kind === 'notify');
  return writes ? await readOwner(house.store.database, accountId) : null;
}

/** The same mailbox twice is one copy with the marks of both. */
function addFiled(destinations: Map<MailboxId, Filed>, filed: Filed): void {
  const before = destinations.get(filed.mailboxId);
  const flags = filed.flags | (before?.flags ?? 0);
  const keywords = [...new Set([...(before?.keywords ?? []), ...filed.keywords])];
  destinations.set(filed.mailboxId, { ...filed, flags, keywords });
}

function inInbox({ house, recipient }: Resolving, kept: { flags: readonly string[]; bytes: Buffer | null }): Filed {
  return {
    mailboxId: recipient.inboxId,
    ...marksOf(kept.flags, house.limits.keywordsPerMessage),
    bytes: kept.bytes,
  };
}

/** A mailbox that is not there and may not be made is the inbox: a mail is never lost for a name. */
async function file(resolving: Resolving, action: Extract<Action, { kind: 'keep' | 'fileinto' }>): Promise<Filed> {
  const kept = inInbox(resolving, action);
  if (action.kind === 'keep') return kept;
  const { house, actor, sources } = resolving;
  const mailboxes = await sources.answers.mailboxes();
  return { ...kept, mailboxId: (await findTarget(house, actor, mailboxes, action)) ?? kept.mailboxId };
}

/** The message goes on under its own sender, and says where it has been, so that a circle is seen. rfc/5228#4.2 */
async function forwardTo(
  { about, recipient, sources }: Resolving,
  { address, list, bytes }: Extract<Action, { kind: 'redirect' }>,
): Promise<Outgoing | null> {
  const texts = list ? await sources.lists.members(recipient.accountId, address) : [address];
  const recipients = texts.map(parseAddress).filter(one => one !== null);
  if (recipients.length === 0) return null;
  const passed = Buffer.from(`Delivered-To: ${recipient.address.replace(/[^!-~\u0080-\u{10ffff}]/gu, '')}\r\n`);
  return {
    kind: 'forward',
    sender: about.sender === '' ? null : about.sender,
    recipients,
    bytes: Buffer.concat([passed, bytes ?? about.bytes]),
    reservation: null,
    filed: null,
  };
}

async function replyTo(resolving: Resolving, action: Extract<Action, { kind: 'vacation' }>): Promise<Outgoing[]> {
  const { house, about, owner, recipient, now } = resolving;
  const own = [...owner.addresses, recipient.address, ...action.addresses];
  const why = whyNoReply({ ...about, own });
  const to = parseAddress(about.sender);
  if (why !== null || to === null) {
    house.log.info('reply-withheld', { account: recipient.accountId, why: why ?? 'bounce' });
    return [];
  }
  const key = answerKey('vacation', action.handle, to.text.toLowerCase());
  if (await isAnswered(house.store.database, recipient.accountId, key, now)) return [];
  // Nobody writes in another's name: a sender that is not the owner's is passed over.
  const from = action.from !== null && isOwn(action.from, owner.addresses) ? action.from : null;
  return [
    {
      kind: 'reply',
      sender: null,
      recipients: [to],
      bytes: composeReply({ ...action, from }, about, writing(resolving)),
      reservation: { key, until: new Date(now.getTime() + Math.max(action.seconds, 1) * 1000) },
      filed: await carbonCopy(resolving, action.fcc),
    },
  ];
}

async function notifyOf(resolving: Resolving, action: Extract<Action, { kind: 'notify' }>): Promise<Outgoing[]> {
  const { about, owner } = resolving;
  const mailto = readMailto(action.method);
  // A notification of a notification would never end. rfc/5436#2.7
  if (!mailto || isAutomatic(about.bytes, about.fields)) return [];
  const recipients = [...mailto.to, ...mailto.cc].map(parseAddress).filter((one): one is Address => one !== null);
  if (recipients.length === 0) return [];
  const from = action.from !== null && isOwn(action.from, owner.addresses) ? action.from : null;
  return [
    {
      kind: 'notification',
      sender: about.sender === '' ? null : (owner.addresses[0] ?? null),
      recipients: recipients.slice(0, 5),
      bytes: composeNotification({ ...action, from }, mailto, about, writing(resolving)),
      reservation: null,
      filed: await carbonCopy(resolving, action.fcc),
    },
  ];
}

function isOwn(from: string, addresses: readonly string[]): boolean {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
  return addresses.some(own => own.toLowerCase() === address.toLowerCase());
}

async function carbonCopy({ house, actor, sources }: Resolving, fcc: CarbonCopy | null): Promise<Marks | null> {
  if (fcc === null) return null;
  const mailboxId: MailboxId | null = await findTarget(house, actor, await sources.answers.mailboxes(), fcc);
  return mailboxId === null ? null : { mailboxId, ...marksOf(fcc.flags, house.limits.keywordsPerMessage) };
}

const day = 86_400_000;

/** One a day for each script and fault. rfc/5228#2.10.6 */
function failureNotices(resolving: Resolving, { failures }: Decision): Outgoing[] {
  const { owner, now } = resolving;
  const to = parseAddress(owner.addresses[0] ?? '');
  if (to === null) return [];
  return failures.map(({ script, fault }) => ({
    kind: 'notice',
    sender: null,
    recipients: [to],
    bytes: composeFailureNotice(script, fault, resolving.about, writing(resolving)),
    reservation: { key: answerKey('failure', script, fault.code), until: new Date(now.getTime() + day) },
    filed: null,
  }));
}

function duplicatesOf({ now }: Resolving, { duplicates }: Decision): Filtered['duplicates'] {
  return duplicates.map(({ handle, uniqueId, seconds, last }) => ({
    key: duplicateKey(handle, uniqueId),
    until: new Date(now.getTime() + seconds * 1000),
    last,
  }));
}

function answerKey(...parts: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

function writing({ house, owner, now }: Resolving): Writing {
  return {
    owner,
    at: now,
    zone: parisZone(now),
    messageId: `<${house.random(16).toString('hex')}@${house.hostName}>`,
  };
}
