import { parseAddress } from '../../formats/address/address.ts';
import { textValue } from '../../formats/compose/header.ts';
import { describeMessage } from '../../formats/message/describe.ts';
import { rawHeader } from '../../formats/message/header.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { listMembers } from '../../store/mailing-lists.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import { deliverInside } from '../delivery/inside.ts';
import type { InsideMessage } from '../delivery/inside-message.ts';
import { newTraceId } from '../delivery/trace-id.ts';
import type { House } from '../house.ts';
import { type Enqueued, enqueue } from '../queue/enqueue.ts';
import type { List } from './find.ts';

/** A message for a list, whole but for the list's own fields. */
export type ListMessage = InsideMessage & Pick<Enqueued, 'accountId' | 'wishes'>;

/**
 * Brings a message to all who are on the list today. Its fields are put before it once, so that a mail to fifty thousand
 * people is one blob; who has just no room waits in the queue. `held`: all wait there, for that reason. `reached`: who has
 * the message already by another list of the same mail; those of this one join them.
 * @throws Refusal mail-loop: it came from this list already; unavailable, disk-full
 */
export async function deliverToList(
  house: House,
  list: List,
  message: ListMessage,
  held: string | null,
  reached: Set<AccountId>,
): Promise<void> {
  refuseCircles(list, message.bytes);
  const bytes = Buffer.concat([Buffer.from(fieldsOf(list)), message.bytes]);
  const blob: KeptBlob = await house.store.blobs.keep(bytes);
  const trace = newTraceId(house);
  const step = { trace, at: message.at, event: 'taken' as const, messageId: message.facts.envelope.messageId };
  const all = await listMembers(house.store.database, list.membership);
  const members = all.filter(({ accountId }) => !reached.has(accountId));
  for (const { accountId } of members) reached.add(accountId);
  const detail = { by: 'list', account: message.accountId, bytes: bytes.length, recipients: members.length };
  const whole = { ...message, trace, bytes, blob, facts: describeMessage(bytes), steps: [{ ...step, detail }] };
  const queued = { ...whole, kind: 'submitted' as const };
  const waits = held !== null || message.wishes.holdFor !== undefined || message.wishes.holdUntil !== undefined;
  const outcomes = waits
    ? members.map(() => new Refusal('over-quota'))
    : await deliverInside(
        house,
        whole,
        members.map(member => ({ ...member, detail: null })),
      );
  const late = members.filter((_, index) => outcomes[index] !== null);
  house.log.info('list-delivered', { trace, members: members.length, waiting: late.length });
  if (late.length === 0) return;
  const recipients = late.flatMap(({ address }) => {
    const parsed = parseAddress(address);
    return parsed === null ? [] : [{ address: parsed }];
  });
  await enqueue(house, { ...queued, steps: waits ? whole.steps : [], ...(held !== null && { held }) }, recipients);
}

function refuseCircles({ id }: List, bytes: Buffer): void {
  const before = rawHeader(bytes, parseMessage(bytes).fields, 'list-id');
  if (before?.includes(`<${id}>`)) throw new Refusal('mail-loop');
}

/** List-Id names the list (rfc/2919#3), List-Post how to write to it (rfc/2369#3.4); nobody leaves what HR has put them on. */
function fieldsOf({ id, title, address }: List): string {
  const text = textValue(title, 'List-Id: '.length);
  // In ASCII it stays as it is, and a phrase with a comma must be quoted.
  const phrase = text.startsWith('=?') ? text : `"${title.replace(/["\\]/g, '')}"`;
  return `List-Id: ${phrase}\r\n <${id}>\r\nList-Post: <mailto:${address}>\r\nPrecedence: list\r\n`;
}
