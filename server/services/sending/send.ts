/** Sending an email that is in a mailbox. rfc/8621#7 */
import { parseAddress } from '../../formats/address/address.ts';
import { listMailboxes } from '../../formats/address/parse.ts';
import type { Envelope as MessageEnvelope } from '../../formats/message/envelope.ts';
import type { ModSeq } from '../../model/change.ts';
import type { EmailId, ThreadId } from '../../model/email.ts';
import { Refusal } from '../../model/refusal.ts';
import { readEmails } from '../../store/emails.ts';
import { raiseForMailboxes } from '../../store/mail-accounts.ts';
import { placementsOf } from '../../store/placements.ts';
import { insertSubmission, type SubmissionEnvelope } from '../../store/submissions.ts';
import type { Actor } from '../actor.ts';
import type { NoticeWishes, Wishes } from '../delivery/envelope.ts';
import type { House } from '../house.ts';
import { submit } from '../submission/submit.ts';
import { readIdentities } from './identities.ts';

export type Envelope = SubmissionEnvelope;

/** What is asked to be sent. `envelope` null: to those the message names, from its identity's address. */
export type Order = {
  readonly identityId: number;
  readonly emailId: EmailId;
  readonly envelope: Envelope | null;
  readonly wishes: Wishes;
  /** What each recipient of the envelope wishes to be told, in order. */
  readonly notices: readonly NoticeWishes[];
};

export type Sent = {
  readonly id: number;
  readonly threadId: ThreadId;
  readonly envelope: Envelope;
  readonly sendAt: Date;
  readonly modseq: ModSeq;
};

/** The identity named is none of the actor's. */
export class NoIdentity extends Error {}
/** The sender of the envelope is no address of the actor. */
export class ForeignSender extends Error {}
/** The message names nobody to send it to. */
export class NoRecipients extends Error {}
/** These addresses are none. */
export class BadRecipients extends Error {
  readonly addresses: readonly string[];

  constructor(addresses: readonly string[]) {
    super('not addresses');
    this.addresses = addresses;
  }
}

/** @throws Refusal as `submit`, no-such-message; NoIdentity, ForeignSender, NoRecipients, BadRecipients */
export async function send(house: House, actor: Actor, order: Order): Promise<Sent> {
  const { store, clock } = house;
  const { accountId } = actor;
  const [{ identities }, emails, placements] = await Promise.all([
    readIdentities(house, actor),
    readEmails(store.database, accountId, [order.emailId], ['body', 'thread', 'envelope']),
    placementsOf(store.database, accountId, [order.emailId]),
  ]);
  const identity = identities.find(one => one.id === order.identityId);
  const email = emails.get(order.emailId);
  if (identity === undefined) throw new NoIdentity();
  if (email === undefined || placements.length === 0) throw new Refusal('no-such-message');
  const envelope = order.envelope ?? envelopeOf(identity.email, email.envelope);
  const sender = envelope.mailFrom.email.toLowerCase();
  if (sender !== '' && !identities.some(one => one.email.toLowerCase() === sender)) throw new ForeignSender();
  if (envelope.rcptTo.length === 0) throw new NoRecipients();
  const recipients = envelope.rcptTo.map(({ email: address }, index) => ({
    address: parseAddress(address),
    ...order.notices[index],
  }));
  const bad = envelope.rcptTo.filter((_, index) => recipients[index]!.address === null);
  if (bad.length > 0) throw new BadRecipients(bad.map(one => one.email));
  const bytes = await store.blobs.read(email.blob);
  const now = clock.now();
  const { trace } = await submit(house, actor, {
    sender: envelope.mailFrom.email === '' ? null : envelope.mailFrom.email,
    recipients: recipients.map(one => ({ ...one, address: one.address! })),
    bytes,
    protocol: 'HTTPS',
    tls: undefined,
    wishes: order.wishes,
  });
  const { holdFor, holdUntil } = order.wishes;
  const sendAt = holdUntil ?? new Date(now.getTime() + (holdFor ?? 0) * 1000);
  const made = await store.database.transaction(async tx => {
    const { modseq, lastId: id } = await raiseForMailboxes(tx, accountId, 1);
    const row = {
      id,
      identityId: order.identityId,
      emailId: order.emailId,
      threadId: email.threadId,
      envelope,
      sendAt,
      trace,
      undone: false,
    };
    await insertSubmission(tx, accountId, modseq, row);
    return { id, threadId: email.threadId, envelope, sendAt, modseq };
  });
  store.changes.announce({ accountId, modseq: made.modseq, kinds: ['submission'] });
  return made;
}

/** To, Cc and Bcc, each once. rfc/8621#7 */
function envelopeOf(sender: string, { to, cc, bcc }: MessageEnvelope): Envelope {
  const addresses = new Map(
    listMailboxes([...to, ...cc, ...bcc]).map(({ address }) => [address.toLowerCase(), address]),
  );
  return {
    mailFrom: { email: sender, parameters: null },
    rcptTo: [...addresses.values()].map(email => ({ email, parameters: null })),
  };
}
