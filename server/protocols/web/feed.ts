/** HR feeds: `contract/feed.ts`. The file is the body, read whole: an académie's is about ten megabytes. */
import { type FeedReply, feedScope, heldFeedConfirm, heldFeedRequest } from '@vaguemestre/contract/feed.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { UnreadableFeed } from '../../formats/hr/person.ts';
import type { AddressRule } from '../../formats/person-name/address-rule.ts';
import { Refusal } from '../../model/refusal.ts';
import type { House } from '../../services/house.ts';
import { live } from '../../services/lifecycle/live.ts';
import type { LifeRules } from '../../services/lifecycle/rules.ts';
import { diffCsv, diffRows } from '../../services/people/diff-rows.ts';
import { confirmHeld, dropHeld, listHeld, showHeld, takeInFeed } from '../../services/people/held-feeds.ts';
import type { ImportOutcome } from '../../services/people/import-feed.ts';
import { settlePosts } from '../../services/people/posts.ts';
import { WebRefusal } from './replies.ts';
import { postSignedIn, requireSession } from './route.ts';

/** The rules by which people get addresses and lives. */
export type PeopleRules = { readonly address: AddressRule; readonly life: LifeRules };

const largestFeed = 128 * 1024 * 1024;

export function feedRoutes(app: FastifyInstance, house: House, rules: PeopleRules): void {
  const options = { addressRule: rules.address };
  app.register(async scope => {
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: largestFeed },
      (_, body, done) => done(null, body),
    );
    for (const mode of ['preview', 'import'] as const) {
      scope.post(`/api/feeds/${mode}`, { bodyLimit: largestFeed }, async request => {
        const actor = await requireSession(house, request);
        if (actor.renew) throw new WebRefusal('renewal-needed');
        const { bytes, asked } = readUpload(request);
        const taken = await takeInFeed(
          house,
          actor,
          { bytes, origin: asked.name ?? 'portail' },
          {
            ...options,
            scope: asked.scope,
            mode: mode === 'preview' ? 'preview' : 'apply',
          },
        ).catch(readable);
        if (taken.kind === 'applied') await applied(house, rules);
        return replyOf(taken, taken.feed);
      });
    }
  });
  postSignedIn(app, house, '/api/feeds/held', z.object({}), async actor => ({
    feeds: (await listHeld(house, actor)).map(feed => ({ ...feed, receivedAt: feed.receivedAt.toISOString() })),
  }));
  postSignedIn(app, house, '/api/feeds/diff', heldFeedRequest, async (actor, { id }) => {
    const { rows, fingerprint } = await showHeld(house, actor, id, options);
    return { rows: [...rows], fingerprint };
  });
  postSignedIn(app, house, '/api/feeds/diff.csv', heldFeedRequest, async (actor, { id }, { reply }) => {
    const { rows } = await showHeld(house, actor, id, options);
    reply.header('content-disposition', `attachment; filename="flux-${id}.csv"`).type('text/csv; charset=utf-8');
    return diffCsv(rows);
  });
  postSignedIn(app, house, '/api/feeds/confirm', heldFeedConfirm, async (actor, { id, fingerprint }) => {
    const outcome = await confirmHeld(house, actor, id, { ...options, agreed: fingerprint });
    await applied(house, rules);
    return replyOf(outcome, null);
  });
  postSignedIn(app, house, '/api/feeds/drop', heldFeedRequest, async (actor, { id }) => {
    await dropHeld(house, actor, id);
    return { done: true };
  });
}

function readUpload({ body, query }: FastifyRequest): { bytes: Buffer; asked: z.infer<typeof feedScope> } {
  const asked = feedScope.safeParse(query);
  if (!asked.success || !Buffer.isBuffer(body)) throw new WebRefusal('bad-request');
  return { bytes: body, asked: asked.data };
}

/** A file that is no feed at all. */
function readable(error: unknown): never {
  throw error instanceof UnreadableFeed ? new Refusal('bad-message', error.message) : error;
}

/** What a feed changes is lived at once: first days, closings that are called off, offices. */
async function applied(house: House, { life, address }: PeopleRules): Promise<void> {
  await live(house, life, address);
  await settlePosts(house);
}

function replyOf({ kind, held, opened, diff }: ImportOutcome, feed: number | null): FeedReply {
  return { outcome: kind, feed, held, opened: opened.size, rows: diffRows(diff) };
}
