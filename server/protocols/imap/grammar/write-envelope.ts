import { writeNstring } from './write.ts';

/**
 * An address of the envelope. Group syntax as in the envelope itself: an entry with a mailbox and no host opens a group of
 * that name, an entry with neither closes it. rfc/9051#7.5.2
 */
export type EnvelopeAddress = {
  name?: string | null;
  /** The source route, called adl in the envelope. */
  route?: string | null;
  mailbox?: string | null;
  /** Empty where a message gives an address without a domain, which is not a group. */
  host?: string | null;
};

export type EnvelopeData = {
  date: string | null;
  subject: string | null;
  from: readonly EnvelopeAddress[];
  sender: readonly EnvelopeAddress[];
  replyTo: readonly EnvelopeAddress[];
  to: readonly EnvelopeAddress[];
  cc: readonly EnvelopeAddress[];
  bcc: readonly EnvelopeAddress[];
  inReplyTo: string | null;
  messageId: string | null;
};

/** envelope. Sender and Reply-To are to be given as From where the message has none. */
export function writeEnvelope(envelope: EnvelopeData, utf8: boolean): string {
  const text = (value: string | null) => writeNstring(value, utf8);
  const addresses = (list: readonly EnvelopeAddress[]) => writeAddresses(list, utf8);
  return `(${text(envelope.date)} ${text(envelope.subject)} ${addresses(envelope.from)} ${addresses(envelope.sender)} ${addresses(
    envelope.replyTo,
  )} ${addresses(envelope.to)} ${addresses(envelope.cc)} ${addresses(envelope.bcc)} ${text(envelope.inReplyTo)} ${text(
    envelope.messageId,
  )})`;
}

function writeAddresses(list: readonly EnvelopeAddress[], utf8: boolean): string {
  if (list.length === 0) return 'NIL';
  let text = '(';
  for (const { name, route, mailbox, host } of list)
    text += `(${writeNstring(name, utf8)} ${writeNstring(route, utf8)} ${writeNstring(mailbox, utf8)} ${writeNstring(host, utf8)})`;
  return `${text})`;
}
