import type { Attachment } from './attachment.ts';
import type { Program } from './program.ts';

/** A name and an address: what RFC 5322 calls a mailbox. */
export interface Party {
  name: string | null;
  address: string;
}

/** Everything a message says, before it becomes bytes. */
export interface Letter {
  /** Without angle brackets. */
  id: string;
  /** Milliseconds since 1970, whole seconds. */
  at: number;
  from: Party;
  to: readonly Party[];
  cc: readonly Party[];
  subject: string;
  inReplyTo: string | null;
  references: readonly string[];
  /** Lines of the text part, already broken for this program. */
  lines: readonly string[];
  html: string | null;
  attachments: readonly Attachment[];
  invitation: string | null;
  /** Headers beyond the usual ones; values are ASCII. */
  headers: readonly (readonly [name: string, value: string])[];
  program: Program;
  /** The trace headers a message from outside carries, or from the house. */
  came: 'inside' | 'outside' | 'not yet sent';
}
