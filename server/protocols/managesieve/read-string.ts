import { isUtf8 } from 'node:buffer';
import type { Connection } from '../wire/connection.ts';
import { maxSaslResponse } from '../wire/sasl.ts';
import { SyntaxFault } from './read-command.ts';

/** A string on a line of its own: what a client answers to a challenge. @throws SyntaxFault, WireError */
export async function readString(connection: Connection, limits: { readonly line: number }): Promise<string> {
  const line = await connection.readLine(Math.max(limits.line, 2 * maxSaslResponse));
  if (line === null) throw new SyntaxFault('Nothing more came', true);
  const text = line.toString('latin1');
  const literal = /^\{(\d{1,6})\+?\}$/.exec(text);
  if (literal) {
    const size = Number(literal[1]);
    if (size > 2 * maxSaslResponse) throw new SyntaxFault('Too large', true);
    const bytes = await connection.readExactly(size);
    await connection.readLine(limits.line);
    if (!isUtf8(bytes)) throw new SyntaxFault('A string must be UTF-8');
    return bytes.toString('utf8');
  }
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text);
  if (!quoted) throw new SyntaxFault('A string is expected');
  return quoted[1]!.replace(/\\(["\\])/g, '$1');
}
