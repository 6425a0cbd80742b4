/**
 * Collects one command from the wire: its line, the literals it announces, the lines after them, all within bounds. What
 * is beyond them is read and thrown away, so that the next command is found where it begins. rfc/9051#2.2.1, rfc/7888
 */
import { WireError } from '../wire/wire-error.ts';
import { isAppend } from './grammar/append.ts';
import { readHead } from './grammar/head.ts';
import { announcedLiteral, type Literal } from './grammar/literal.ts';
import { writeBye } from './replies.ts';
import type { Session } from './session.ts';
import { say, words } from './words.ts';

export type Reading =
  | { readonly kind: 'command'; readonly parts: readonly Buffer[] }
  /** The first line of APPEND or REPLACE: its messages are still on the wire. */
  | { readonly kind: 'append'; readonly line: Buffer }
  /** Answered already. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'end' };

/** Octets of a literal nobody wants that are read all the same, to find the next command. */
const skippable = 64 * 1024 * 1024;

/** @throws WireError idle, slow-reader, closed */
export async function readCommand(session: Session): Promise<Reading> {
  const { connection, actor, options } = session;
  const maxLine = actor === null ? options.limits.lineBefore : options.limits.line;
  const maxLiterals = actor === null ? options.limits.literalsBefore : options.limits.literals;
  const parts: Buffer[] = [];
  let literals = 0;
  for (;;) {
    let line: Buffer | null;
    try {
      line = connection.takeLine(maxLine) ?? (await connection.readLine(maxLine));
    } catch (error) {
      if (!(error instanceof WireError) || error.fault !== 'line-too-long') throw error;
      return await refuse(session, parts[0] ?? error.head, announcedLiteral(error.tail));
    }
    if (line === null) return { kind: 'end' };
    parts.push(line);
    const { name } = parts.length === 1 ? readHead(line) : {};
    if (name !== undefined && actor !== null && isAppend(name)) return { kind: 'append', line };
    const literal = announcedLiteral(line);
    if (literal === undefined) return { kind: 'command', parts };
    literals += literal.size;
    if (literals > maxLiterals) return await refuse(session, parts[0]!, literal);
    parts.push(await readLiteral(session, literal));
  }
}

/** Asks for the octets where the client waits to be asked, and reads them. */
export async function readLiteral(session: Session, literal: Literal): Promise<Buffer> {
  const { connection } = session;
  if (literal.synchronizing) connection.write(`+ ${say(session, words.goOn)}\r\n`);
  if (literal.size <= connection.buffered) return await connection.readExactly(literal.size);
  // Filled as it comes: gathering pieces first would hold a large message twice.
  const bytes = Buffer.allocUnsafeSlow(literal.size);
  let length = 0;
  for await (const piece of connection.readStream(literal.size)) length += piece.copy(bytes, length);
  return bytes;
}

/** Asks likewise, and gives the octets as they come. */
export function streamLiteral(session: Session, literal: Literal): AsyncIterable<Buffer> {
  const { connection } = session;
  if (literal.synchronizing) connection.write(`+ ${say(session, words.goOn)}\r\n`);
  return connection.readStream(literal.size);
}

/** Says no to a command whose line or literal is too big; of one that does not wait, the rest is thrown away. */
async function refuse(session: Session, start: Buffer, literal: Literal | undefined): Promise<Reading> {
  const { tag = '*' } = readHead(start);
  await skipLiteral(session, literal);
  if (session.ending) return { kind: 'end' };
  session.connection.write(`${tag} BAD [TOOBIG] ${say(session, words.tooLong)}\r\n`);
  session.bad++;
  return { kind: 'refused' };
}

/**
 * Throws away a literal that comes without waiting, the line after it, and with `all` whatever that announces, to the end
 * of the command. Gives the last line. What is too big even for that ends the session.
 */
export async function skipLiteral(session: Session, literal: Literal | undefined, all = true): Promise<Buffer> {
  let line: Buffer = Buffer.alloc(0);
  for (let next = literal; next !== undefined && !next.synchronizing; next = all ? announcedLiteral(line) : undefined) {
    if (next.size > skippable) {
      session.connection.write(writeBye(session, words.tooBig, 'TOOBIG'));
      session.ending = true;
      return line;
    }
    for await (const _ of session.connection.readStream(next.size));
    line = await skipLine(session);
  }
  return line;
}

/** The end of the next line, however long it is. */
async function skipLine({ connection, options }: Session): Promise<Buffer> {
  try {
    return (await connection.readLine(options.limits.line)) ?? Buffer.alloc(0);
  } catch (error) {
    if (error instanceof WireError && error.fault === 'line-too-long') return error.tail;
    throw error;
  }
}
