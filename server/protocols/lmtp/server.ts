/**
 * LMTP on port 24, for houses that keep a mail server of their own in front. rfc/2033 The conversation is SMTP's, but each
 * recipient gets its own answer, so that nothing of this house has to wait in a queue.
 */
import { accept } from '../../services/delivery/accept.ts';
import type { House } from '../../services/house.ts';
import type { Door } from '../smtp/door.ts';
import { doorOf, incomingOf, inside } from '../smtp/inside.ts';
import { type Server, type ServerOptions, serve } from '../smtp/serve.ts';

/** Whoever reaches this port is believed: it is for the house's own machines. */
export async function startLmtp(house: House, options: ServerOptions): Promise<Server> {
  return await serve(house, lmtpDoor(house), options);
}

function lmtpDoor(house: House): Door {
  return {
    ...doorOf(house),
    kind: 'lmtp',
    strayEndings: 'normalise',
    async sender() {},
    recipient: (_client, address, { size }) => inside(house, address, size ?? 0),
    take: (client, message) => accept(house, { ...incomingOf(client, message), answers: 'each' }),
  };
}
