import {
  assignRequest,
  composingRequest,
  conversationRequest,
  doneRequest,
  handoverRequest,
  holderEnd,
  holderName,
  holdersRequest,
  lendRequest,
  noteRequest,
  postAbolish,
  postOpen,
  postsRequest,
  takeBackRequest,
} from '@vaguemestre/contract/posts.ts';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import type { AccountId } from '../../model/account.ts';
import type { House } from '../../services/house.ts';
import {
  announceComposing,
  assign,
  type ConversationRef,
  readConversation,
  setDone,
  writeNote,
} from '../../services/mailboxes/conversation.ts';
import { lend, listLent, takeBack } from '../../services/mailboxes/lend.ts';
import { endHolder, listHolders, nameHolder } from '../../services/people/posts.ts';
import { abolishPost, listPostsOf, openPost, readHandover } from '../../services/people/posts-by-hand.ts';
import { postSignedIn } from './route.ts';

/** Posts, their holders and handovers, conversations that several read, folders lent: `contract/posts.ts`. */
export function postsRoutes(app: FastifyInstance, house: House): void {
  postSignedIn(app, house, '/api/posts/holders', holdersRequest, async (actor, { uai, kind }) => ({
    holders: await listHolders(house, actor, uai.toUpperCase(), kind),
  }));
  postSignedIn(app, house, '/api/posts/name', holderName, async (actor, { uai, kind, accountId, part, ...days }) => {
    const firstDay = days.firstDay === undefined ? {} : { firstDay: days.firstDay };
    const wish = {
      uai: uai.toUpperCase(),
      kind,
      accountId: accountId as AccountId,
      part,
      lastDay: days.lastDay ?? null,
    };
    return { id: await nameHolder(house, actor, { ...wish, ...firstDay }) };
  });
  postSignedIn(app, house, '/api/posts/end', holderEnd, async (actor, { id }) => {
    await endHolder(house, actor, id);
    return { done: true };
  });
  postSignedIn(app, house, '/api/posts/list', postsRequest, async (actor, { uai }) => ({
    posts: await listPostsOf(house, actor, uai.toUpperCase()),
  }));
  postSignedIn(app, house, '/api/posts/open', postOpen, async (actor, wish) => {
    await openPost(house, actor, { ...wish, uai: wish.uai.toUpperCase() });
    return { done: true };
  });
  postSignedIn(app, house, '/api/posts/abolish', postAbolish, async (actor, { uai, kind }) => {
    await abolishPost(house, actor, { uai: uai.toUpperCase(), kind });
    return { done: true };
  });
  postSignedIn(app, house, '/api/posts/handover', handoverRequest, async (actor, { uai, kind }) =>
    readHandover(house, actor, { uai: uai.toUpperCase(), kind }),
  );
  conversationRoutes(app, house);
  loanRoutes(app, house);
}

const refOf = ({ accountId, threadId }: z.infer<typeof conversationRequest>): ConversationRef => ({
  accountId: accountId as AccountId,
  threadId,
});

function conversationRoutes(app: FastifyInstance, house: House): void {
  postSignedIn(app, house, '/api/conversations/read', conversationRequest, async (actor, body) =>
    readConversation(house, actor, refOf(body)),
  );
  postSignedIn(app, house, '/api/conversations/composing', composingRequest, async (actor, body) => ({
    composing: await announceComposing(house, actor, refOf(body), body.writing),
  }));
  postSignedIn(app, house, '/api/conversations/assign', assignRequest, async (actor, body) => {
    await assign(house, actor, refOf(body), body.to as AccountId | null);
    return { done: true };
  });
  postSignedIn(app, house, '/api/conversations/done', doneRequest, async (actor, body) => {
    await setDone(house, actor, refOf(body), body.done);
    return { done: true };
  });
  postSignedIn(app, house, '/api/conversations/note', noteRequest, async (actor, body) => {
    await writeNote(house, actor, refOf(body), body.words);
    return { done: true };
  });
}

function loanRoutes(app: FastifyInstance, house: House): void {
  postSignedIn(app, house, '/api/loans/list', z.object({}), async actor => ({ loans: await listLent(house, actor) }));
  postSignedIn(app, house, '/api/loans/lend', lendRequest, async (actor, wish) => {
    await lend(house, actor, wish);
    return { done: true };
  });
  postSignedIn(app, house, '/api/loans/take-back', takeBackRequest, async (actor, wish) => {
    await takeBack(house, actor, wish);
    return { done: true };
  });
}
