/** The demo's outside: one domain with a scripted mail server on loopback, and a DNS that knows nothing else. */
import { startFakeMx } from '../../scenarios/outside/fake-mx.ts';
import { scriptedDns } from '../../scenarios/outside/world.ts';
import { createCertificates } from '../../server/cli/certificates.ts';
import type { Outside } from '../../server/cli/outside.ts';
import type { Clock } from '../../server/model/clock.ts';
import { outsideDomain } from '../academie/outside.ts';

/** Opens the server of `ailleurs.test`, whose recipients do what their names say. */
export async function openOutside(clock: Clock): Promise<Outside & { close(): Promise<void> }> {
  const host = `mx.${outsideDomain}`;
  const { authority, server } = await createCertificates(clock, [host]);
  const mx = await startFakeMx({ address: '127.0.0.1', port: 0, name: host, certificate: server });
  return {
    dns: scriptedDns({
      [outsideDomain]: { MX: [{ exchange: host, priority: 10 }] },
      [host]: { A: ['127.0.0.1'] },
    }),
    allowed: ['127.0.0.0/8'],
    port: mx.port,
    authorities: [authority.certificate],
    close: () => mx.close(),
  };
}
