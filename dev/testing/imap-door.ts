/** An IMAP port over a house of tests, and clients that have signed in. */
import type { TestContext } from 'node:test';
import { ImapClient } from '../../server/protocols/imap/client.ts';
import { type ImapOptions, startImap } from '../../server/protocols/imap/server.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { systemTimers } from '../../server/protocols/wire/timers.ts';
import type { Actor } from '../../server/services/actor.ts';
import { createFilters } from '../../server/services/filters/run.ts';
import type { House } from '../../server/services/house.ts';
import { type MailHouse, mailHouse } from './mail-house.ts';

export type ImapDoor = MailHouse & {
  readonly port: number;
  readonly plainPort: number;
  /** PEM, for `localhost`: clients that check are given it. */
  readonly certificate: string;
  /** A connection under TLS; with an account, signed in. It is closed when the test ends. */
  connect(t: TestContext, actor?: Actor): Promise<ImapClient>;
};

export async function imapDoor(
  limits: Partial<ImapOptions['limits']> = {},
  houseLimits: Parameters<typeof mailHouse>[0] = {},
  neighbours: Pick<ImapOptions, 'jmapUrl' | 'sieveUrl'> &
    Partial<Pick<House, 'signInToken'>> & { readonly scram?: boolean } = {},
): Promise<ImapDoor> {
  const certificate = await throwawayCertificate('localhost', new Date());
  const context = serverSecureContext(certificate);
  const mail = await mailHouse(houseLimits, neighbours);
  const { jmapUrl, sieveUrl, scram: _, ...lent } = neighbours;
  const house = { ...mail.house, ...lent, filters: createFilters(mail.house) };
  const options = {
    ...(jmapUrl === undefined ? {} : { jmapUrl }),
    ...(sieveUrl === undefined ? {} : { sieveUrl }),
    host: '127.0.0.1',
    port: 0,
    secureContext: () => context,
    timers: systemTimers,
    limits: { total: 2000, perNetwork: 2000, tarpit: 0, ...limits },
  };
  const [secured, plain] = await Promise.all([
    startImap(house, { ...options, tls: 'implicit' }),
    startImap(house, { ...options, tls: 'none' }),
  ]);
  return {
    ...mail,
    port: secured.port,
    plainPort: plain.port,
    certificate: certificate.certificate,
    async connect(t, actor) {
      const client = await ImapClient.connect({ port: secured.port, tls: true });
      t.after(() => client.close());
      if (actor !== undefined) await client.command(`LOGIN ${actor.address} secret`);
      return client;
    },
    async close() {
      await Promise.all([secured.close(), plain.close()]);
      await mail.close();
    },
  };
}
