import type { Envelope } from './envelope.ts';
import type { Part } from './part.ts';

/** What is learnt once from the bytes of a message and kept beside it in every account. Offsets count from its first byte. */
export type MessageFacts = {
  /** Length of the message in octets. */
  readonly bytes: number;
  readonly envelope: Envelope;
  readonly structure: Part;
  /** At most 200 characters. rfc/8970 */
  readonly preview: string;
  /** Decoded, for people. */
  readonly subject: string;
  /** rfc/5256#2.1 */
  readonly baseSubject: string;
  readonly sentAt: Date | null;
  readonly hasAttachment: boolean;
  /** Message-ID, In-Reply-To and References, with their angle brackets. */
  readonly messageIds: readonly string[];
};
