import type { Address } from '../../formats/address/address.ts';
import { accept } from '../../services/delivery/accept.ts';
import type { House } from '../../services/house.ts';
import { passBack } from '../../services/queue/pass-back.ts';
import { returnAddress } from '../../services/queue/return-address.ts';
import type { Door, DoorRecipient } from './door.ts';
import { bringerOf, doorOf, incomingOf, inside } from './inside.ts';

/** An address of ours that stands for the first sender of a message passed on. */
type Return = DoorRecipient & { readonly returnsTo: Address };

/** Port 25: anybody may bring mail, for people of this house only. One answer for all its recipients. */
export function arrivalDoor(house: House): Door {
  return {
    ...doorOf(house),
    kind: 'arrival',
    strayEndings: 'refuse',
    sender: async (client, sender) => house.gate?.admit({ bringer: bringerOf(client), sender: sender?.text ?? null }),
    async recipient(client, address, { size }, sender) {
      const returnsTo = house.domains.includes(address.domain) ? returnAddress(house, address) : null;
      // Only notices go back: anything else would be mail for strangers.
      if (returnsTo !== null && sender === null) return { address, returnsTo };
      const found = await inside(house, address, size ?? 0);
      await house.gate?.greylist({ bringer: bringerOf(client), sender: sender?.text ?? null }, address.text);
      return found;
    },
    async take(client, message) {
      const returns = message.recipients.flatMap(({ recipient }) =>
        'returnsTo' in recipient ? [recipient as Return] : [],
      );
      if (returns.length === 0) return await accept(house, { ...incomingOf(client, message), answers: 'one' });
      const notice = { bringer: bringerOf(client), bytes: message.bytes };
      const trace = await passBack(
        house,
        notice,
        returns.map(({ returnsTo }) => returnsTo),
      );
      const people = message.recipients.filter(({ recipient }) => !('returnsTo' in recipient));
      if (people.length > 0) {
        await accept(house, { ...incomingOf(client, { ...message, recipients: people }), answers: 'one' });
      }
      return { trace, outcomes: message.recipients.map(() => null) };
    },
  };
}
