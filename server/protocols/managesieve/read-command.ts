/** Commands as they come: a name, then strings and numbers; long strings as counted bytes. rfc/5804#4 */
import { isUtf8 } from 'node:buffer';
import type { Connection } from '../wire/connection.ts';

/** Where commands come from. */
export type Source = Pick<Connection, 'takeLine' | 'readLine' | 'readExactly' | 'readStream'>;

export type Argument =
  | { readonly kind: 'string'; readonly bytes: Buffer }
  | { readonly kind: 'number'; readonly value: number };

export type ReadCommand = { readonly name: string; readonly args: readonly Argument[] };

/** What came is no command; the next line may be one. `bye`: what follows cannot be told from it. */
export class SyntaxFault extends Error {
  readonly bye: boolean;

  constructor(message: string, bye = false) {
    super(message);
    this.name = 'SyntaxFault';
    this.bye = bye;
  }
}

/** Octets of a refused literal that are read over rather than hanging up. */
const mostSkipped = 2 ** 26;
const mostArguments = 8;

/** The next command; null when the client has ended. @throws SyntaxFault, WireError */
export async function readCommand(
  connection: Source,
  limits: { readonly line: number; readonly literal: number },
): Promise<ReadCommand | null> {
  const args: Argument[] = [];
  let name: string | null = null;
  let failure: SyntaxFault | null = null;
  for (;;) {
    const bytes = connection.takeLine(limits.line) ?? (await connection.readLine(limits.line));
    if (bytes === null) return null;
    const line = bytes.toString('latin1');
    const literal = /\{(\d{1,10})\+?\}$/.exec(line);
    const text = literal ? line.slice(0, literal.index) : line;
    try {
      const word: string = name === null ? (/^[A-Za-z]+/.exec(text)?.[0] ?? '') : '';
      name ??= word.toUpperCase();
      if (name === '') throw new SyntaxFault('A command is expected');
      args.push(...readArguments(text.slice(word.length)));
      if (args.length > mostArguments) throw new SyntaxFault('Too many arguments');
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      failure ??= error;
    }
    if (!literal) break;
    const size = Number(literal[1]);
    if (size > limits.literal || failure) failure ??= new SyntaxFault('Too large');
    const content = await readLiteral(connection, size, failure !== null);
    if (content) args.push({ kind: 'string', bytes: content });
  }
  if (failure) throw failure;
  return { name: name ?? '', args };
}

async function readLiteral(connection: Source, size: number, skip: boolean): Promise<Buffer | null> {
  if (!skip) return await connection.readExactly(size);
  if (size > mostSkipped) throw new SyntaxFault('Far too large', true);
  for await (const _ of connection.readStream(size));
  return null;
}

const token = /\s*(?:"((?:[^"\\\r\n]|\\["\\])*)"|(\d{1,10})(?![^\s]))/y;

/** The strings and numbers of a piece of line, each after a space. */
function readArguments(text: string): Argument[] {
  const args: Argument[] = [];
  token.lastIndex = 0;
  let at = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    at = token.lastIndex;
    if (match[2] !== undefined) {
      const value = Number(match[2]);
      if (value > 0xffff_ffff) throw new SyntaxFault('The number is too large');
      args.push({ kind: 'number', value });
    } else args.push({ kind: 'string', bytes: Buffer.from(match[1]!.replace(/\\(["\\])/g, '$1'), 'latin1') });
  }
  if (text.slice(at).trim() !== '') throw new SyntaxFault('A string or a number is expected');
  return args;
}

/** The text of a string argument. @throws SyntaxFault where it is not UTF-8 */
export function textOf(argument: Argument | undefined): string {
  if (argument?.kind !== 'string') throw new SyntaxFault('A string is expected');
  if (!isUtf8(argument.bytes)) throw new SyntaxFault('A string must be UTF-8');
  return argument.bytes.toString('utf8');
}
