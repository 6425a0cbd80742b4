/** A house with all its mail doors open on loopback, one person who writes and one who reads. */

import { readSubmittedUrl } from '../../server/protocols/imap/url.ts';
import { startLmtp } from '../../server/protocols/lmtp/server.ts';
import { startArrival, startSubmission } from '../../server/protocols/smtp/server.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { systemTimers } from '../../server/protocols/wire/timers.ts';
import type { Actor } from '../../server/services/actor.ts';
import { openTestHouse, type Person, type TestHouse } from '../outside/house.ts';

export type Doors = {
  readonly test: TestHouse;
  readonly marie: Person;
  readonly paul: Person;
  readonly password: string;
  /** Port numbers: arrival, submission with TLS, submission with STARTTLS or TLS, LMTP. */
  readonly ports: Readonly<Record<'arrival' | 'submissions' | 'submission' | 'lmtp', number>>;
  /** Messages in the reader's inbox. */
  count(): Promise<number>;
  close(): Promise<void>;
};

export async function openDoors(): Promise<Doors> {
  const test = await openTestHouse();
  const password = 'Ornithorynque-Bleu-47';
  const [marie, paul] = [await test.person('marie@ac.test', { password }), await test.person('paul@ac.test')];
  const context = serverSecureContext(await throwawayCertificate('localhost', new Date()));
  const shared = {
    host: '127.0.0.1',
    port: 0,
    secureContext: () => context,
    timers: systemTimers,
    limits: { total: 200, perNetwork: 200, tarpit: 0 },
  };
  const readUrl = (actor: Actor, url: string) => readSubmittedUrl(test.house, actor, url);
  const doors = {
    arrival: await startArrival(test.house, { ...shared, tls: 'none' }),
    submissions: await startSubmission(test.house, { ...shared, tls: 'implicit', readUrl }),
    submission: await startSubmission(test.house, { ...shared, tls: 'either', readUrl }),
    lmtp: await startLmtp(test.house, { ...shared, tls: 'none' }),
  };
  return {
    test,
    marie,
    paul,
    password,
    ports: {
      arrival: doors.arrival.port,
      submissions: doors.submissions.port,
      submission: doors.submission.port,
      lmtp: doors.lmtp.port,
    },
    async count() {
      const [row] = await test.query<{ total: number }>(
        `select total::int from mailbox where account_id = $1 and role = 'inbox'`,
        [paul.accountId],
      );
      return row!.total;
    },
    async close() {
      await Promise.all(Object.values(doors).map(door => door.close(500)));
      await test.close();
    },
  };
}
