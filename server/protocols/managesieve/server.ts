/** ManageSieve: people's own programs read, check and change their filters. rfc/5804 Port 4190, STARTTLS first. */
import type { SecureContext } from 'node:tls';
import { type ListenOptions, listenOn } from '../wire/listen.ts';
import type { Timers } from '../wire/timers.ts';
import { WireError } from '../wire/wire-error.ts';
import { converse } from './conversation.ts';
import { type ManageSieveHouse, type ManageSieveLimits, type Session, usualLimits } from './session.ts';
import { writeAnswer } from './write.ts';

export type ManageSieveOptions = {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly tls: ListenOptions['tls'];
  readonly secureContext: () => SecureContext;
  readonly timers: Timers;
  /** Connections at once, in all and from one network; the others have their usual values. */
  readonly limits: ListenOptions['limits'] & Partial<ManageSieveLimits>;
};

/** Milliseconds a client may leave its answers unread. */
const outputLimit = 60_000;

/** @throws ListenError with a sentence for the administrator */
export async function startManageSieve(
  house: ManageSieveHouse,
  options: ManageSieveOptions,
): Promise<{ port: number; close(grace?: number): Promise<void> }> {
  const limits = { ...usualLimits, ...options.limits };
  const log = house.log.with({ door: 'sieve' });
  const bye = (text: string) => writeAnswer({ status: 'BYE', code: 'TRYLATER', text });
  const listener = await listenOn({
    ...options,
    connection: { lineEnding: 'lf', timers: options.timers, idleLimit: limits.strangerIdle, outputLimit },
    onConnection: async connection => {
      const { secureContext, timers } = options;
      const session: Session = {
        house,
        connection,
        secureContext,
        timers,
        limits,
        log,
        actor: null,
        leavePresence: null,
        errors: 0,
        signInFailures: 0,
      };
      try {
        await converse(session);
      } catch (error) {
        // The peer is gone, or reads nothing, or its handshake failed: there is nobody to answer.
        if (!(error instanceof WireError)) throw error;
        connection.destroy();
        log.info('managesieve-cut', { fault: error.fault });
      } finally {
        session.leavePresence?.();
      }
    },
    onLimit: () => bye('Trop de connexions : revenez. / Too many connections: come back.'),
    onFailure: error => log.error('managesieve-session-failed', { error: error as Error }),
  });
  return {
    port: listener.port,
    close: (grace = 0) =>
      listener.close(connection => {
        connection.write(bye('Le service s’arrête : revenez. / Shutting down: come back.'));
        void connection.close();
      }, grace),
  };
}
