/**
 * SCIM 2.0 for the programs of an HR office (RFC 7644): Users, one at a time, behind a bearer token. A resource is a line
 * of a feed, checked as such; what the guard holds is answered 409, with the number under which an administrator finds it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import SCIMMY from 'scimmy';
import { UnreadableFeed } from '../../../formats/hr/person.ts';
import type { AddressRule } from '../../../formats/person-name/address-rule.ts';
import { Refusal, reasons } from '../../../model/refusal.ts';
import type { House } from '../../../services/house.ts';
import {
  type Agent,
  countAgents,
  endAgent,
  findAgent,
  listAgents,
  NotTaken,
  readScimClient,
  type ScimClient,
  writeAgent,
} from '../../../services/people/scim.ts';
import { asResource, asWish, User, userDefinition, userUrn } from './schema.ts';

const { Error: ScimError, Filter } = SCIMMY.Types;
const { ErrorResponse, ListResponse, PatchOp } = SCIMMY.Messages;

const mount = '/scim/v2';
const mediaType = 'application/scim+json';
const largestBody = 256 * 1024;
/** Resources of one answer, and of one look through everybody for a filter. */
const pageSize = 200;

type Loose = Record<string, unknown>;
type WithId = { Params: { id: string } };

/** `origin`: of the portal, as programs see it. */
export function scimRoutes(app: FastifyInstance, house: House, rule: AddressRule, origin: () => string): void {
  const base = () => `${origin()}${mount}`;
  const shown = (agent: Agent) => asResource(agent, base());

  async function find(id: string): Promise<Agent> {
    const agent = /^\d{1,15}$/.test(id) ? await findAgent(house, Number(id)) : null;
    if (agent === null) throw new ScimError(404, '', 'Aucun agent ne porte ce numéro.');
    return agent;
  }

  app.register(async scope => {
    const parse = scope.getDefaultJsonParser('error', 'error');
    // Programs send the header with requests that have no body, too.
    scope.addContentTypeParser(mediaType, { parseAs: 'string', bodyLimit: largestBody }, (request, body, done) =>
      body.length === 0 ? done(null, undefined) : parse(request, body as string, done),
    );
    scope.setErrorHandler((error: Error, request, reply) => answerError(house, error, request, reply));

    scope.get(`${mount}/ServiceProviderConfig`, async (request, reply) => {
      await admit(house, request);
      return answer(reply, 200, {
        ...providerConfig,
        meta: { resourceType: 'ServiceProviderConfig', location: `${base()}/ServiceProviderConfig` },
      });
    });
    scope.get(`${mount}/ResourceTypes`, async (request, reply) => {
      await admit(house, request);
      return answer(reply, 200, new ListResponse([userType(base())] as never[]));
    });
    scope.get(`${mount}/Schemas`, async (request, reply) => {
      await admit(house, request);
      return answer(reply, 200, new ListResponse([userDefinition.describe(base())] as never[]));
    });

    scope.get(`${mount}/Users`, async (request, reply) => {
      await admit(house, request);
      return answer(reply, 200, await search(house, shown, request.query as Loose));
    });
    scope.post(`${mount}/Users/.search`, async (request, reply) => {
      await admit(house, request);
      return answer(reply, 200, await search(house, shown, (request.body ?? {}) as Loose));
    });
    scope.get<WithId>(`${mount}/Users/:id`, async (request, reply) => {
      await admit(house, request);
      return answer(reply, 200, shown(await find(request.params.id)));
    });
    scope.post(`${mount}/Users`, { bodyLimit: largestBody }, async (request, reply) => {
      const client = await admit(house, request);
      const wish = asWish(checked(request.body));
      const [known] = await listAgents(house, { after: 0, atMost: 1, hrKey: wish.hrKey });
      if (known !== undefined)
        throw new ScimError(409, 'uniqueness', `L’agent ${wish.hrKey} est déjà dans l’annuaire.`);
      const agent = await writeAgent(house, client, rule, wish);
      reply.header('location', `${base()}/Users/${agent.id}`);
      return answer(reply, 201, shown(agent));
    });
    scope.put<WithId>(`${mount}/Users/:id`, { bodyLimit: largestBody }, async (request, reply) => {
      const client = await admit(house, request);
      const wish = asWish(checked(request.body));
      const agent = await find(request.params.id);
      refuseOtherKey(agent, wish.hrKey);
      return answer(reply, 200, shown(await writeAgent(house, client, rule, wish)));
    });
    scope.patch<WithId>(`${mount}/Users/:id`, { bodyLimit: largestBody }, async (request, reply) => {
      const client = await admit(house, request);
      const agent = await find(request.params.id);
      const patched = await new PatchOp(request.body as never).apply(new User(shown(agent)) as never);
      if (patched === undefined) return answer(reply, 200, shown(agent));
      const wish = asWish(patched as unknown as Loose);
      refuseOtherKey(agent, wish.hrKey);
      return answer(reply, 200, shown(await writeAgent(house, client, rule, wish)));
    });
    scope.delete<WithId>(`${mount}/Users/:id`, async (request, reply) => {
      const client = await admit(house, request);
      await endAgent(house, client, rule, await find(request.params.id));
      return reply.code(204).send();
    });
  });
}

