/**
 * One SMTP conversation, whatever the door: arrival (25), submission (465, 587) or LMTP (24). rfc/5321 The doors differ in
 * what they offer and in whom they believe (`Door`); the verbs are one file each in commands/. The session cuts lines,
 * finds the verb, checks that its time has come, writes the reply. Bounds: errors, idle time, time of one message, idle
 * chatter; strangers pay for each wrong guess with a growing wait.
 */
import type { SecureContext } from 'node:tls';
import type { Address } from '../../formats/address/address.ts';
import type { Log } from '../../observe/log.ts';
import type { Actor } from '../../services/actor.ts';
import type { Connection } from '../wire/connection.ts';
import type { Timers } from '../wire/timers.ts';
import type { DataReader } from './data-reader.ts';
import type { Door, DoorRecipient } from './door.ts';
import type { MailParameters } from './grammar/mail-parameters.ts';
import type { RecipientParameters } from './grammar/recipient-parameters.ts';
import type { Reply } from './replies.ts';

/** Where a conversation stands. `chunks`: BDAT has begun, only BDAT may follow. */
export type State = 'fresh' | 'greeted' | 'mail' | 'recipients' | 'chunks';
export const anyState: readonly State[] = ['fresh', 'greeted', 'mail', 'recipients', 'chunks'];

/** A verb: a page one can read aloud. `parse` throws GrammarFault, `run` throws Refusal. */
export type Command<Arguments = unknown> = {
  readonly name: string;
  readonly states: readonly State[];
  parse(text: string, session: Session): Arguments;
  run(session: Session, given: Arguments): Promise<Reply | readonly Reply[]> | Reply | readonly Reply[];
};

/** What MAIL opened and RCPT filled. */
export type Transaction = {
  readonly sender: Address | null;
  readonly parameters: MailParameters;
  readonly recipients: { readonly recipient: DoorRecipient; readonly parameters: RecipientParameters }[];
  /** Of BDAT, once it has begun. */
  chunks: DataReader | null;
};

export type SmtpLimits = {
  readonly recipients: number;
  /** Messages of one connection. */
  readonly messages: number;
  /** Commands that failed, after which the connection is closed. */
  readonly errors: number;
  /** Commands in a row that bring no mail forward: NOOP, RSET, VRFY. */
  readonly idleCommands: number;
  readonly signInFailures: number;
  /** Milliseconds without a byte. rfc/5321#4.5.3.2.7 */
  readonly idle: number;
  /** Milliseconds one message may take to come, however slowly its bytes drip. */
  readonly message: number;
  /** Milliseconds that a wrong guess costs: once for the first, twice for the second, at most ten times. */
  readonly tarpit: number;
};

export type SessionOptions = {
  readonly secureContext: () => SecureContext;
  readonly timers: Timers;
  readonly limits: SmtpLimits;
};

export const usualLimits: SmtpLimits = {
  recipients: 1000,
  messages: 1000,
  errors: 20,
  idleCommands: 100,
  signInFailures: 3,
  idle: 5 * 60_000,
  message: 30 * 60_000,
  tarpit: 1000,
};

export type Session = {
  readonly door: Door;
  readonly connection: Connection;
  readonly options: SessionOptions;
  readonly log: Log;
  readonly now: () => Date;
  /** As the client named itself; null before. `extended`: by EHLO or LHLO. */
  hello: { readonly name: string; readonly extended: boolean } | null;
  actor: Actor | null;
  /** Takes the session off those that end when the account's keys change. */
  leavePresence: (() => void) | null;
  transaction: Transaction | null;
  /** Counted against the limits. */
  errors: number;
  idleCommands: number;
  messages: number;
  signInFailures: number;
  wrongRecipients: number;
};

export function stateOf({ hello, transaction }: Session): State {
  if (hello === null) return 'fresh';
  if (transaction === null) return 'greeted';
  if (transaction.chunks !== null) return 'chunks';
  return transaction.recipients.length > 0 ? 'recipients' : 'mail';
}

/** Waits, as the price of a wrong guess: `count` is how many there have been. */
export async function tarpit({ options }: Session, count: number): Promise<void> {
  const milliseconds = options.limits.tarpit * Math.min(count, 10);
  if (milliseconds === 0) return;
  await new Promise<void>(resolve => options.timers.setTimeout(resolve, milliseconds, undefined));
}
