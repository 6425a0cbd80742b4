/** Receipts: telling a sender what became of a message, where its reader wishes so. rfc/9007, rfc/8098 */
import { parseAddress } from '../../formats/address/address.ts';
import { listMailboxes } from '../../formats/address/parse.ts';
import { composeReceipt } from '../../formats/mdn/compose.ts';
import type { Receipt } from '../../formats/mdn/receipt.ts';
import { readAddresses } from '../../formats/message/envelope.ts';
import { readHeader } from '../../formats/message/header.ts';
import { parisZone } from '../../model/clock.ts';
import type { EmailId } from '../../model/email.ts';
import { Refusal } from '../../model/refusal.ts';
import { readEmails } from '../../store/emails.ts';
import { placementsOf } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { submit } from '../submission/submit.ts';
import { readIdentities } from './identities.ts';
import { ForeignSender, NoIdentity } from './send.ts';

/** A receipt was sent for this message already. */
export class AlreadySent extends Error {}

export const sentKeyword = '$mdnsent';

export type WantedReceipt = {
  readonly emailId: EmailId;
  readonly subject: string | null;
  readonly text: string | null;
  readonly withOriginal: boolean;
  /** What is null is filled in from the message and the identity. */
  readonly receipt: Receipt;
};

/**
 * Sends a receipt to who asked for it in the message. @returns what it says, filled in
 * @throws Refusal as `submit`, no-such-message (also where nobody asked for one); NoIdentity, ForeignSender, AlreadySent
 */
export async function sendReceipt(
  house: House,
  actor: Actor,
  identityId: number,
  wanted: WantedReceipt,
): Promise<{ subject: string; text: string; receipt: Receipt }> {
  const { store, clock, random } = house;
  const { accountId } = actor;
  const [{ identities }, emails, placements] = await Promise.all([
    readIdentities(house, actor),
    readEmails(store.database, accountId, [wanted.emailId], ['body', 'envelope', 'structure']),
    placementsOf(store.database, accountId, [wanted.emailId]),
  ]);
  const identity = identities.find(one => one.id === identityId);
  const email = emails.get(wanted.emailId);
  if (identity === undefined) throw new NoIdentity();
  if (email === undefined || placements.length === 0) throw new Refusal('no-such-message');
  if (placements[0]!.keywords.includes(sentKeyword)) throw new AlreadySent();
  const finalRecipient = wanted.receipt.finalRecipient ?? `rfc822; ${identity.email}`;
  if (!identities.some(one => one.email.toLowerCase() === addressOf(finalRecipient))) throw new ForeignSender();
  const bytes = await store.blobs.read(email.blob);
  const asked = listMailboxes(readAddresses(bytes, readHeader(bytes).fields, 'disposition-notification-to'));
  const recipients = asked.flatMap(({ address }) => parseAddress(address) ?? []).map(address => ({ address }));
  if (recipients.length === 0) throw new Refusal('no-such-message', 'nobody asked for a receipt');
  const now = clock.now();
  const subject = wanted.subject ?? `Accusé de lecture : ${email.subject}`;
  const text = wanted.text ?? `Votre message « ${email.subject} » a été affiché.`;
  const receipt: Receipt = {
    ...wanted.receipt,
    finalRecipient,
    originalMessageId: email.envelope.messageId,
  };
  const message = composeReceipt(
    {
      from: { name: identity.name === '' ? null : identity.name, email: identity.email },
      to: recipients.map(({ address }) => ({ name: null, email: address.text })),
      subject,
      at: now,
      zone: parisZone(now),
      messageId: `<${random(15).toString('hex')}@${house.domains[0]}>`,
      text,
      receipt,
      original: wanted.withOriginal ? bytes : null,
    },
    () => `=_${random(18).toString('base64url')}`,
  );
  await submit(house, actor, {
    sender: null,
    recipients,
    bytes: message,
    protocol: 'HTTPS',
    tls: undefined,
    wishes: {},
  });
  return { subject, text, receipt };
}

function addressOf(recipient: string): string {
  return recipient.split(';').at(-1)!.trim().toLowerCase();
}
