import type { Queryable } from './database.ts';

/** Asks for many keys at once. `context` is the newest asker's: the hour, mostly. */
type Ask<Key, Answer, Context> = (db: Queryable, keys: readonly Key[], context: Context) => Promise<Answer>;

type Line<Key, Answer, Context> = {
  asking: boolean;
  next: { keys: Set<Key>; context: Context; answer: PromiseWithResolvers<Answer> } | null;
};

/**
 * Questions that come together share one statement: while one is on its way the next gathers, so that a lone question
 * waits for nobody and a storm costs few. Each is answered by a statement sent after it was asked. The answer holds the
 * keys of others too.
 */
export function gathered<Key, Answer, Context = undefined>(ask: Ask<Key, Answer, Context>): Ask<Key, Answer, Context> {
  const lines = new WeakMap<Queryable, Line<Key, Answer, Context>>();

  function send(db: Queryable, line: Line<Key, Answer, Context>): void {
    const { next } = line;
    if (line.asking || next === null) return;
    line.next = null;
    line.asking = true;
    ask(db, [...next.keys], next.context)
      .then(next.answer.resolve, next.answer.reject)
      .finally(() => {
        line.asking = false;
        send(db, line);
      });
  }

  return (db, keys, context) => {
    const line = lines.get(db) ?? { asking: false, next: null };
    lines.set(db, line);
    line.next ??= { keys: new Set(), context, answer: Promise.withResolvers() };
    for (const key of keys) line.next.keys.add(key);
    line.next.context = context;
    const { promise } = line.next.answer;
    // Whoever asks in the same turn of the event loop belongs to the same question.
    setImmediate(send, db, line);
    return promise;
  };
}
