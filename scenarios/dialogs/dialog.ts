/**
 * Conversations as text: what the client says, what the server must answer, byte for byte where it matters.
 *
 *     C: EHLO client.example      says a line, with CR LF
 *     C> a bare end\n             says these bytes and no more; \r \n \t \0 \\ and \xHH are read
 *     C* 3000 x                   says a run of one character
 *     S: 250-mail.…               the next line of the server; … stands for anything
 *     S~ 250                      a whole reply, of which only the code (and enhanced code) count
 *     = tls                       handshake, after STARTTLS or at once
 *     = end                       the client ends its side
 *     = closed                    the server has ended
 *     = new                       a new connection
 *     # a comment
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { connectSmtp, type SmtpClient } from '../../server/protocols/smtp/client.ts';

type Step = { readonly line: number; readonly kind: string; readonly text: string };

/** The steps of a dialogue file; its first line is `@ door`. */
export async function readDialog(path: string): Promise<{ door: string; steps: Step[] }> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  let door = '';
  const steps: Step[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, kind, text] = /^(C[:>*]|S[:~]|=|@)(?: (.*))?$/.exec(line) ?? [];
    assert.ok(kind, `${path}:${index + 1}: not a step: ${line}`);
    if (kind === '@') door = text!;
    else steps.push({ line: index + 1, kind, text: text ?? '' });
  }
  return { door, steps };
}

/** Plays a dialogue against a port. @throws AssertionError that names the line */
export async function playDialog(
  path: string,
  steps: readonly Step[],
  to: { port: number; tls?: boolean },
): Promise<void> {
  let client: SmtpClient = await connectSmtp(to);
  try {
    for (const { line, kind, text } of steps) {
      const at = `${path}:${line}`;
      if (kind === 'C:') client.send(`${text}\r\n`);
      else if (kind === 'C>') client.send(bytesOf(text));
      else if (kind === 'C*') {
        const [count, character] = text.split(' ');
        client.send(character!.repeat(Number(count)));
      } else if (kind === 'S:') assertLike(at, await client.line(), text);
      else if (kind === 'S~') assert.ok(`${(await client.reply()).at(-1)}`.startsWith(text), at);
      else if (text === 'tls') await client.startTls();
      else if (text === 'end') client.end();
      else if (text === 'closed') assert.equal(await client.line(), null, `${at}: the server should have ended`);
      else if (text === 'new') {
        client.destroy();
        client = await connectSmtp(to);
      } else assert.fail(`${at}: unknown step`);
    }
  } finally {
    client.destroy();
  }
}

function assertLike(at: string, line: string | null, expected: string): void {
  const pattern = expected.split('…').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  assert.match(String(line), new RegExp(`^${pattern.join('.*')}$`), at);
}

function bytesOf(text: string): Buffer {
  const known: Record<string, string> = { r: '\r', n: '\n', t: '\t', '0': '\0', '\\': '\\' };
  const bytes = text.replace(/\\(?:x([0-9a-f]{2})|(.))/gi, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? known[letter]! : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1');
}
