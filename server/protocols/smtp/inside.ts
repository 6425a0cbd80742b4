import type { Address } from '../../formats/address/address.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Incoming } from '../../services/delivery/accept.ts';
import type { Bringer } from '../../services/delivery/envelope.ts';
import { findRecipient, fullRefusal, type Recipient } from '../../services/delivery/recipient.ts';
import type { House } from '../../services/house.ts';
import { isListDomain } from '../../services/lists/find.ts';
import type { Client, Door, DoorMessage } from './door.ts';

/** A recipient of this house, behind what the conversation knows of it. */
export type Inside = { readonly address: Address; readonly person: Recipient };

/**
 * Who of this house an address is; mail for other domains is not relayed. A message that announced more than the mailbox
 * has room for is refused before it is sent.
 * @throws Refusal list-closed: lists are written to by who has signed in; relay-denied, no-such-recipient, recipient-closed, over-quota, full-for-long
 */
export async function inside(house: House, address: Address, size: number): Promise<Inside> {
  if (isListDomain(house, address.domain)) throw new Refusal('list-closed');
  if (!house.domains.includes(address.domain)) throw new Refusal('relay-denied');
  const person = await findRecipient(house, address.text);
  if (person.always !== true && person.usedBytes + size > person.allowedBytes) throw fullRefusal(house, person);
  return { address, person };
}

/** Who brings mail, as the services know them. */
export function bringerOf({ name, address, protocol, tls }: Client): Bringer {
  return { name, address, protocol, tls };
}

/** A message of a door that agreed to people of this house only, as the services take it. */
export function incomingOf(client: Client, message: DoorMessage): Omit<Incoming, 'answers'> {
  return {
    bringer: bringerOf(client),
    sender: message.sender?.text ?? null,
    recipients: message.recipients.map(({ recipient, parameters }) => ({ ...(recipient as Inside), ...parameters })),
    wishes: message.parameters,
    bytes: message.bytes,
  };
}

/** What every door of a house is. */
export function doorOf(house: House): Pick<Door, 'hostName' | 'domain' | 'messageBytes'> {
  return { hostName: house.hostName, domain: house.domains[0]!, messageBytes: house.limits.messageBytes };
}
