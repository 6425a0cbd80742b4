/** The doors a campaign comes through and is answered by, over one house that is on its guard. */
import { mailHouse } from '../../dev/testing/mail-house.ts';
import type { MailboxId } from '../../server/model/mailbox.ts';
import { reportMailbox } from '../../server/model/mailbox.ts';
import { ImapClient } from '../../server/protocols/imap/client.ts';
import { startImap } from '../../server/protocols/imap/server.ts';
import { startLmtp } from '../../server/protocols/lmtp/server.ts';
import { startArrival, startSubmission } from '../../server/protocols/smtp/server.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { systemTimers } from '../../server/protocols/wire/timers.ts';
import type { Actor } from '../../server/services/actor.ts';
import { createJudge } from '../../server/services/delivery/judge.ts';
import type { House } from '../../server/services/house.ts';
import { create } from '../../server/services/mailboxes/create.ts';
import { createPhishingGuard, type PhishingGuard, type PhishingRules } from '../../server/services/phishing/guard.ts';
import { createOwnSecrets } from '../../server/services/phishing/own-password.ts';
import { createSignIn } from '../../server/services/signing-in/sign-in.ts';
import { scriptedDns } from '../outside/world.ts';

export const password = 'Tilleul-Vert-92x';

export type GuardedHouse = {
  readonly house: House;
  readonly guard: PhishingGuard;
  readonly ports: { readonly smtp: number; readonly lmtp: number; readonly submission: number };
  readonly faults: string[];
  /** Somebody with a mailbox to report by. */
  person(name: string): Promise<Actor & { readonly reportId: MailboxId }>;
  imap(actor: Actor): Promise<ImapClient>;
  close(): Promise<void>;
};

export async function openGuardedHouse(rules?: PhishingRules): Promise<GuardedHouse> {
  const mail = await mailHouse();
  const secrets = createOwnSecrets(Buffer.alloc(32, 7));
  const guard = createPhishingGuard(mail.house, secrets, { houseName: 'l’académie d’Amiens' }, rules);
  const judge = createJudge({ ...mail.house, dns: scriptedDns({}), trustedSealers: [], trustedHosts: [] });
  const signIn = createSignIn(mail.house, mail.house.passwords, secrets);
  const house: House = { ...mail.house, phishing: guard, judge, signIn };
  await guard.watch.refresh();
  const secure = serverSecureContext(await throwawayCertificate('localhost', new Date()));
  const shared = {
    host: '127.0.0.1',
    port: 0,
    secureContext: () => secure,
    timers: systemTimers,
    limits: { total: 200, perNetwork: 200, tarpit: 0 },
  };
  const doors = {
    smtp: await startArrival(house, { ...shared, tls: 'none' }),
    lmtp: await startLmtp(house, { ...shared, tls: 'none' }),
    submission: await startSubmission(house, { ...shared, tls: 'implicit' }),
    imap: await startImap(house, { ...shared, tls: 'implicit' }),
  };
  const clients: ImapClient[] = [];
  return {
    house,
    guard,
    faults: mail.faults,
    ports: { smtp: doors.smtp.port, lmtp: doors.lmtp.port, submission: doors.submission.port },
    async person(name) {
      const actor = await mail.account(name, { password });
      const { ref } = await create(house, actor, reportMailbox.name, reportMailbox.role);
      return { ...actor, reportId: ref.mailboxId };
    },
    async imap(actor) {
      const client = await ImapClient.connect({ port: doors.imap.port, tls: true });
      clients.push(client);
      await client.command(`LOGIN ${actor.address} ${password}`);
      return client;
    },
    async close() {
      for (const client of clients) client.close();
      await Promise.all(Object.values(doors).map(door => door.close(1000)));
      await guard.close();
      await mail.close();
    },
  };
}
