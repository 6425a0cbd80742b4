/** A house with CardDAV open on loopback, in the clear for clients of the test and over TLS for programs. */
import Fastify from 'fastify';
import { type MailHouse, mailHouse } from '../../dev/testing/mail-house.ts';
import { carddavRoutes } from '../../server/protocols/carddav/routes.ts';
import { startWeb } from '../../server/protocols/web/server.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import type { Actor } from '../../server/services/actor.ts';
import { createDirectory } from '../../server/services/contacts/directory.ts';

export type DavAnswer = { readonly status: number; readonly text: string; readonly headers: Headers };
export type DavClient = {
  readonly home: string;
  ask(method: string, path: string, body?: string | Buffer, headers?: Record<string, string>): Promise<DavAnswer>;
};

export type DavDoor = MailHouse & { readonly origin: string; client(actor: Actor, password?: string): DavClient };

export async function davDoor(): Promise<DavDoor> {
  const house = await mailHouse();
  Object.assign(house.house, { directory: createDirectory(house.house) });
  const app = Fastify({ forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    house.house.log.error('web-failed', { error: error as Error });
    return reply.code(500).send();
  });
  carddavRoutes(app as never, house.house);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...house,
    origin,
    client: (actor, password = 'secret') => ({
      home: `/dav/addressbooks/${actor.address}/`,
      async ask(method, path, body, headers = {}) {
        const authorization = `Basic ${Buffer.from(`${actor.address}:${password}`).toString('base64')}`;
        const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) };
        const response = await fetch(`${origin}${path}`, {
          method,
          redirect: 'manual',
          headers: { authorization, ...headers },
          ...sent,
        });
        return { status: response.status, text: await response.text(), headers: response.headers };
      },
    }),
    async close() {
      await app.close();
      await house.close();
    },
  };
}

export type SecureDav = MailHouse & { readonly origin: string; readonly certificate: string };

/** Behind the house's own web server, as people have it. */
export async function secureDav(): Promise<SecureDav> {
  const house = await mailHouse();
  Object.assign(house.house, { directory: createDirectory(house.house) });
  const made = await throwawayCertificate('localhost', new Date());
  const secure = serverSecureContext(made);
  const web = await startWeb(house.house, {
    host: '127.0.0.1',
    port: 0,
    secureContext: () => secure,
    limits: { total: 100, perNetwork: 100 },
    front: '/nowhere',
    portalName: 'Essai',
    routes: [app => carddavRoutes(app, house.house)],
  });
  return {
    ...house,
    origin: `https://localhost:${web.port}`,
    certificate: made.certificate,
    async close() {
      await web.close(0);
      await house.close();
    },
  };
}

/** A card of 3.0, as telephones write them. */
export function vcard3(uid: string, name: string, more: readonly string[] = []): string {
  return `${['BEGIN:VCARD', 'VERSION:3.0', `UID:${uid}`, `FN:${name}`, `N:${name};;;;`, ...more, 'END:VCARD'].join('\r\n')}\r\n`;
}
