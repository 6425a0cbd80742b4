/** The portal's port over a house whose days are lived, and people at their desks: signed in, asking routes. */
import { Agent, request } from 'node:https';
import { startWeb, type WebOptions } from '../../server/protocols/web/server.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import type { Actor } from '../../server/services/actor.ts';
import { openSession } from '../../server/services/signing-in/sessions.ts';
import { type LifeHouse, lifeHouse } from './house.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  /** The body as JSON. */
  json<Shape = Record<string, never>>(): Shape;
};

export type Ask = (
  method: string,
  path: string,
  given?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
) => Promise<Answer>;

export type Desk = LifeHouse & {
  /** Asks as nobody. */
  readonly ask: Ask;
  /** Posts octets as somebody. */
  upload(actor: Actor, path: string, bytes: Buffer): Promise<Answer>;
  /** Signs somebody in: posts JSON to a route. */
  at(actor: Actor): Promise<(path: string, body?: unknown) => Promise<Answer>>;
};

export async function openDesk(options: Partial<WebOptions> = {}): Promise<Desk> {
  const life = await lifeHouse();
  const secure = serverSecureContext(await throwawayCertificate('localhost', new Date()));
  const web = await startWeb(life.house, {
    host: '127.0.0.1',
    port: 0,
    secureContext: () => secure,
    limits: { total: 100, perNetwork: 100 },
    front: '/nowhere',
    portalName: 'Arena',
    ...options,
  });
  const agent = new Agent({ rejectUnauthorized: false, keepAlive: false });
  const ask: Ask = (method, path, { body, headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      const json = body !== undefined && !Buffer.isBuffer(body);
      const type = json ? { 'content-type': 'application/json' } : {};
      const all = { ...type, ...headers };
      const sent = request({ host: '127.0.0.1', port: web.port, path, agent, method, headers: all }, response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const json = <Shape>() => JSON.parse(bytes.toString()) as Shape;
          resolve({ status: response.statusCode!, headers: response.headers, bytes, json });
        });
      });
      sent.on('error', reject);
      sent.end(json ? JSON.stringify(body) : body);
    });
  async function cookieOf(actor: Actor): Promise<{ cookie: string }> {
    const token = await openSession(life.house, actor, { remote: '127.0.0.1', client: 'test', strong: true });
    return { cookie: `__Host-portal=${token}` };
  }
  return {
    ...life,
    ask,
    async upload(actor, path, bytes) {
      const headers = { ...(await cookieOf(actor)), 'content-type': 'application/octet-stream' };
      return await ask('POST', path, { body: bytes, headers });
    },
    async at(actor) {
      const headers = await cookieOf(actor);
      return (path, body = {}) => ask('POST', path, { body, headers });
    },
    async close() {
      await web.close(0);
      await life.close();
    },
  };
}
