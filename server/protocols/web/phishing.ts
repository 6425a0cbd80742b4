import {
  type BlocksReply,
  block as blockRequest,
  type CampaignEntry,
  type CampaignReply,
  campaignRequest,
  type ExercisesReply,
  exerciseRequest,
  type FiguresReply,
  figuresRequest,
  freeHeldRequest,
  type HeldReply,
  insistRequest,
  type PhishingQueueReply,
  queueRequest,
  type RecipientsReply,
  restoreRequest,
  type SettleReply,
  settleRequest,
  takeBackRequest,
} from '@vaguemestre/contract/phishing.ts';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { readObjectId } from '../../formats/object-id/object-id.ts';
import type { AccountId } from '../../model/account.ts';
import type { EmailId } from '../../model/email.ts';
import { Refusal } from '../../model/refusal.ts';
import type { House } from '../../services/house.ts';
import { block, listBlocked, unblock } from '../../services/phishing/block.ts';
import { followLure, listExercises, sendExercise } from '../../services/phishing/exercise.ts';
import { listHeldAccounts } from '../../services/phishing/held-accounts.ts';
import { insist } from '../../services/phishing/insist.ts';
import { listRecipients } from '../../services/phishing/list-recipients.ts';
import { undoRemoval } from '../../services/phishing/pull-back.ts';
import { readFigures, readQueue } from '../../services/phishing/queue.ts';
import { settleCampaign } from '../../services/phishing/settle-campaign.ts';
import { showCampaign } from '../../services/phishing/show-campaign.ts';
import { takeBackReport } from '../../services/phishing/take-back-report.ts';
import type { SessionActor } from '../../services/signing-in/sessions.ts';
import { freeAccount } from '../../services/submission/hold-account.ts';
import { lessonPage, lessonStyle } from './phishing-lesson.ts';
import { postSignedIn } from './route.ts';

const nothing = z.object({});
const done = { done: true } as const;

/** `contract/phishing.ts`. Who is an analyst is asked in the services. `origin`: of the portal, as `https://portail.example`. */
export function phishingRoutes(app: FastifyInstance, house: House, origin: () => string): void {
  campaignRoutes(app, house);
  blockRoutes(app, house);
  exerciseRoutes(app, house, origin);
  everybodyRoutes(app, house);
  postSignedIn(app, house, '/api/phishing/figures', figuresRequest, async (actor, { year }): Promise<FiguresReply> => {
    return await readFigures(house, actor, new Date(Date.UTC(year, 0, 1)), new Date(Date.UTC(year + 1, 0, 1)));
  });
  postSignedIn(app, house, '/api/phishing/held', nothing, async (actor): Promise<HeldReply> => {
    const accounts = await listHeldAccounts(house, actor);
    return { accounts: accounts.map(each => ({ ...each, since: each.since.toISOString() })) };
  });
  postSignedIn(app, house, '/api/phishing/free', freeHeldRequest, async (actor, { accountId }) => {
    await freeAccount(house, actor, accountId as AccountId);
    return done;
  });
}

function campaignRoutes(app: FastifyInstance, house: House): void {
  postSignedIn(
    app,
    house,
    '/api/phishing/queue',
    queueRequest,
    async (actor, { verdict }): Promise<PhishingQueueReply> => {
      return { campaigns: (await readQueue(house, actor, verdict)).map(entryOf) };
    },
  );
  postSignedIn(app, house, '/api/phishing/campaign', campaignRequest, async (actor, { id }): Promise<CampaignReply> => {
    const { campaign, message, reach, removals, proposed } = await showCampaign(
      house,
      factsOf(house),
      actor,
      id as never,
    );
    return {
      campaign: entryOf(campaign),
      message: message === null ? null : copyOf(message),
      reach,
      pullBacks: removals.map(({ id: removal, removedAt, restoredAt }) => ({
        id: removal,
        removedAt: removedAt.toISOString(),
        restoredAt: restoredAt?.toISOString() ?? null,
      })),
      proposed: [...proposed],
    };
  });
  postSignedIn(
    app,
    house,
    '/api/phishing/recipients',
    campaignRequest,
    async (actor, { id }): Promise<RecipientsReply> => {
      return { recipients: await listRecipients(house, actor, id as never) };
    },
  );
  postSignedIn(
    app,
    house,
    '/api/phishing/settle',
    settleRequest,
    async (actor, { id, ...wish }): Promise<SettleReply> => {
      const passwords = wish.passwords as AccountId[];
      const { pulledBack, ...counts } = await settleCampaign(house, actor, id as never, { ...wish, passwords });
      if (pulledBack === null) return { ...counts, pulledBack };
      const { removalId, accounts, messages } = pulledBack;
      return { ...counts, pulledBack: { id: removalId, accounts, messages } };
    },
  );
  postSignedIn(app, house, '/api/phishing/restore', restoreRequest, async (actor, { id, pullBack }) => {
    const { accounts, messages } = await undoRemoval(house, actor, id as never, pullBack as never);
    return { accounts, messages };
  });
}

