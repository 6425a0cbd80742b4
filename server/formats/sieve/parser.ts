/** From tokens to commands. rfc/5228#8.2 */
import { SourceError } from './faults.ts';
import { readTokens, type Token } from './lexer.ts';
import type { Argument, CommandNode, StringNode, TestNode } from './syntax.ts';

/** Bounds that keep a hostile script from exhausting whoever reads it. */
export type SyntaxLimits = { readonly depth: number; readonly nodes: number };

type Reader = { readonly tokens: readonly Token[]; readonly limits: SyntaxLimits; next: number; nodes: number };

/** @throws SourceError */
export function parseScript(source: string, limits: SyntaxLimits): CommandNode[] {
  const reader: Reader = { tokens: readTokens(source), limits, next: 0, nodes: 0 };
  const commands: CommandNode[] = [];
  while (peek(reader).kind !== 'end') commands.push(readCommand(reader, 1));
  return commands;
}

function readCommand(reader: Reader, depth: number): CommandNode {
  const name = identifier(reader, 'a command');
  const call = readCall(reader, name, depth);
  const token = peek(reader);
  if (is(token, ';')) {
    reader.next++;
    return { ...call, block: null };
  }
  if (!is(token, '{')) fail(token, 'a semicolon or a block');
  reader.next++;
  const block: CommandNode[] = [];
  while (!is(peek(reader), '}')) {
    if (peek(reader).kind !== 'identifier') fail(peek(reader), 'a closing brace');
    block.push(readCommand(reader, depth + 1));
  }
  reader.next++;
  return { ...call, block };
}

function readTest(reader: Reader, depth: number): TestNode {
  return readCall(reader, identifier(reader, 'a test'), depth);
}

/** Arguments, then a test or a list of tests: the same for commands and tests. */
function readCall(reader: Reader, name: { at: number; text: string }, depth: number): TestNode {
  if (depth > reader.limits.depth) throw new SourceError(name.at, 'too-deep', String(reader.limits.depth));
  if (++reader.nodes > reader.limits.nodes) {
    throw new SourceError(name.at, 'too-many-commands', String(reader.limits.nodes));
  }
  const args: Argument[] = [];
  for (let argument = readArgument(reader); argument; argument = readArgument(reader)) args.push(argument);
  const tests: TestNode[] = [];
  const listed = is(peek(reader), '(');
  if (listed) {
    do {
      reader.next++;
      tests.push(readTest(reader, depth + 1));
    } while (is(peek(reader), ','));
    if (!is(peek(reader), ')')) fail(peek(reader), 'a comma or a closing parenthesis');
    reader.next++;
  } else if (peek(reader).kind === 'identifier') tests.push(readTest(reader, depth + 1));
  return { at: name.at, name: name.text, args, tests, listed };
}

function readArgument(reader: Reader): Argument | null {
  const token = peek(reader);
  if (token.kind === 'tag' || token.kind === 'number' || token.kind === 'string') {
    reader.next++;
    if (token.kind === 'tag') return { kind: 'tag', at: token.at, name: token.text };
    if (token.kind === 'number') return { kind: 'number', at: token.at, value: token.value };
    return { kind: 'strings', at: token.at, strings: [token], list: false };
  }
  if (!is(token, '[')) return null;
  const strings: StringNode[] = [];
  do {
    reader.next++;
    const item = peek(reader);
    if (item.kind !== 'string') fail(item, 'a string');
    strings.push(item);
    reader.next++;
  } while (is(peek(reader), ','));
  if (!is(peek(reader), ']')) fail(peek(reader), 'a comma or a closing bracket');
  reader.next++;
  return { kind: 'strings', at: token.at, strings, list: true };
}

function identifier(reader: Reader, what: string): { at: number; text: string } {
  const token = peek(reader);
  if (token.kind !== 'identifier') fail(token, what);
  reader.next++;
  return token;
}

function peek(reader: Reader): Token {
  return reader.tokens[reader.next]!;
}

function is(token: Token, text: string): boolean {
  return token.kind === 'punctuation' && token.text === text;
}

function fail(token: Token, what: string): never {
  if (token.kind === 'end') throw new SourceError(token.at, 'unexpected-end', what);
  throw new SourceError(token.at, 'expected', what, token.kind === 'number' ? String(token.value) : token.text);
}
