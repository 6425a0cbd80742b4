/**
 * One ManageSieve conversation. rfc/5804. Commands are one file each in commands/; the session reads them, checks that
 * their time has come, and writes the answer. Bounds: sizes, bad commands, failed sign-ins, idle time.
 */
import type { SecureContext } from 'node:tls';
import type { Log } from '../../observe/log.ts';
import type { Actor } from '../../services/actor.ts';
import type { House } from '../../services/house.ts';
import type { Connection } from '../wire/connection.ts';
import type { Timers } from '../wire/timers.ts';
import type { Argument } from './read-command.ts';

export type State = 'stranger' | 'authenticated';

/** `code`: a response code without its parentheses. `goOn`: what is done once the answer has been written. */
export type Answer = {
  readonly status: 'OK' | 'NO' | 'BYE';
  readonly code?: string;
  readonly text?: string;
  /** Lines before the status, with their endings. */
  readonly lines?: string;
};

/** A command: a page one can read aloud. `takes` says what arguments are, one by one; those with `?` may be left out. */
export type Command = {
  readonly name: string;
  readonly states: readonly State[];
  readonly takes: readonly ('string' | 'number' | 'string?')[];
  /** Throws Refusal. An answer of null has been written already. */
  run(session: Session, given: readonly Argument[]): Promise<Answer | null> | Answer | null;
};

export type ManageSieveHouse = Pick<House, 'store' | 'clock' | 'log' | 'signIn' | 'signInToken' | 'scram' | 'presence'>;

export type ManageSieveLimits = {
  /** Octets of a line, and of a literal that is read at all. */
  readonly line: number;
  readonly literal: number;
  /** Commands that failed, after which the connection is closed. */
  readonly errors: number;
  readonly signInFailures: number;
  /** Milliseconds without a byte: before signing in, and after it (at least 30 minutes). rfc/5804#1.2 */
  readonly strangerIdle: number;
  readonly idle: number;
  /** Milliseconds that a wrong password costs: once for the first, twice for the second. */
  readonly tarpit: number;
};

export const usualLimits: ManageSieveLimits = {
  line: 16 * 1024,
  literal: 4 * 2 ** 20,
  errors: 20,
  signInFailures: 3,
  strangerIdle: 60_000,
  idle: 31 * 60_000,
  tarpit: 1000,
};

export type Session = {
  readonly house: ManageSieveHouse;
  readonly connection: Connection;
  readonly secureContext: () => SecureContext;
  readonly timers: Timers;
  readonly limits: ManageSieveLimits;
  readonly log: Log;
  actor: Actor | null;
  /** Takes the session off those that end when the account's keys change. */
  leavePresence: (() => void) | null;
  errors: number;
  signInFailures: number;
};

export function stateOf({ actor }: Session): State {
  return actor === null ? 'stranger' : 'authenticated';
}

/** The person behind an authenticated session. */
export function actorOf({ actor }: Session): Actor {
  if (actor === null) throw new Error('A command that needs a person ran without one');
  return actor;
}

export async function tarpit({ limits, timers }: Session, count: number): Promise<void> {
  const milliseconds = limits.tarpit * Math.min(count, 10);
  if (milliseconds > 0) await new Promise<void>(resolve => timers.setTimeout(resolve, milliseconds, undefined));
}