/** @throws SCIMError 401 */
async function admit(house: House, { headers }: FastifyRequest): Promise<ScimClient> {
  const token = /^Bearer ([\w-]{20,200})$/i.exec(headers.authorization ?? '')?.[1];
  const client = token === undefined ? null : await readScimClient(house, token);
  if (client === null) throw new ScimError(401, '', 'Jeton absent ou inconnu.');
  return client;
}

/** A body that follows the definition. @throws TypeError from the library, which becomes 400 */
function checked(body: unknown): Loose {
  if (typeof body !== 'object' || body === null)
    throw new ScimError(400, 'invalidSyntax', 'Un objet JSON est attendu.');
  const resource = new User(body, 'in') as unknown as Loose;
  return { ...resource, externalId: (body as Loose).externalId };
}

function refuseOtherKey(agent: Agent, hrKey: string): void {
  if (hrKey !== agent.hrKey) throw new ScimError(400, 'mutability', 'userName, la clé de l’agent, ne change jamais.');
}

/** A page, or what a filter leaves of everybody. RFC 7644, 3.4.2 */
async function search(house: House, shown: (agent: Agent) => Loose, asked: Loose): Promise<unknown> {
  const startIndex = Math.max(1, Number.parseInt(String(asked.startIndex ?? 1), 10) || 1);
  const count = Math.min(pageSize, Math.max(0, Number.parseInt(String(asked.count ?? 100), 10) || 0));
  const page = { startIndex, itemsPerPage: count };
  const filter = typeof asked.filter === 'string' ? asked.filter : null;
  if (filter === null) {
    const [totalResults, agents] = await Promise.all([
      countAgents(house),
      listAgents(house, { after: startIndex - 1, atMost: count }),
    ]);
    return new ListResponse(agents.map(shown) as never[], { ...page, totalResults });
  }
  const found = await filtered(house, shown, filter);
  const some = found.slice(startIndex - 1, startIndex - 1 + count);
  return new ListResponse(some as never[], { ...page, totalResults: found.length });
}

/** What programs ask before each writing goes by the index; anything else looks at everybody, a page at a time. */
async function filtered(house: House, shown: (agent: Agent) => Loose, expression: string): Promise<Loose[]> {
  const plain = /^\s*(userName|externalId)\s+eq\s+"([^"\\]*)"\s*$/i.exec(expression);
  if (plain !== null) {
    const [, attribute = '', value = ''] = plain;
    const by = attribute.toLowerCase() === 'username' ? { hrKey: value } : { externalId: value };
    return (await listAgents(house, { after: 0, atMost: pageSize, ...by })).map(shown);
  }
  const filter = new Filter(expression);
  const found: Loose[] = [];
  for (let after = 0; ; after += pageSize) {
    const agents = await listAgents(house, { after, atMost: pageSize });
    found.push(...(filter.match(agents.map(shown)) as Loose[]));
    if (agents.length < pageSize) return found;
  }
}

function answer(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply.code(status).type(`${mediaType}; charset=utf-8`).send(JSON.stringify(body));
}

function answerError(house: House, error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, scimType, message } = readError(error);
  if (status === 500) house.log.error('scim-failed', { route: request.routeOptions.url ?? null, error });
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="SCIM"');
  const { schemas } = new ErrorResponse(new ScimError(status, '', message) as never);
  const said = { schemas, status: String(status), ...(scimType !== '' && { scimType }), detail: message };
  return answer(reply, status, said);
}

function readError(error: Error): { status: number; scimType: string; message: string } {
  const { message } = error;
  if (error instanceof ScimError) return { status: error.status, scimType: error.scimType ?? '', message };
  if (error instanceof NotTaken && error.feed !== null) {
    return { status: 409, scimType: '', message: `${error.why} (retenu sous le numéro ${error.feed})` };
  }
  if (error instanceof NotTaken || error instanceof UnreadableFeed)
    return { status: 400, scimType: 'invalidValue', message };
  if (error instanceof Refusal) {
    return { status: error.lasts === 'later' ? 503 : 403, scimType: '', message: reasons[error.reason].fr };
  }
  // The library tells of values that do not follow the definition in this way.
  if (error instanceof TypeError && /attribute|schema|value/i.test(message)) {
    return { status: 400, scimType: 'invalidValue', message };
  }
  const status = 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status >= 400 && status < 500) return { status, scimType: 'invalidSyntax', message };
  return { status: 500, scimType: '', message: 'Une erreur est survenue de notre côté.' };
}

const unsupported = { supported: false };
const providerConfig = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: pageSize },
  changePassword: unsupported,
  sort: unsupported,
  etag: unsupported,
  authenticationSchemes: [
    { type: 'oauthbearertoken', name: 'Jeton', description: 'Donné par « vaguemestre scim admit ».', primary: true },
  ],
};

function userType(base: string): Loose {
  const extensions = userDefinition.attributes
    .filter(each => each instanceof SCIMMY.Types.SchemaDefinition)
    .map(each => ({ schema: (each as unknown as { id: string }).id, required: false }));
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: 'Agents',
    schema: userUrn,
    schemaExtensions: extensions,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/User` },
  };
}
