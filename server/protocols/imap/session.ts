/**
 * One IMAP session: what it knows from one command to the next. rfc/9051#3
 *
 * Commands run one after the other in the order they came, each to its end: that settles the ambiguities of pipelining
 * (rfc/9051#5.5) once for all. What happens in the selected mailbox is told at the end of a command, or at once while
 * the client idles; message numbers change only there, never while a command speaks of them.
 */
import type { SecureContext } from 'node:tls';
import type { Log } from '../../observe/log.ts';
import type { Actor } from '../../services/actor.ts';
import type { House } from '../../services/house.ts';
import type { Connection } from '../wire/connection.ts';
import type { Timers } from '../wire/timers.ts';
import type { FetchTexts } from './fetch/texts.ts';
import type { Command } from './grammar/command.ts';
import type { MessageRoom } from './message-room.ts';
import type { Notifications } from './notifications.ts';
import type { Ending } from './replies.ts';
import type { SearchContexts } from './search-contexts.ts';
import type { Selected } from './selected.ts';
import type { Language } from './words.ts';

/** Where a session stands. rfc/9051#3 */
export type State = 'not-authenticated' | 'authenticated' | 'selected';
export const anyState: readonly State[] = ['not-authenticated', 'authenticated', 'selected'];
export const signedIn: readonly State[] = ['authenticated', 'selected'];

/** What a client switches on. IMAP4REV2 and UTF8=ACCEPT both stand for UTF-8 in strings and names. */
export type Extension = 'CONDSTORE' | 'QRESYNC' | 'IMAP4REV2' | 'UTF8=ACCEPT' | 'UIDONLY';

export type ImapLimits = {
  /** Octets of a line and of all literals of a command, before and after signing in. */
  readonly lineBefore: number;
  readonly line: number;
  readonly literalsBefore: number;
  readonly literals: number;
  /** Commands in a row that were BAD, after which the connection ends. */
  readonly badBefore: number;
  readonly bad: number;
  readonly signInFailures: number;
  /** Milliseconds without a word, before and after signing in. rfc/9051#5.4 */
  readonly idleBefore: number;
  readonly idle: number;
  /** Milliseconds between two signs of life while a client idles. */
  readonly stillHere: number;
  /** Milliseconds a wrong password costs, more each time. */
  readonly tarpit: number;
  /**
   * Messages one command may work on. rfc/9738. Above what anybody keeps in a mailbox: clients that know nothing of it
   * would take the part for the whole.
   */
  readonly messages: number;
  /** Connections of one account. */
  readonly perAccount: number;
};

/** What other doors of the house lend to this one. */
export type ImapNeighbours = {
  /** Where the same mail is served by JMAP; absent: nowhere. rfc/9698 */
  readonly jmapUrl?: string;
  /** Where scripts are kept, as `sieve://host`; absent: nowhere. rfc/6785#2.1 */
  readonly sieveUrl?: string;
};

export type SessionOptions = ImapNeighbours & {
  readonly secureContext: () => SecureContext;
  readonly timers: Timers;
  readonly limits: ImapLimits;
  /** Sessions by account, shared by all connections of a door. */
  readonly sessions: Map<number, Set<Session>>;
  /** Memory for messages on their way in, shared likewise. */
  readonly room: MessageRoom;
  /** What never changes of messages, as it is told. */
  readonly texts: FetchTexts;
};

export type Session = {
  readonly house: House;
  readonly connection: Connection;
  readonly options: SessionOptions;
  readonly log: Log;
  actor: Actor | null;
  /** Takes the session off those that end when the account's keys change. */
  leavePresence: (() => void) | null;
  selected: Selected | null;
  readonly enabled: Set<Extension>;
  /** Chosen by LANGUAGE; null for both, French first. */
  language: Language | null;
  /** BAD answers in a row. */
  bad: number;
  signInFailures: number;
  compressed: boolean;
  /** What NOTIFY asked for; null for what IMAP tells without being asked. */
  notifications: Notifications | null;
  readonly contexts: SearchContexts;
  /** The client listens now: it idles, or NOTIFY has it listen whenever no command runs. */
  idling: boolean;
  /** A command runs: what happens meanwhile is told at its end. */
  busy: boolean;
  /** News being told, one after the other; commands wait for it. */
  telling: Promise<void> | null;
  /** The session ends after the command under way. */
  ending: boolean;
};

/**
 * A command: a page one can read aloud. `run` throws Refusal for an honest no. What happened in the mailbox meanwhile is
 * told after it: expunges too, unless the command speaks in message numbers (rfc/9051#7.5.1).
 */
export type ImapCommand<Given extends { readonly kind: string }> = {
  readonly name: Given['kind'];
  readonly states: readonly State[];
  /** Absent: everything may be told at its end. */
  readonly tells?: (given: Given) => 'everything' | 'no-expunge' | 'nothing';
  run(session: Session, given: Given, tag: string): Promise<Ending> | Ending;
};

/** A command of the grammar by its kind; some share their shape. */
export type CommandOf<Kind extends Command['kind']> = OfKind<Command, Kind>;
type OfKind<Each, Kind> = Each extends { kind: infer Kinds }
  ? Kind extends Kinds
    ? Omit<Each, 'kind'> & { kind: Kind }
    : never
  : never;

export function stateOf({ actor, selected }: Session): State {
  if (actor === null) return 'not-authenticated';
  return selected === null ? 'authenticated' : 'selected';
}

/** May the client be sent UTF-8 in strings and mailbox names? rfc/9051#5.1, rfc/6855#3 */
export function readsUtf8({ enabled }: Session): boolean {
  return enabled.has('IMAP4REV2') || enabled.has('UTF8=ACCEPT');
}

/** The actor, in the states where there is one. */
export function actorOf({ actor }: Session): Actor {
  if (actor === null) throw new Error('a command ran before signing in');
  return actor;
}

/** The selected mailbox, in the state where there is one. */
export function selectedOf({ selected }: Session): Selected {
  if (selected === null) throw new Error('a command ran without a selected mailbox');
  return selected;
}
