/**
 * How many messages one command may work on: of more, those with the highest UIDs, and the client is told down to where.
 * What has to be whole (COPY, SORT, THREAD) is refused instead. rfc/9738
 */
import { type Ending, no, ok, writeEnding } from './replies.ts';
import type { Slice } from './selected.ts';
import type { Session } from './session.ts';
import { words } from './words.ts';

/** The places that may be worked on, of places that ascend, and whether that leaves some out. */
export function mostRecent({ options }: Session, slices: readonly Slice[]): { slices: Slice[]; cut: boolean } {
  let left = options.limits.messages;
  const kept: Slice[] = [];
  let cut = false;
  for (const { start, end } of slices.toReversed()) {
    const from = Math.max(start, end - left);
    cut ||= from > start;
    if (from < end) kept.push({ start: from, end });
    left -= end - from;
  }
  return { slices: kept.reverse(), cut };
}

/** The ending of a command that left messages out below a UID: a response of its own where the ending says something else. */
export function cutBelow(session: Session, ending: Ending, lowest: number): Ending {
  const code = `MESSAGELIMIT ${session.options.limits.messages} ${lowest}`;
  if (ending.status === 'OK' && ending.code === undefined) return ok(code, words.limited);
  session.connection.write(writeEnding(session, ok(code, words.limited)));
  return ending;
}

/** The no to what would have to be whole; null where it may be. */
export function tooManyAtOnce({ options }: Session, count: number): Ending | null {
  const { messages } = options.limits;
  return count > messages ? no(words.limited, `MESSAGELIMIT ${messages}`) : null;
}
