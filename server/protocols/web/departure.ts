/** Leaving with one's mail: `contract/departure.ts`, and the package itself, in ranges. rfc/9110#14 */
import { PassThrough } from 'node:stream';
import {
  departureRequest,
  fetchRequest,
  type PackageReply,
  packageLinkRequest,
} from '@vaguemestre/contract/departure.ts';
import type { Sentence } from '@vaguemestre/contract/text.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../model/refusal.ts';
import { fetchRemote, type OpenRemote } from '../../services/departure/fetch-remote.ts';
import {
  type DeparturePackage,
  linkTo,
  listOwnPackages,
  type OpenPackage,
  openPackage,
  requestPackage,
} from '../../services/departure/packages.ts';
import { planDeparture } from '../../services/departure/plan.ts';
import type { PutIn } from '../../services/departure/put-in.ts';
import type { House } from '../../services/house.ts';
import type { LifeRules } from '../../services/lifecycle/rules.ts';
import { refusalAnswer, webAnswer } from './replies.ts';
import { postSignedIn } from './route.ts';

const mount = '/paquets';

/** `packages`: the folder they lie in, the same for every node; `openRemote`: how other houses are reached. */
export type DepartureDesk = { readonly packages: string; readonly rules: LifeRules; readonly openRemote: OpenRemote };

export function departureRoutes(
  app: FastifyInstance,
  house: House,
  { packages, rules, openRemote }: DepartureDesk,
): void {
  postSignedIn(app, house, '/api/departure', departureRequest, async actor => ({
    plan: await planDeparture(house, actor, rules),
    packages: (await listOwnPackages(house, actor)).map(asReply),
  }));
  postSignedIn(app, house, '/api/departure/package', departureRequest, async actor =>
    asReply(await requestPackage(house, actor)),
  );
  postSignedIn(app, house, '/api/departure/link', packageLinkRequest, async (actor, { id }) => {
    const { token, until } = await linkTo(house, actor, id);
    return { url: `${mount}/${token}`, until: until.toISOString() };
  });
  postSignedIn(
    app,
    house,
    '/api/departure/fetch',
    fetchRequest,
    async (actor, { port = 993, ...account }, { reply }) => {
      const lines = new PassThrough();
      reply.type('application/x-ndjson');
      void fetchRemote(house, actor, openRemote, { ...account, port }, so => tellProgress(lines, so))
        .then(so => tellProgress(lines, so, 'done'))
        .catch((error: unknown) => {
          if (error instanceof Refusal) return tellProgress(lines, null, refusalAnswer(error).body.sentence);
          house.log.error('fetch-failed', { account: actor.accountId, error: error as Error });
          return tellProgress(lines, null, webAnswer('failed').body.sentence);
        })
        .finally(() => lines.end());
      return lines;
    },
  );
  // HEAD has a route of its own: that which comes with a GET would read the whole file to its end.
  app.route<{ Params: { token: string } }>({
    method: ['GET', 'HEAD'],
    url: `${mount}/:token`,
    exposeHeadRoute: false,
    handler: async (request, reply) => send(request, reply, await openPackage(house, packages, request.params.token)),
  });
}

function tellProgress(lines: PassThrough, so: PutIn | null, end?: 'done' | Sentence): void {
  const counts = { added: so?.added ?? 0, present: so?.present ?? 0, leftOut: so?.leftOut.length ?? 0 };
  lines.write(`${JSON.stringify({ ...counts, ...(end !== undefined && { end }) })}\n`);
}

/** One range at most: a second one asked with it is answered by the whole, as the law allows. rfc/9110#14.2 */
function send(
  { method, headers }: FastifyRequest,
  reply: FastifyReply,
  { bytes, sha256, read }: OpenPackage,
): FastifyReply {
  const tag = `"${sha256}"`;
  reply.headers({
    'accept-ranges': 'bytes',
    etag: tag,
    'cache-control': 'private, no-store',
    'content-type': 'application/zip',
    'content-disposition': 'attachment; filename="ma-messagerie.zip"',
    'x-checksum-sha256': sha256,
  });
  const same = headers['if-range'] === undefined || headers['if-range'] === tag;
  const range = same ? readRange(headers.range, bytes) : null;
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${bytes}`).send();
  const { from, to } = range ?? { from: 0, to: bytes };
  reply.header('content-length', to - from);
  if (range !== null) reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${bytes}`);
  return method === 'HEAD' ? reply.send() : reply.send(read({ from, to }));
}

/** Half-open; null where the whole is meant. */
function readRange(header: string | undefined, bytes: number): { from: number; to: number } | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes : Math.min(bytes, Number(last) + 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  return from >= bytes || from >= to ? 'unsatisfiable' : { from, to };
}

function asReply({ sha256, askedAt, expiresAt, accountId: _, readyAt: __, ...made }: DeparturePackage): PackageReply {
  return {
    ...made,
    sha256: sha256?.toString('hex') ?? null,
    askedAt: askedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