function blockRoutes(app: FastifyInstance, house: House): void {
  postSignedIn(app, house, '/api/phishing/blocks', nothing, async (actor): Promise<BlocksReply> => {
    const blocks = await listBlocked(house, actor);
    return { blocks: blocks.map(each => ({ ...each, blockedAt: each.blockedAt.toISOString() })) };
  });
  postSignedIn(app, house, '/api/phishing/block', blockRequest, async (actor, wanted) => {
    await block(house, factsOf(house), actor, [wanted]);
    await house.phishing?.watch.refresh();
    return done;
  });
  postSignedIn(app, house, '/api/phishing/unblock', blockRequest, async (actor, wanted) => {
    await unblock(house, actor, wanted);
    await house.phishing?.watch.refresh();
    return done;
  });
}

function exerciseRoutes(app: FastifyInstance, house: House, origin: () => string): void {
  postSignedIn(app, house, '/api/phishing/exercises', nothing, async (actor): Promise<ExercisesReply> => {
    const exercises = await listExercises(house, actor);
    return { exercises: exercises.map(each => ({ ...each, sentAt: each.sentAt.toISOString() })) };
  });
  postSignedIn(app, house, '/api/phishing/exercise', exerciseRequest, async (actor, wish) => {
    return { sent: await sendExercise(house, actor, wish, token => `${origin()}/lecon/${token}`) };
  });
  app.get('/lecon/style.css', async (_, reply) => reply.type('text/css; charset=utf-8').send(lessonStyle));
  // Whoever comes here, with whatever token, is taught the same: the answer tells nothing. A look-ahead by HEAD counts nobody.
  app.get<{ Params: { token: string } }>('/lecon/:token', async (request, reply) => {
    if (request.method === 'GET') await followLure(house, request.params.token);
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(lessonPage);
  });
}

function everybodyRoutes(app: FastifyInstance, house: House): void {
  postSignedIn(app, house, '/api/phishing/insist', insistRequest, async (actor, { email, kind }) => {
    await insist(house, actor, emailOf(actor, email), kind);
    return done;
  });
  postSignedIn(app, house, '/api/phishing/take-back', takeBackRequest, async (actor, { emails }) => ({
    restored: await takeBackReport(
      house,
      actor,
      emails.map(email => emailOf(actor, email)),
    ),
  }));
}

/** @throws Refusal no-such-message for an email of another account */
function emailOf({ accountId }: SessionActor, name: string): EmailId {
  const id = readObjectId('E', accountId, name);
  if (id === null) throw new Refusal('no-such-message');
  return id as EmailId;
}

/** @throws Refusal unavailable in a house without a judge */
function factsOf({ phishing }: House) {
  if (phishing === undefined) throw new Refusal('unavailable');
  return phishing.watch.facts();
}

type Campaign = Awaited<ReturnType<typeof readQueue>>[number];

function entryOf({ id, subject, sender, openedAt, lastAt, reports, verdict, decidedAt }: Campaign): CampaignEntry {
  const decided = decidedAt?.toISOString() ?? null;
  return {
    id,
    subject,
    sender,
    openedAt: openedAt.toISOString(),
    lastAt: lastAt.toISOString(),
    reports,
    verdict,
    decidedAt: decided,
  };
}

function copyOf(
  message: NonNullable<Awaited<ReturnType<typeof showCampaign>>['message']>,
): NonNullable<CampaignReply['message']> {
  const files = message.files.map(file => ({ ...file, dangers: [...file.dangers] }));
  return { ...message, fields: [...message.fields], links: [...message.links], files, reasons: [...message.reasons] };
}
