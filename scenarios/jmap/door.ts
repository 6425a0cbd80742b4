/** A house with its JMAP door open on loopback, and a raw client that says what it is told and reads what comes. */
import Fastify from 'fastify';
import { type MailHouse, mailHouse } from '../../dev/testing/mail-house.ts';
import { writeAccountId } from '../../server/formats/object-id/object-id.ts';
import { type JmapOptions, jmapRoutes } from '../../server/protocols/jmap/routes.ts';
import type { Actor } from '../../server/services/actor.ts';
import type { House } from '../../server/services/house.ts';

export const usual = [
  'urn:ietf:params:jmap:core',
  'urn:ietf:params:jmap:mail',
  'urn:ietf:params:jmap:submission',
  'urn:ietf:params:jmap:vacationresponse',
  'urn:ietf:params:jmap:quota',
  'urn:ietf:params:jmap:blob',
  'urn:ietf:params:jmap:principals',
  'urn:ietf:params:jmap:sieve',
  'urn:ietf:params:jmap:mdn',
  'urn:ietf:params:jmap:contacts',
];

/** A response's arguments, as loose as JSON is. */
// biome-ignore lint/suspicious/noExplicitAny: what a server answers is what a test asserts
export type Answer = any;
export type Call = readonly [name: string, args: Record<string, unknown>, callId?: string];

export type Client = {
  readonly actor: Actor;
  readonly accountId: string;
  readonly authorization: string;
  /** One call, its answer's arguments; the account is put in. Throws on a method error. */
  call(name: string, args?: Record<string, unknown>): Promise<Answer>;
  /** One call that must fail: the error. */
  fails(name: string, args?: Record<string, unknown>): Promise<Answer>;
  /** Several calls; the responses as they come. */
  calls(calls: readonly Call[], more?: Record<string, unknown>): Promise<Answer[]>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
};

export type JmapDoor = MailHouse & {
  readonly origin: string;
  client(actor: Actor): Client;
};

/** `more`: parts of the house that are there only where a test brings them. */
export async function jmapDoor(
  limits: Partial<House['limits']> = {},
  options: JmapOptions = {},
  more: (house: MailHouse) => Partial<House> = () => ({}),
): Promise<JmapDoor> {
  const plain = await mailHouse(limits);
  const house = { ...plain, house: { ...plain.house, ...more(plain) } };
  const app = Fastify({ forceCloseConnections: true });
  // As the web server around does: what JMAP does not answer is a bug, told loudly.
  app.setErrorHandler((error, _request, reply) => {
    house.house.log.error('web-failed', { error: error as Error });
    return reply.code(500).send();
  });
  jmapRoutes(app as never, house.house, options);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...house,
    origin,
    client: actor => createClient(origin, actor),
    async close() {
      await app.close();
      await house.close();
    },
  };
}

function createClient(origin: string, actor: Actor): Client {
  const authorization = `Basic ${Buffer.from(`${actor.address}:secret`).toString('base64')}`;
  const accountId = writeAccountId(actor.accountId);
  const send = (path: string, init: RequestInit = {}) =>
    fetch(`${origin}${path}`, { ...init, headers: { authorization, ...(init.headers as Record<string, string>) } });

  async function calls(list: readonly Call[], more: Record<string, unknown> = {}): Promise<Answer[]> {
    const methodCalls = list.map(([name, args, callId], index) => [
      name,
      name === 'Core/echo' || name.startsWith('PushSubscription') ? args : { accountId, ...args },
      callId ?? `c${index}`,
    ]);
    const response = await send('/jmap/api/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ using: usual, methodCalls, ...more }),
    });
    const answer = (await response.json()) as Answer;
    if (response.status !== 200) throw new Error(JSON.stringify(answer));
    return answer.methodResponses;
  }

  return {
    actor,
    accountId,
    authorization,
    calls,
    fetch: send,
    async call(name, args = {}) {
      const [[answered, answer]] = (await calls([[name, args]])) as [Answer];
      if (answered !== name) throw new Error(`${name}: ${JSON.stringify(answer)}`);
      return answer;
    },
    async fails(name, args = {}) {
      const [[answered, answer]] = (await calls([[name, args]])) as [Answer];
      if (answered !== 'error') throw new Error(`${name} did not fail: ${JSON.stringify(answer)}`);
      return answer;
    },
  };
}

/** Bytes of a message of few lines. */
export function message(text: string): Buffer {
  return Buffer.from(text.replaceAll('\n', '\r\n'));
}

/** The ids of the account's mailboxes by role, and by name for the others. */
export async function mailboxIds(client: Client): Promise<Record<string, string>> {
  const { list } = await client.call('Mailbox/get');
  return Object.fromEntries(list.map((one: Answer) => [one.role ?? one.name, one.id]));
}

/** Puts a message in through upload and import. */
export async function put(
  client: Client,
  bytes: Buffer,
  mailboxId: string,
  more: Record<string, unknown> = {},
): Promise<Answer> {
  const uploaded = (await (
    await client.fetch(`/jmap/upload/${client.accountId}/`, {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: { 'content-type': 'message/rfc822' },
    })
  ).json()) as Answer;
  const { created, notCreated } = await client.call('Email/import', {
    emails: { e: { blobId: uploaded.blobId, mailboxIds: { [mailboxId]: true }, ...more } },
  });
  if (created === null) throw new Error(JSON.stringify(notCreated));
  return created.e;
}
