import type { MessageFacts } from '../../formats/message/facts.ts';
import type { Step } from '../../store/journey.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import type { JudgedOnArrival } from '../phishing/watch.ts';
import type { Deliverable, NamedBlob } from './deliveries.ts';
import type { Wishes } from './envelope.ts';

/** A message already whole and durable, for people of this house. */
export type InsideMessage = {
  readonly trace: string;
  readonly sender: string | null;
  readonly blob: KeptBlob | NamedBlob;
  readonly bytes: Buffer;
  readonly facts: MessageFacts;
  readonly at: Date;
  readonly zone: number;
  readonly steps: readonly Step[];
  /** The host that brought it; null for mail written inside. */
  readonly client: { readonly name: string; readonly address: string } | null;
  /** Whoever of the house signed in and sent it. */
  readonly writer?: Actor;
  /** What its sender asked for the whole of it: what is made of it is held to the same. rfc/8689#6 */
  readonly wishes?: Pick<Wishes, 'requireTls'> | undefined;
  /** What was thought of it at the door: absent where nobody looked. */
  readonly opinion?: { readonly folder: 'inbox' | 'junk'; readonly spamPercent: number } | undefined;
  /** What the judge of phishing said of it, to be kept with it. */
  readonly judged?: JudgedOnArrival | undefined;
};

export type InsideHouse = Pick<
  House,
  | 'store'
  | 'phishing'
  | 'deliveries'
  | 'filters'
  | 'clock'
  | 'random'
  | 'domains'
  | 'keys'
  | 'log'
  | 'sending'
  | 'postmaster'
>;

export function asDeliverable({ blob, facts, at, zone, steps, judged }: InsideMessage): Deliverable {
  return { blob, facts, receivedAt: at, receivedZone: zone, steps, judged };
}
