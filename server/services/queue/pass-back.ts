import type { Address } from '../../formats/address/address.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import { composeReceived } from '../../formats/received/compose.ts';
import { goesInCircles } from '../../formats/received/loop.ts';
import { parisZone } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Bringer } from '../delivery/envelope.ts';
import { newTraceId } from '../delivery/trace-id.ts';
import type { House } from '../house.ts';
import { enqueue } from './enqueue.ts';

/**
 * Passes a notice about a message that was forwarded back to its first senders, under the null sender.
 * @returns its trace. @throws Refusal mail-loop, message-too-large, unavailable
 */
export async function passBack(
  house: Pick<House, 'store' | 'clock' | 'random' | 'hostName' | 'limits'>,
  notice: { readonly bringer: Bringer; readonly bytes: Buffer },
  to: readonly Address[],
): Promise<string> {
  const { bringer, bytes } = notice;
  if (bytes.length > house.limits.messageBytes) throw new Refusal('message-too-large');
  const { fields, envelope } = parseMessage(bytes);
  if (goesInCircles(fields)) throw new Refusal('mail-loop');
  const trace = newTraceId(house);
  const at = house.clock.now();
  const received = composeReceived({
    from: { name: bringer.name, address: bringer.address, reverseName: null },
    by: house.hostName,
    protocol: bringer.protocol,
    tls: bringer.tls,
    id: trace,
    recipient: null,
    at,
    zone: parisZone(at),
  });
  const whole = Buffer.concat([Buffer.from(received), bytes]);
  const { messageId } = envelope;
  const detail = { by: bringer.protocol, bytes: whole.length, back: to.length };
  await enqueue(
    house,
    {
      trace,
      kind: 'forwarded',
      sender: null,
      blob: await house.store.blobs.keep(whole),
      facts: { bytes: whole.length },
      accountId: null,
      wishes: {},
      at,
      steps: [{ trace, at, event: 'taken', messageId, detail }],
    },
    to.map(address => ({ address })),
  );
  return trace;
}
