/**
 * Connections that stay open: bounded in number, asked again from time to time whether who opened them may still come in
 * (a suspension or a new password ends them), and ended when the server closes.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../services/actor.ts';

/** Streams of one account at once, of all its programs together. */
export const streamsPerAccount = 50;
const askAgainMilliseconds = 20_000;

export type Streams = {
  /**
   * Takes in a stream; `end` closes it. @returns what to call when it is over
   * @throws Refusal too-many-connections
   */
  open(actor: Actor, request: FastifyRequest, end: () => void): () => void;
};

export function createStreams(scope: FastifyInstance, signIn: (request: FastifyRequest) => Promise<Actor>): Streams {
  const streams = new Set<{ readonly actor: Actor; readonly request: FastifyRequest; readonly end: () => void }>();
  const counts = new Map<AccountId, number>();

  const asking = setInterval(() => {
    for (const stream of streams) {
      signIn(stream.request).catch(error => {
        // The database being away says nothing of the person.
        if (!(error instanceof Refusal) || error.lasts === 'never') stream.end();
      });
    }
  }, askAgainMilliseconds);
  asking.unref();
  scope.addHook('preClose', async () => {
    clearInterval(asking);
    for (const stream of streams) stream.end();
  });

  return {
    open(actor, request, end) {
      const here = counts.get(actor.accountId) ?? 0;
      if (here >= streamsPerAccount) throw new Refusal('too-many-connections');
      counts.set(actor.accountId, here + 1);
      const stream = { actor, request, end };
      streams.add(stream);
      return () => {
        if (!streams.delete(stream)) return;
        const left = counts.get(actor.accountId)! - 1;
        if (left === 0) counts.delete(actor.accountId);
        else counts.set(actor.accountId, left);
      };
    },
  };
}
