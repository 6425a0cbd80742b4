import { accept } from '../../services/delivery/accept.ts';
import type { House } from '../../services/house.ts';
import type { Door } from './door.ts';
import { doorOf, incomingOf, inside } from './inside.ts';

/** Port 25: anybody may bring mail, for people of this house only. One answer for all its recipients. */
export function arrivalDoor(house: House): Door {
  return {
    ...doorOf(house),
    kind: 'arrival',
    strayEndings: 'refuse',
    async sender() {},
    recipient: (_client, address, { size }) => inside(house, address, size ?? 0),
    take: (client, message) => accept(house, { ...incomingOf(client, message), answers: 'one' }),
  };
}
