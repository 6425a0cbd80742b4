import { findRecipient } from '../../services/delivery/recipient.ts';
import type { House } from '../../services/house.ts';
import { findList, isListDomain } from '../../services/lists/find.ts';
import { checkSender } from '../../services/submission/sender.ts';
import { submit } from '../../services/submission/submit.ts';
import type { Door } from './door.ts';
import { doorOf } from './inside.ts';

/**
 * Ports 465 and 587: people of the house, signed in, to anybody. `readUrl`: what URLs of the house's mailboxes mean is the
 * business of another protocol, and handed in.
 */
export function submissionDoor(house: House, { readUrl }: Pick<Door, 'readUrl'>): Door {
  const { signInToken, scram } = house;
  return {
    ...doorOf(house),
    kind: 'submission',
    strayEndings: 'normalise',
    signIn: (user, password, client) => house.signIn({ user, password, door: 'submission', remote: client.address }),
    ...(signInToken === undefined
      ? {}
      : {
          signInToken: (user, token, client) =>
            signInToken({ user, token, door: 'submission', remote: client.address }),
        }),
    ...(readUrl === undefined ? {} : { readUrl }),
    ...(scram === undefined
      ? {}
      : { scram: (user, client) => scram.offer({ user, door: 'submission', remote: client.address }) }),
    enter: (actor, end) => house.presence?.enter(actor, end) ?? (() => {}),
    sender: (client, sender) => checkSender(house, client.actor!, sender?.text ?? null),
    async recipient(client, address) {
      if (isListDomain(house, address.domain)) await findList(house, client.actor!.accountId, address);
      if (house.domains.includes(address.domain)) await findRecipient(house, address.text);
      return { address };
    },
    take: (client, message) =>
      submit(house, client.actor!, {
        sender: message.sender?.text ?? null,
        recipients: message.recipients.map(({ recipient, parameters }) => ({
          ...parameters,
          address: recipient.address,
        })),
        bytes: message.bytes,
        protocol: client.protocol,
        tls: client.tls,
        wishes: message.parameters,
      }),
  };
}
