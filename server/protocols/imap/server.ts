/**
 * The IMAP ports. rfc/9051 (IMAP4rev2), rfc/3501 (IMAP4rev1) and their extensions: what is offered is in
 * `capabilities.ts`; the course of a session in `converse.ts`; what a session knows in `session.ts`; one command a file in
 * `commands/`; what happened in a mailbox is told in `news.ts` alone.
 */
import type { SecureContext } from 'node:tls';
import type { House } from '../../services/house.ts';
import type { Connection } from '../wire/connection.ts';
import { listenOn } from '../wire/listen.ts';
import { plainText } from '../wire/plain-text.ts';
import type { Timers } from '../wire/timers.ts';
import { WireError } from '../wire/wire-error.ts';
import { converse } from './converse.ts';
import { createFetchTexts } from './fetch/texts.ts';
import { createMessageRoom } from './message-room.ts';
import type { ImapLimits, ImapNeighbours, Session } from './session.ts';
import { languages, words } from './words.ts';

export type ImapOptions = ImapNeighbours & {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** `none`: STARTTLS, and no password before it. */
  readonly tls: 'implicit' | 'none';
  readonly secureContext: () => SecureContext;
  readonly timers: Timers;
  /** Connections at once, in all and from one network; the others have their usual values. */
  readonly limits: { readonly total: number; readonly perNetwork: number } & Partial<ImapLimits>;
};

const usualLimits: ImapLimits = {
  lineBefore: 8192,
  line: 1024 * 1024,
  literalsBefore: 8192,
  literals: 1024 * 1024,
  badBefore: 10,
  bad: 50,
  signInFailures: 5,
  idleBefore: 60_000,
  idle: 31 * 60_000,
  stillHere: 4 * 60_000,
  tarpit: 500,
  messages: 1_000_000,
  perAccount: 60,
};

/** Milliseconds a client may leave its answers unread. */
const outputLimit = 60_000;

/** Octets of envelopes, structures and the like, kept as they are told. */
const roomForTexts = 64 * 1024 * 1024;
/** Octets of messages on their way in, all sessions together. */
const roomForMessages = 256 * 1024 * 1024;

/** @throws ListenError with a sentence for the administrator */
export async function startImap(
  house: House,
  options: ImapOptions,
): Promise<{ port: number; close(grace?: number): Promise<void> }> {
  const limits = { ...usualLimits, ...options.limits };
  const log = house.log.with({ door: 'imap' });
  const sessions = new Map<number, Set<Session>>();
  const room = createMessageRoom(roomForMessages);
  const texts = createFetchTexts(roomForTexts);
  const shared = { ...options, limits, sessions, room, texts };
  const listener = await listenOn({
    ...options,
    connection: { lineEnding: 'lf', timers: options.timers, idleLimit: limits.idleBefore, outputLimit },
    async onConnection(connection) {
      try {
        await converse(begin(connection));
      } catch (error) {
        // The peer is gone, or reads nothing, or its handshake failed: there is nobody to answer.
        if (!(error instanceof WireError)) throw error;
        connection.destroy();
        log.info('imap-cut', { fault: error.fault });
      }
    },
    onLimit: () => `* BYE [UNAVAILABLE] ${both(words.busy)}\r\n`,
    onFailure: error => log.error('imap-session-failed', { error: error as Error }),
  });

  function begin(connection: Connection): Session {
    return {
      house,
      connection,
      options: shared,
      log,
      actor: null,
      leavePresence: null,
      selected: null,
      enabled: new Set(),
      language: null,
      bad: 0,
      signInFailures: 0,
      compressed: false,
      notifications: null,
      contexts: new Map(),
      idling: false,
      busy: false,
      telling: null,
      ending: false,
    };
  }

  return {
    port: listener.port,
    close: (grace = 0) =>
      listener.close(connection => {
        connection.write(`* BYE [UNAVAILABLE] ${both(words.stopping)}\r\n`);
        void connection.close();
      }, grace),
  };
}

function both(sentence: (typeof words)[keyof typeof words]): string {
  return plainText(languages.map(language => sentence[language]).join(' / '));
}
