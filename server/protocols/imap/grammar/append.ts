import type { DateTime } from './date-time.ts';
import { readDateTime } from './date-time.ts';
import { type Flag, readFlagList } from './flags.ts';
import { readCommandName, readTag } from './head.ts';
import type { Literal } from './literal.ts';
import { readAstring, readMailbox } from './primitives.ts';
import { Reader, type ReaderOptions } from './reader.ts';
import { readSequenceNumber } from './sequence-set.ts';

/**
 * APPEND and REPLACE, whose messages are too big to be collected: their grammar is a dialogue with the session, which runs the
 * generator and gives it each line as it comes. The order of events is
 * `command (message (octets | url)+ message-end)+`; several messages are MULTIAPPEND, several pieces CATENATE.
 * rfc/9051#6.3.12, rfc/3502, rfc/4469, rfc/6855#4, rfc/8508
 */
export type AppendEvent =
  /** To be collected; resume with the literal and the line after it. */
  | { kind: 'argument'; literal: Literal }
  | { kind: 'command'; tag: string; command: AppendCommand }
  | { kind: 'message'; flags: Flag[]; date?: DateTime }
  /** To be streamed into the message; resume with the line after it. `utf8`: its header may be UTF-8. */
  | { kind: 'octets'; literal: Literal; utf8: boolean }
  /** A message or part of one, to be copied into the message. */
  | { kind: 'url'; url: string }
  | { kind: 'message-end' };

export type AppendCommand =
  | { kind: 'append'; mailbox: string }
  /** Then there is one message, which takes the place of `number`. */
  | { kind: 'replace'; uid: boolean; number: number; mailbox: string };

/** What an event is resumed with; nothing for those that need nothing. */
export type AppendFeed = { line: Buffer; literal?: Buffer } | undefined;

export type AppendDialogue = Generator<AppendEvent, void, AppendFeed>;

/** Whether a command is one of these. `name` is what `readHead` gave. */
export const isAppend = (name: string): boolean => name === 'APPEND' || name === 'REPLACE' || name === 'UID REPLACE';

/** Messages of one MULTIAPPEND, pieces of one CATENATE. */
const maxMessages = 1000;
const maxPieces = 1000;

/** Throws `BadSyntax` where the text departs from the grammar; what was streamed by then is to be forgotten. */
export function* appendDialogue(line: Buffer, options: ReaderOptions): AppendDialogue {
  const reader = new Reader([line], options);
  const tag = readTag(reader);
  const name = readCommandName(reader);
  reader.expect(' ');
  const number = name === 'APPEND' ? undefined : readSequenceNumber(reader);
  if (number !== undefined) reader.expect(' ');
  const mailbox = yield* readWithLiteral(reader, readMailbox);
  if (number === undefined) yield { kind: 'command', tag, command: { kind: 'append', mailbox } };
  else yield { kind: 'command', tag, command: { kind: 'replace', uid: name === 'UID REPLACE', number, mailbox } };
  let messages = 0;
  do {
    if (messages++ === maxMessages) reader.fail('Too many messages', 'limit');
    yield* readMessage(reader);
  } while (number === undefined && reader.nextIs(' '));
  reader.end();
}

/** append-message. rfc/4466#3 */
function* readMessage(reader: Reader): AppendDialogue {
  reader.expect(' ');
  const flags = reader.nextIs('(') ? readFlagList(reader) : undefined;
  if (flags) reader.expect(' ');
  const date = reader.nextIs('"') ? readDateTime(reader) : undefined;
  if (date) reader.expect(' ');
  yield { kind: 'message', flags: flags ?? [], ...(date && { date }) };
  if (reader.skip('CATENATE (')) {
    let pieces = 0;
    do {
      if (pieces++ === maxPieces) reader.fail('Too many parts', 'limit');
      yield* readPiece(reader);
    } while (reader.skip(' '));
    reader.expect(')');
  } else yield* readOctets(reader);
  yield { kind: 'message-end' };
}

/** cat-part. rfc/4469#5 */
function* readPiece(reader: Reader): AppendDialogue {
  if (reader.skip('URL ')) {
    yield { kind: 'url', url: yield* readWithLiteral(reader, readAstring) };
    return;
  }
  reader.skip('TEXT ');
  yield* readOctets(reader);
}

/** A literal, or `UTF8 (~{…}` and its parenthesis. rfc/6855#4 */
function* readOctets(reader: Reader): AppendDialogue {
  const utf8 = reader.skip('UTF8 (');
  const literal = reader.announced(true) ?? reader.fail('Literal expected');
  const feed = yield { kind: 'octets', literal, utf8 };
  reader.passOver(literal, feed!.line);
  if (utf8) reader.expect(')');
}

function* readWithLiteral<T>(reader: Reader, read: (reader: Reader) => T): Generator<AppendEvent, T, AppendFeed> {
  const literal = reader.announced();
  if (literal) {
    const feed = yield { kind: 'argument', literal };
    reader.feed(feed!.literal!, feed!.line);
  }
  return read(reader);
}
