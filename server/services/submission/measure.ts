/**
 * What an account sends, against its measure: past the hour's number it is asked to wait; a sending far above its own
 * usual, or an account that signs in from everywhere at once, is held until somebody has looked. Held mail is kept, not
 * refused: a colleague who really writes to three hundred families loses some minutes, a thief loses the account's voice.
 */
import { Refusal } from '../../model/refusal.ts';
import { countPlaces, readSender } from '../../store/sending-holds.ts';
import { addSent } from '../../store/sent-counts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { usualRules } from './rules.ts';

/** Why what an account sends is held: words for the queue, for the person, for support. */
export type HoldReason = 'burst' | 'places' | 'hijack';

const hour = 3_600_000;
/** How many times its busiest hour of the last month an account may send at once. */
const burstFactor = 5;
/** Recipients of one hour, colleagues included, from which the account's life is looked at. */
const manyRecipients = 50;
/** Milliseconds an account is left alone once somebody has looked. */
const trustFor = 24 * hour;

export type Measured =
  /** It may go. `many`: the account has written to so many in this hour that its life is worth a look. */
  | { readonly kind: 'free'; readonly many: boolean }
  /** It waits with what was held before. */
  | { readonly kind: 'held'; readonly why: string }
  /** It is what a hold begins with. */
  | { readonly kind: 'suspicious'; readonly why: HoldReason };

/**
 * Counts a sending and weighs it.
 * @throws Refusal slow-down past the measure of the hour
 */
export async function measure(
  { store, sending = usualRules }: Pick<House, 'store' | 'sending'>,
  { accountId }: Pick<Actor, 'accountId'>,
  { recipients, outside }: { readonly recipients: number; readonly outside: number },
  now: Date,
): Promise<Measured> {
  const { database } = store;
  const { population, hold } = await readSender(database, accountId);
  const atMost = sending.recipientsPerHour[population ?? 'post'];
  const thisHour = new Date(Math.floor(now.getTime() / hour) * hour);
  const sent = await addSent(database, { accountId, hour: thisHour, recipients, outside, atMost });
  if (sent === null) throw new Refusal('slow-down', `${atMost} recipients an hour`);
  if (hold !== null && hold.clearedAt === null) return { kind: 'held', why: hold.why };
  const trusted = hold?.clearedAt != null && now.getTime() - hold.clearedAt.getTime() < trustFor;
  const free = { kind: 'free', many: sent.recipients >= manyRecipients } as const;
  if (trusted || outside === 0) return free;
  const { burstRecipients, signInPlaces } = sending;
  if (burstRecipients > 0 && sent.outside >= burstRecipients && sent.outside > burstFactor * sent.busiest) {
    return { kind: 'suspicious', why: 'burst' };
  }
  if (signInPlaces > 0 && (await countPlaces(database, accountId, new Date(now.getTime() - hour))) >= signInPlaces) {
    return { kind: 'suspicious', why: 'places' };
  }
  return free;
}
