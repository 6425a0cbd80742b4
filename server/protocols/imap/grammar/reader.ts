import { BadSyntax, type SyntaxFault } from './bad-syntax.ts';
import { isIn } from './characters.ts';
import { announcedLiteral, type Literal } from './literal.ts';

export type ReaderOptions = {
  /** Mailbox names are UTF-8, since the client enabled IMAP4rev2 or UTF8=ACCEPT; otherwise they are modified UTF-7. */
  utf8: boolean;
};

/**
 * A command being read. `parts` alternate: a line without its ending, the literal it announces, the line after that literal,
 * and so on to a line that announces none. Lines are kept as one character a byte: to the grammar they are ASCII, and the few
 * places where UTF-8 may stand decode it themselves.
 */
export class Reader {
  readonly options: ReaderOptions;
  readonly #parts: Buffer[];
  #part = 0;
  #before = 0;
  text: string;
  at = 0;

  constructor(parts: readonly Buffer[], options: ReaderOptions) {
    this.#parts = [...parts];
    this.options = options;
    this.text = parts[0]?.toString('latin1') ?? '';
  }

  get position(): number {
    return this.#before + this.at;
  }

  /** The code of the next character of the line, or NaN at its end. */
  get next(): number {
    return this.text.charCodeAt(this.at);
  }

  nextIs(char: string): boolean {
    return this.text.startsWith(char, this.at);
  }

  /** Takes `text` if it comes next, letters in any case. */
  skip(text: string): boolean {
    const end = this.at + text.length;
    const here = this.text.slice(this.at, end);
    if (here !== text && here.toUpperCase() !== text) return false;
    this.at = end;
    return true;
  }

  expect(text: string): void {
    if (!this.skip(text)) this.fail(text === ' ' ? 'Space expected' : `${text} expected`);
  }

  /** The longest run of characters of a class; `name` is what is missing when there is none. */
  run(characterClass: number, name: string): string {
    const from = this.at;
    while (isIn(characterClass, this.next)) this.at++;
    if (this.at === from) this.fail(`${name} expected`);
    return this.text.slice(from, this.at);
  }

  /** The literal announced here, if one is; it has to end the line. */
  announced(binary = false): Literal | undefined {
    if (this.next !== braceCode && !(binary && this.nextIs('~{'))) return undefined;
    const literal = announcedLiteral(this.#parts[this.#part]!);
    if (literal && this.text.lastIndexOf(literal.binary ? '~{' : '{') === this.at) return literal;
    return this.fail('Malformed literal');
  }

  /** A literal, if one comes next, and reading goes on with the line after it. `binary` admits `~{…}`. */
  literal(binary = false): Buffer | undefined {
    const announced = this.announced(binary);
    if (!announced) return undefined;
    const content = this.#parts[this.#part + 1];
    const after = this.#parts[this.#part + 2];
    if (!content || !after || content.length !== announced.size) this.fail('Literal expected');
    if (!announced.binary && content.includes(0)) this.fail('NUL in a literal');
    this.#part += 2;
    this.#goOn(content.length, after);
    return content;
  }

  /** Adds a literal and the line after it, which arrived in the meantime. */
  feed(literal: Buffer, line: Buffer): void {
    this.#parts.push(literal, line);
  }

  /** Goes on with the line after a literal that was not kept. */
  passOver(literal: Literal, line: Buffer): void {
    this.#parts.splice(0, this.#parts.length, line);
    this.#part = 0;
    this.#goOn(literal.size, line);
  }

  #goOn(octets: number, line: Buffer): void {
    this.#before += this.text.length + octets;
    this.text = line.toString('latin1');
    this.at = 0;
  }

  end(): void {
    if (this.at < this.text.length) this.fail('Unexpected text after the command');
    if (this.#part + 1 < this.#parts.length) this.fail('Unexpected literal after the command');
  }

  fail(text: string, fault: SyntaxFault = 'syntax'): never {
    throw new BadSyntax(text, this.position, fault);
  }
}

const braceCode = 0x7b;
