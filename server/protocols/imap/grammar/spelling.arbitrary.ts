/**
 * For properties and fuzzing: texts together with what they mean. A spelling is built beside its value, so that reading it
 * back checks the grammar against something that is not the grammar.
 */
import fc from 'fast-check';

/** Text and literals, in order, and what they say. */
export interface Spelled<T> {
  pieces: (string | Buffer)[];
  value: T;
}

export type Spelling<T> = fc.Arbitrary<Spelled<T>>;

/** Fixed words around spellings: phrase`SELECT ${mailbox}`. The words come in capitals or not. */
export function phrase<A extends unknown[]>(
  words: TemplateStringsArray,
  ...spellings: { [K in keyof A]: Spelling<A[K]> }
): Spelling<A> {
  return fc.tuple(fc.boolean(), ...spellings).map(([lower, ...spelled]) => {
    const pieces: (string | Buffer)[] = [];
    words.forEach((word, i) => {
      pieces.push(lower ? word.toLowerCase() : word, ...(spelled[i]?.pieces ?? []));
    });
    return { pieces, value: spelled.map(each => each.value) as A };
  });
}

export function means<A, T>(spelling: Spelling<A>, meaning: (value: A) => T): Spelling<T> {
  return spelling.map(({ pieces, value }) => ({ pieces, value: meaning(value) }));
}

export const word = <T>(text: string, value: T): Spelling<T> => fc.constant({ pieces: [text], value });

export const oneOf = <T>(...spellings: Spelling<T>[]): Spelling<T> => fc.oneof(...spellings);

export const maybe = <T>(spelling: Spelling<T>): Spelling<T | undefined> => fc.oneof(word('', undefined), spelling);

/** A word of a list, in any case, meaning itself or its small form. */
export const wordOf = <T extends string>(words: readonly T[], spell = (text: T): string => text): Spelling<T> =>
  fc.tuple(fc.constantFrom(...words), fc.boolean()).map(([value, lower]) => ({
    pieces: [lower ? spell(value).toLowerCase() : spell(value)],
    value,
  }));

/** Spellings one after the other. */
export function row<T>(spelling: Spelling<T>, between: string, length: fc.ArrayConstraints): Spelling<T[]> {
  return fc.array(spelling, length).map(all => ({
    pieces: all.flatMap((each, i) => (i === 0 ? each.pieces : [between, ...each.pieces])),
    value: all.map(each => each.value),
  }));
}

export const list = <T>(
  spelling: Spelling<T>,
  length: fc.ArrayConstraints = { minLength: 1, maxLength: 4 },
): Spelling<T[]> => means(phrase`(${row(spelling, ' ', length)})`, ([items]) => items);

/** The parts a session would collect: lines, and the literals they announce. */
export function partsOf(pieces: readonly (string | Buffer)[], announce = (size: number) => `{${size}}`): Buffer[] {
  const parts: Buffer[] = [];
  let line = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') line += piece;
    else {
      parts.push(Buffer.from(line + announce(piece.length)), piece);
      line = '';
    }
  }
  return [...parts, Buffer.from(line)];
}
