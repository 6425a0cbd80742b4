/**
 * CardDAV over HTTPS: contacts on every telephone and in every mail program. rfc/6352 over WebDAV (rfc/4918), with
 * sync-collection (rfc/6578), extended MKCOL (rfc/5689), what ACL tells a client of its rights (rfc/3744) and discovery
 * (rfc/6764). Who asks says so by Basic, with the password of the house or that of a device; cookies count for nothing
 * here, so that no page can ask in somebody's name. Cards are kept as vCard 4 and given as 3.0 to who asks for no more.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../services/actor.ts';
import type { House } from '../../services/house.ts';
import { readBasic } from '../wire/basic.ts';
import { answerTo, DavFault } from './faults.ts';
import { remove } from './methods/delete.ts';
import { get } from './methods/get.ts';
import { mkcol } from './methods/mkcol.ts';
import { propfind } from './methods/propfind.ts';
import { proppatch } from './methods/proppatch.ts';
import { put } from './methods/put.ts';
import { report } from './methods/report.ts';
import { readPlace, writePlace } from './place.ts';
import type { Answered, Request } from './request.ts';
import { xmlLimits } from './xml/read.ts';

const methods: Readonly<Record<string, (request: Request) => Promise<Answered>>> = {
  GET: get,
  HEAD: get,
  PUT: put,
  DELETE: remove,
  PROPFIND: propfind,
  PROPPATCH: proppatch,
  MKCOL: mkcol,
  REPORT: report,
  OPTIONS: async () => ({ status: 200 }),
};
const beyondHttp = ['PROPFIND', 'PROPPATCH', 'MKCOL', 'REPORT'];
const allow = Object.keys(methods).join(', ');

/** Adds CardDAV to a web server. */
export function carddavRoutes(app: FastifyInstance, house: House): void {
  for (const method of beyondHttp) app.addHttpMethod(method, { hasBody: true });
  app.register(async scope => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) =>
      answerError(house, error, request, reply),
    );
    const route = { bodyLimit: xmlLimits.bytes, exposeHeadRoute: false };
    const named = Object.keys(methods);
    scope.route({ ...route, method: named, url: '/dav', handler: (request, reply) => answer(house, request, reply) });
    scope.route({ ...route, method: named, url: '/dav/*', handler: (request, reply) => answer(house, request, reply) });
    // rfc/6764#5: whatever the method, discovery is told where to go.
    const discover = async (_request: FastifyRequest, reply: FastifyReply) =>
      reply.code(301).header('location', '/dav/').send();
    scope.route({ ...route, method: named, url: '/.well-known/carddav', handler: discover });
  });
}

async function answer(house: House, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const actor = await signIn(house, request);
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  const asked: Request = {
    house,
    actor,
    method: request.method,
    place: readPlace(request.url, actor),
    depth: (header('depth') ?? (request.method === 'PROPFIND' ? 'infinity' : '0')).toLowerCase(),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    header,
  };
  try {
    return send(reply, await methods[request.method]!(asked), request.method === 'HEAD');
  } catch (error) {
    const book = asked.place?.kind === 'card' ? asked.place.book : '';
    const known = answerTo(error, segment => writePlace({ kind: 'card', book, card: segment }, actor));
    if (known === null) throw error;
    reply.headers({ dav: classes, 'cache-control': 'no-store' }).code(known.status).type(known.type);
    if (known.status === 405) reply.header('allow', allow);
    return reply.send(known.body ?? '');
  }
}

/** @throws Refusal of the sign-in; DavFault 401 where nobody is named */
async function signIn(house: House, request: FastifyRequest): Promise<Actor> {
  const credentials = readBasic(request.headers.authorization);
  if (credentials === null) throw new DavFault(401);
  return await house.signIn({ ...credentials, door: 'dav', remote: request.ip });
}

/** rfc/6352#6.1 */
const classes = '1, 3, access-control, addressbook, extended-mkcol';

function send(reply: FastifyReply, { status, headers = {}, xml, vcard }: Answered, headOnly: boolean): FastifyReply {
  reply.code(status).headers({ dav: classes, allow, 'cache-control': 'no-store', ...headers });
  if (xml !== undefined) reply.type('application/xml; charset=utf-8');
  if (vcard !== undefined) reply.type('text/vcard; charset=utf-8');
  const body = xml ?? vcard ?? '';
  if (headOnly) return reply.header('content-length', Buffer.byteLength(body)).send('');
  return reply.send(body);
}

/** What fails before a place is known: the sign-in, a body too large. The rest is a bug, for the server around. */
function answerError(
  house: House,
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.headers({ 'cache-control': 'no-store' });
  const known = answerTo(error, () => '/dav/');
  if (known !== null) {
    if (known.status === 401) reply.header('www-authenticate', 'Basic realm="Vaguemestre", charset="UTF-8"');
    if (error instanceof Refusal && 'retryAfter' in error) reply.header('retry-after', String(error.retryAfter));
    return reply
      .code(known.status)
      .type(known.type)
      .send(known.body ?? '');
  }
  if (error.statusCode !== undefined && error.statusCode < 500) return reply.code(error.statusCode).send('');
  house.log.error('carddav-failed', { method: request.method, error });
  return reply.code(500).type('text/plain; charset=utf-8').send('Une erreur est survenue de notre côté.\n');
}
