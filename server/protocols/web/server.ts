/**
 * HTTPS: the routes of the portal over `contract/`, and the built pages. Refusals become JSON with a sentence in both
 * languages; anything else thrown is a bug, logged loudly and answered blandly.
 */
import type { HouseReply } from '@vaguemestre/contract/house.ts';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../services/actor.ts';
import { checkHealth } from '../../services/health/check.ts';
import type { House } from '../../services/house.ts';
import { readSession } from '../../services/signing-in/sessions.ts';
import { absenceRoutes } from './absence.ts';
import { accountRoutes } from './account.ts';
import { activationRoutes } from './activation.ts';
import { autoconfigRoutes } from './autoconfig.ts';
import { contactsRoutes } from './contacts.ts';
import { readCookie } from './cookie.ts';
import { type DepartureDesk, departureRoutes } from './departure.ts';
import { feedRoutes, type PeopleRules } from './feed.ts';
import { filtersRoutes } from './filters.ts';
import { foldersRoutes } from './folders.ts';
import { serveFront } from './front.ts';
import { mtaStsRoutes } from './mta-sts.ts';
import { type OidcOptions, oidcRoutes } from './oidc/routes.ts';
import { passkeyRoutes, siteAt } from './passkey.ts';
import { postsRoutes } from './posts.ts';
import type { Provider } from './provider/client.ts';
import { providerRoutes } from './provider/routes.ts';
import { queueRoutes } from './queue.ts';
import { recoveryRoutes } from './recovery.ts';
import { refusalAnswer, WebRefusal, webAnswer } from './replies.ts';
import { roomRoutes } from './room.ts';
import { scimRoutes } from './scim/routes.ts';
import { secureEveryAnswer } from './security.ts';
import { sessionRoutes } from './session.ts';
import { signatureRoutes } from './signature.ts';
import { type LetterDesk, supportRoutes } from './support.ts';
import { createUnboundServer, listenTls, type TlsListener, type TlsListenOptions } from './tls-listener.ts';

export type WebOptions = TlsListenOptions & {
  /** Folder of the built pages. */
  readonly front: string;
  readonly portalName: string;
  /** Official channels of help, each « who : what for »; absent, the usual three. */
  readonly channels?: readonly string[];
  /** Host name of the portal as people's browsers see it, with its port where that is not 443; `localhost` where absent. */
  readonly publicHost?: string;
  /** What the sign-in of other applications needs; absent, there is none. */
  readonly oidc?: OidcOptions;
  /** Another provider that people may sign in through. */
  readonly provider?: Provider;
  /** How people who come by a feed get addresses and lives; absent, none come here. */
  readonly people?: PeopleRules;
  /** Where packages of people who leave lie, and by which rules they leave; absent, none are fetched here. */
  readonly departure?: DepartureDesk;
  /** How letters printed from a desk are made; absent, none are. */
  readonly letters?: LetterDesk;
  /** What mail programs are told; the standard ports where absent. */
  readonly mailPorts?: { readonly imaps: number; readonly submissions: number; readonly submission: number };
  /** Further routes on the same port, handed what tells who asks by the portal's session: JMAP. */
  readonly routes?: readonly ((app: FastifyInstance, bySession: BySession) => void)[];
};

export type Web = TlsListener & {
  /** Tells other applications of sessions that ended; the clock does so every quarter of a minute. */
  tellEnded(): Promise<void>;
};

/** Who asks, by the portal's cookie; null without one that is good. */
export type BySession = (request: FastifyRequest) => Promise<Actor | null>;

const bodyBytes = 16_384;

/** Opens the portal. @throws ListenError */
export async function startWeb(house: House, options: WebOptions): Promise<Web> {
  const app = Fastify({
    serverFactory: handler => createUnboundServer(handler),
    bodyLimit: bodyBytes,
    exposeHeadRoutes: true,
    routerOptions: { maxParamLength: 200 },
  }) as unknown as FastifyInstance;
  secureEveryAnswer(app);
  answerErrors(app, house);
  app.get('/healthz', async () => {
    await checkHealth(house);
    return { status: 'ok' };
  });
  app.get('/api/house', async () => describeHouse(house, options));
  let port = 0;
  const host = (): string => options.publicHost ?? `localhost:${port}`;
  const { front, portalName } = options;
  const oidc =
    options.oidc &&
    (await oidcRoutes(app, house, { ...options.oidc, front, portalName, origin: () => `https://${host()}` }));
  activationRoutes(app, house);
  const provider = options.provider && providerRoutes(app, house, options.provider, () => `https://${host()}`);
  sessionRoutes(app, house, oidc, provider);
  const site = () => siteAt(host(), portalName);
  recoveryRoutes(app, house, site);
  accountRoutes(app, house, options.portalName);
  if (options.people !== undefined) {
    feedRoutes(app, house, options.people);
    scimRoutes(app, house, options.people.address, () => `https://${host()}`);
  }
  if (options.departure !== undefined) departureRoutes(app, house, options.departure);
  postsRoutes(app, house);
  supportRoutes(app, house, options.letters);
  contactsRoutes(app, house);
  for (const routes of [absenceRoutes, signatureRoutes, filtersRoutes, foldersRoutes, roomRoutes]) routes(app, house);
  passkeyRoutes(app, house, site);
  const { domain, imap, smtp } = describeHouse(house, options);
  autoconfigRoutes(app, { domain, name: portalName, imap, smtp });
  queueRoutes(app, house);
  mtaStsRoutes(app, house);
  const bySession: BySession = async request => {
    const token = readCookie(request);
    const actor = token === null ? null : await readSession(house, token);
    return actor === null || actor.renew || actor.enrol ? null : actor;
  };
  for (const add of options.routes ?? []) add(app, bySession);
  serveFront(app, front);
  await app.ready();
  const listener = await listenTls(app.server, options);
  port = listener.port;
  return {
    port: listener.port,
    tellEnded: async () => await oidc?.tellEnded(),
    async close(grace) {
      await listener.close(grace);
      oidc?.close();
      await app.close();
    },
  };
}

function answerErrors(app: FastifyInstance, house: House): void {
  app.setErrorHandler((error: FastifyError | Error, request, reply) => {
    const { status, body } = answerFor(error);
    if (status === 500) house.log.error('web-failed', { route: request.routeOptions.url ?? null, error });
    if (body.retryAfter !== undefined) reply.header('retry-after', body.retryAfter);
    return reply.code(status).send(body);
  });
}

function answerFor(error: FastifyError | Error): ReturnType<typeof webAnswer> {
  if (error instanceof Refusal) return refusalAnswer(error);
  if (error instanceof WebRefusal) return webAnswer(error.reason);
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return webAnswer('too-large');
  return webAnswer(status !== undefined && status >= 400 && status < 500 ? 'bad-request' : 'failed');
}

function describeHouse(house: House, options: WebOptions): HouseReply {
  const domain = house.domains[0]!;
  const ports = options.mailPorts ?? { imaps: 993, submissions: 465, submission: 587 };
  return {
    portalName: options.portalName,
    domain,
    imap: { host: `imap.${domain}`, port: ports.imaps },
    smtp: { host: `smtp.${domain}`, port: ports.submissions, startTlsPort: ports.submission },
    channels: (options.channels ?? []).map(channelOf),
    provider: options.provider?.name ?? null,
    today: parisDate(house.clock.now()),
  };
}

function channelOf(line: string): HouseReply['channels'][number] {
  const [, title = line, text = ''] = /^(.*?)[\s\u00a0\u202f]*:\s+(.*)$/.exec(line) ?? [];
  return { title, text };
}
