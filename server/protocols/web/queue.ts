import {
  explainedQueueAct,
  freeRequest,
  type QueueActReply,
  type QueueChoice,
  type QueueReply,
  queueAct,
  type ReportsReply,
  type TraceReply,
  traceRequest,
  type WaitingEntry,
  type WaitingReply,
  waitingRequest,
} from '@vaguemestre/contract/queue.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import { parseDomain } from '../../formats/address/address.ts';
import type { House } from '../../services/house.ts';
import { dropMessages } from '../../services/queue/drop.ts';
import { holdMessages, releaseMessages } from '../../services/queue/hold.ts';
import { describeQueue, listQueue } from '../../services/queue/list.ts';
import { requireQueueRight } from '../../services/queue/permission.ts';
import { listReports } from '../../services/queue/reports/list.ts';
import { retryNow } from '../../services/queue/retry.ts';
import { traceMessage } from '../../services/queue/trace.ts';
import type { SessionActor } from '../../services/signing-in/sessions.ts';
import { freeAccount } from '../../services/submission/hold-account.ts';
import { findSender } from '../../services/submission/sender.ts';
import { WebRefusal } from './replies.ts';
import { postSignedIn, requireSession } from './route.ts';

/** The mail that waits to leave: `contract/queue.ts`. Who may look and who may act is decided by the services. */
export function queueRoutes(app: FastifyInstance, house: House): void {
  /** Nobody who may not look learns by an answer which accounts exist. */
  const ask = <Body, Answer>(
    path: string,
    body: z.ZodMiniType<Body>,
    answer: (actor: SessionActor, body: Body) => Promise<Answer>,
  ): void =>
    postSignedIn(app, house, path, body, async (actor, parsed) => {
      requireQueueRight(actor, 'look');
      return await answer(actor, parsed);
    });
  app.get('/api/queue', async (request): Promise<QueueReply> => {
    const domains = await describeQueue(house, await operatorOf(house, request));
    return { domains: domains.map(one => ({ ...one, oldest: one.oldest.toISOString() })) };
  });
  app.get('/api/queue/reports', async (request): Promise<ReportsReply> => {
    const reports = await listReports(house, await operatorOf(house, request));
    return {
      reports: reports.map(({ kind, organisation, domain, from, to, passed, failed }) => ({
        kind,
        organisation,
        domain,
        from: from.toISOString(),
        to: to.toISOString(),
        passed,
        failed,
      })),
    };
  });
  ask('/api/queue/waiting', waitingRequest, async (actor, body): Promise<WaitingReply> => {
    const page = await listQueue(house, actor, await readChoice(house, body.selection), body.after);
    const last = page.at(-1);
    return {
      waiting: page.map(entryOf),
      next: last === undefined ? null : { queueId: last.queueId, position: last.position },
    };
  });
  ask('/api/queue/trace', traceRequest, async (actor, { name }): Promise<TraceReply> => {
    const { steps, waiting } = await traceMessage(house, actor, name);
    return {
      steps: steps.map(({ trace, at, event, messageId, detail }) => ({
        trace,
        at: at.toISOString(),
        event,
        messageId,
        detail: { ...detail },
      })),
      waiting: waiting.map(entryOf),
    };
  });
  ask('/api/queue/hold', explainedQueueAct, async (actor, { selection, why }) =>
    counted(await holdMessages(house, actor, await readChoice(house, selection), why)),
  );
  ask('/api/queue/drop', explainedQueueAct, async (actor, { selection, why }) =>
    counted(await dropMessages(house, actor, await readChoice(house, selection), why)),
  );
  ask('/api/queue/release', queueAct, async (actor, { selection }) =>
    counted(await releaseMessages(house, actor, await readChoice(house, selection))),
  );
  ask('/api/queue/retry', queueAct, async (actor, { selection }) =>
    counted(await retryNow(house, actor, await readChoice(house, selection))),
  );
  ask('/api/queue/free', freeRequest, async (actor, { account }) =>
    counted(await freeAccount(house, actor, await findSender(house, account))),
  );
}

async function operatorOf(house: House, request: FastifyRequest): Promise<SessionActor> {
  const actor = await requireSession(house, request);
  if (actor.renew) throw new WebRefusal('renewal-needed');
  return actor;
}

/** As the store selects: a domain in ASCII, an account by its number. @throws Refusal no-such-recipient */
async function readChoice(house: House, choice: QueueChoice): Promise<Parameters<typeof listQueue>[2]> {
  if ('all' in choice) return {};
  const { trace, account, domain, held } = choice;
  return {
    ...(trace === undefined ? {} : { trace }),
    ...(account === undefined ? {} : { accountId: await findSender(house, account) }),
    ...(domain === undefined ? {} : { domain: parseDomain(domain) ?? domain }),
    ...(held === undefined ? {} : { held }),
  };
}

function entryOf(waiting: Awaited<ReturnType<typeof listQueue>>[number]): WaitingEntry {
  const { accountId: _, createdAt, expiresAt, dueAt, lastAt, ...rest } = waiting;
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    dueAt: dueAt.toISOString(),
    lastAt: lastAt?.toISOString() ?? null,
  };
}

const counted = (recipients: number): QueueActReply => ({ recipients });
