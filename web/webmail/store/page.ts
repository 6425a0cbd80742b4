/** A page of a question's emails with what a list shows of them, in one request. rfc/8621#4.4 */
import type { Jmap } from '../../jmap/client.ts';
import type { AnswerOf, EmailQuestion, Reference } from '../../jmap/methods.ts';
import type { EmailHead, Thread } from '../../jmap/objects.ts';
import { headProperties } from './properties.ts';

export type Page = {
  readonly answer: AnswerOf<'Email/query'>;
  readonly heads: readonly EmailHead[];
  /** The conversations they belong to, where those are shown. */
  readonly threads: readonly Thread[];
};

/** Emails asked for at once: what is in view, and about as much again. */
export const pageLength = 32;

export async function askPage(jmap: Pick<Jmap, 'call'>, question: EmailQuestion, position: number): Promise<Page> {
  const query = jmap.call('Email/query', { ...question, position, limit: pageLength, calculateTotal: true });
  const rest = askHeads(jmap, query.reference('/ids'), question.collapseThreads);
  const [answer, told] = await Promise.all([query, rest]);
  return { answer, ...told };
}

/** The heads behind a reference and, where conversations are shown, those of their other messages. */
export async function askHeads(
  jmap: Pick<Jmap, 'call'>,
  ids: Reference,
  collapseThreads: boolean,
): Promise<Pick<Page, 'heads' | 'threads'>> {
  const heads = jmap.call('Email/get', { '#ids': ids, properties: headProperties });
  if (!collapseThreads) return { heads: (await heads).list as unknown as EmailHead[], threads: [] };
  const threads = jmap.call('Thread/get', { '#ids': heads.reference('/list/*/threadId') });
  const others = jmap.call('Email/get', {
    '#ids': threads.reference('/list/*/emailIds'),
    properties: headProperties,
  });
  const [own, told, all] = await Promise.all([
    heads,
    threads.catch((): { list: readonly Thread[] } => ({ list: [] })),
    // Conversations of more messages than one answer may hold show what is known of them.
    others.catch(() => ({ list: [] })),
  ]);
  return { heads: [...own.list, ...all.list] as unknown as EmailHead[], threads: told.list };
}
