/** Opens a port for one door: what arrival, submission and LMTP share. */
import type { SecureContext } from 'node:tls';
import type { House } from '../../services/house.ts';
import { type ListenOptions, listenOn } from '../wire/listen.ts';
import type { Timers } from '../wire/timers.ts';
import { WireError } from '../wire/wire-error.ts';
import { converse } from './conversation.ts';
import type { Door } from './door.ts';
import { reply, writeReply } from './replies.ts';
import { type Session, type SmtpLimits, usualLimits } from './session.ts';

export type ServerOptions = {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly tls: ListenOptions['tls'];
  readonly secureContext: () => SecureContext;
  readonly timers: Timers;
  /** Connections at once, in all and from one network; the others have their usual values. */
  readonly limits: ListenOptions['limits'] & Partial<SmtpLimits>;
};

export type Server = {
  readonly port: number;
  /** Takes no more; sessions under way have `grace` milliseconds to finish. */
  close(grace?: number): Promise<void>;
};

/** Milliseconds a client may leave its answers unread. */
const outputLimit = 60_000;

/** @throws ListenError with a sentence for the administrator */
export async function serve(house: Pick<House, 'clock' | 'log'>, door: Door, options: ServerOptions): Promise<Server> {
  const limits = { ...usualLimits, ...options.limits };
  const log = house.log.with({ door: door.kind });
  const listener = await listenOn({
    ...options,
    connection: { lineEnding: 'crlf', timers: options.timers, idleLimit: limits.idle, outputLimit },
    onConnection: async connection => {
      const session: Session = {
        door,
        connection,
        options: { ...options, limits },
        log,
        now: () => house.clock.now(),
        hello: null,
        actor: null,
        leavePresence: null,
        transaction: null,
        errors: 0,
        idleCommands: 0,
        messages: 0,
        signInFailures: 0,
        wrongRecipients: 0,
      };
      try {
        await converse(session);
      } catch (error) {
        // The peer is gone, or reads nothing, or its handshake failed: there is nobody to answer.
        if (!(error instanceof WireError)) throw error;
        connection.destroy();
        log.info('smtp-cut', { fault: error.fault });
      } finally {
        session.leavePresence?.();
      }
    },
    onLimit: () => writeReply(reply(421, '4.7.0', 'Trop de connexions : revenez.', 'Too many connections: come back.')),
    onFailure: error => log.error('smtp-session-failed', { error: error as Error }),
  });
  const goodbye = writeReply(reply(421, '4.3.2', 'Le service s’arrête : revenez.', 'Shutting down: come back.'));
  return {
    port: listener.port,
    close: (grace = 0) =>
      listener.close(connection => {
        connection.write(goodbye);
        void connection.close();
      }, grace),
  };
}
